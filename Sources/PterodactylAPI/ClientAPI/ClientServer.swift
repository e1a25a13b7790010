/// One server on the client API.
public struct ClientServer<Sender: Sendable>: CallGroup {
    let sender: Sender
    let path: ClientServerPath

    /// Its backups.
    public var backups: ServerBackups<Sender> { ServerBackups(sender: sender, path: path) }

    /// Its databases.
    public var databases: ServerDatabases<Sender> { ServerDatabases(sender: sender, path: path) }

    /// Its files.
    public var files: ServerFiles<Sender> { ServerFiles(sender: sender, path: path) }

    /// Its allocations: the addresses and ports that it may listen on.
    public var allocations: ServerAllocations<Sender> { ServerAllocations(sender: sender, path: path) }

    /// Its schedules.
    public var schedules: ServerSchedules<Sender> { ServerSchedules(sender: sender, path: path) }

    /// Its name, its image, a new installation.
    public var settings: ServerSettings<Sender> { ServerSettings(sender: sender, path: path) }

    /// How it is started.
    public var startup: ServerStartup<Sender> { ServerStartup(sender: sender, path: path) }

    /// Its subusers: whom else it is shared with.
    public var users: ServerSubusers<Sender> { ServerSubusers(sender: sender, path: path) }

    /// The server itself, in every state (this call alone never answers 409).
    ///
    /// `GET client/servers/{server}`.
    public func get(include: [ServerInclude] = []) -> Request<Server, Sender> { request(.item(call(include))) }

    /// The server itself, and what the key's user may do with it.
    ///
    /// `GET client/servers/{server}`; never answers 409.
    public func details(include: [ServerInclude] = []) -> Request<ServerDetails, Sender> {
        request(.document(call(include)) { (document) throws(PanelError) in try ServerDetails(document) })
    }

    private func call(_ include: [ServerInclude]) -> APICall {
        APICall(.client, "server", .get, path(), query: APICall.including(include))
    }

    /// What the server uses now.
    ///
    /// `GET client/servers/{server}/resources`. Cached by the panel for 20 s per server; failures are not cached and each
    /// keeps a worker of the panel busy for up to 15 s.
    public func resources() -> Request<ServerResources, Sender> {
        request(.item(APICall(.client, "server_resources", .get, path("/resources"), isWingsBacked: true)))
    }

    /// Where to open the server's WebSocket.
    ///
    /// `GET client/servers/{server}/websocket`; permission `websocket.connect`. The node is not asked. Panels of 1.12 limit
    /// it to a few per minute and server: ask only when a token is needed.
    public func websocket() -> Request<WebSocketCredentials, Sender> {
        let call = APICall(.client, "server_websocket", .get, path("/websocket"), hasOwnLimit: true)
        return request(.document(call) { (document) throws(PanelError) in try WebSocketCredentials(document) })
    }

    /// Sends a power signal.
    ///
    /// `POST client/servers/{server}/power`; permission `control.start`, `control.restart`, or `control.stop` for stop and
    /// kill. Accepted is not done (`Accepted`), and after a lost answer the signal may have been sent: never repeated.
    public func power(_ signal: PowerSignal) -> Request<Accepted, Sender> {
        let body: JSONValue = ["signal": .string(signal.rawValue)]
        return request(
            .accepted(APICall(.client, "server_power", .post, path("/power"), json: body, isWingsBacked: true))
        )
    }

    /// Types a line into the server's console.
    ///
    /// `POST client/servers/{server}/command`; permission `control.console`.
    /// - Throws: on sending, `serverOffline` when the server is not running.
    public func command(_ command: String) -> Request<Accepted, Sender> {
        let body: JSONValue = ["command": .string(command)]
        let call = APICall(.client, APICall.commandName, .post, path("/command"), json: body, isWingsBacked: true)
        return request(.accepted(call))
    }
}
