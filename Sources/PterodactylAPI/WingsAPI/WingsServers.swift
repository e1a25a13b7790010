/// The servers of one node: their list, and by calling it with a UUID one of them.
public struct WingsServers<Sender: Sendable>: CallGroup {
    let sender: Sender

    /// One server.
    /// - Parameter server: its UUID; Wings knows no short id.
    public func callAsFunction(_ server: ServerUUID) -> WingsServerCalls<Sender> {
        WingsServerCalls(sender: sender, path: "/api/servers/" + server.rawValue.urlPathSegmentEncoded)
    }

    /// All servers with their state and what they use, live.
    ///
    /// `GET /api/servers`. It is answered from memory and may be asked every few seconds. For up to a second after Wings was
    /// restarted a server says `running` with an uptime of zero: that is unknown, no restart (recorded).
    public func list() -> Request<[WingsServer], Sender> {
        let call = APICall(.wings, "wings_server_list", .get, "/api/servers")
        return request(.document(call) { (document) throws(PanelError) in try WingsServer.list(document.value) })
    }
}
