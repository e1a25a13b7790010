package import PterodactylAPI

/// What carries requests and WebSockets to hosts whose certificates are judged alike.
package struct Carrier: Sendable {
    /// For requests.
    package let transport: any HTTPTransport
    /// For WebSockets.
    package let connector: any WebSocketConnecting

    /// Makes a carrier of its two halves.
    package init(transport: any HTTPTransport, connector: any WebSocketConnecting) {
        self.transport = transport
        self.connector = connector
    }
}
