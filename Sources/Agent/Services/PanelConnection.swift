package import Collecting
package import PterodactylAPI

/// The way to one panel and to its nodes: its address, its key, and what carries requests there.
package struct PanelConnection: Sendable {
    private let base: String
    private let key: Secret
    private let carrier: Carrier
    private let nodeCarriers: [String: Carrier]

    /// Makes a connection; nothing is sent.
    ///
    /// - Parameters:
    ///   - base: the panel's URL, with or without a slash at its end.
    ///   - key: the panel's key.
    ///   - carrier: for the panel, and for every node that has none of its own.
    ///   - nodeCarriers: by the names of nodes.
    package init(base: String, key: Secret, carrier: Carrier, nodeCarriers: [String: Carrier] = [:]) {
        self.base = base
        self.key = key
        self.carrier = carrier
        self.nodeCarriers = nodeCarriers
    }

    /// What a node's daemon wants as `Origin` unless its configuration says otherwise: the panel's URL without a slash at
    /// its end.
    package var origin: String {
        var origin = base
        while origin.hasSuffix("/") { origin.removeLast() }
        return origin
    }

    /// What opens WebSockets to a node.
    package func connector(toNode node: String) -> any WebSocketConnecting { (nodeCarriers[node] ?? carrier).connector }

    /// Sends a call to the panel with its key, or to a node's daemon with the node's token.
    ///
    /// Ends within the call's time: whoever hangs holds up nobody else, since hosts share no connections.
    /// - Parameter requestID: what it is to be found by in the logs there.
    package func send(
        _ call: PanelCall,
        to destination: Destination,
        requestID: String? = nil
    ) async -> Result<HTTPResponse, TransportError> {
        do throws(TransportError) {
            switch destination {
            case .panel:
                let request = call.request.request(base: base, key: key, requestID: requestID)
                return .success(try await carrier.transport.send(request))
            case .wings(let route):
                let transport = (nodeCarriers[route.node] ?? carrier).transport
                let request = call.request.request(base: route.url, key: route.token, requestID: requestID)
                return .success(try await transport.send(request))
            }
        } catch {
            return .failure(error)
        }
    }
}
