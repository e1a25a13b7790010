/// One server on its node.
public struct WingsServerCalls<Sender: Sendable>: CallGroup {
    let sender: Sender
    /// `/api/servers/{server}`.
    let path: String

    /// Its files.
    public var files: WingsFiles<Sender> { WingsFiles(sender: sender, path: path + "/files") }

    /// Its backups.
    public var backups: WingsBackups<Sender> { WingsBackups(sender: sender, path: path + "/backup") }

    /// The server with its state and what it uses, live.
    ///
    /// `GET /api/servers/{server}`.
    public func get() -> Request<WingsServer, Sender> {
        let call = APICall(.wings, "wings_server", .get, path)
        return request(.document(call) { (document) throws(PanelError) in try WingsServer(document) })
    }

    /// The last lines of the last container's console, the oldest first; a crash's can be read until the next start.
    ///
    /// `GET /api/servers/{server}/logs`.
    /// - Parameter lines: 1 to 100.
    /// - Returns: a request that brings the lines; none for a server that was never started (recorded).
    /// - Throws: on sending, `nodeError` with status 500 when the container is gone.
    public func logs(lines: Int = 100) -> Request<[String], Sender> {
        let query = [APICall.QueryItem("size", String(lines))]
        let call = APICall(.wings, "wings_logs", .get, path + "/logs", query: query)
        return request(.document(call) { (document) throws(PanelError) in try document["data"].strings() })
    }

    /// Sends a power signal.
    ///
    /// `POST /api/servers/{server}/power`. It answers at once and is done in the background; accepted is not done.
    /// - Parameters:
    ///   - signal: the signal.
    ///   - time: how long Wings is to wait for another power action to end, 1 to 300 s; nil for not at all: then the signal is
    ///     dropped in silence while one is under way, unless it is `kill`.
    /// - Throws: on sending, `refused` for a start or restart while suspended.
    public func power(_ signal: PowerSignal, waiting time: Duration? = nil) -> Request<Accepted, Sender> {
        var members: [String: JSONValue] = ["action": .string(signal.rawValue)]
        if let time { members["wait_seconds"] = .integer(min(max(time.components.seconds, 1), 300)) }
        return request(.accepted(APICall(.wings, "wings_power", .post, path + "/power", json: .object(members))))
    }

    /// Types lines into the console, one after another; a line that could not be typed is only logged on the node.
    ///
    /// `POST /api/servers/{server}/commands`.
    /// - Throws: on sending, `serverOffline` when the server is not running.
    public func commands(_ commands: [String]) -> Request<Accepted, Sender> {
        let body: JSONValue = ["commands": .texts(commands)]
        return request(.accepted(APICall(.wings, APICall.wingsCommandName, .post, path + "/commands", json: body)))
    }

    /// Types a line into the console (`commands`).
    public func command(_ command: String) -> Request<Accepted, Sender> { commands([command]) }

    /// Has Wings read the server's configuration from the panel again, and apply limits and suspension.
    ///
    /// `POST /api/servers/{server}/sync`. Wings asks the panel meanwhile, for up to 30 s.
    public func sync() -> Request<Accepted, Sender> {
        request(.accepted(APICall(.wings, "wings_sync", .post, path + "/sync", timeout: .seconds(40))))
    }

    /// Runs the egg's install script, as for a new server.
    ///
    /// `POST /api/servers/{server}/install`. The panel does not know of it, unlike `reinstall` of its own APIs.
    public func install() -> Request<Accepted, Sender> {
        request(.accepted(APICall(.wings, "wings_install", .post, path + "/install")))
    }

    /// Stops the server and runs the egg's install script.
    ///
    /// `POST /api/servers/{server}/reinstall`. The panel does not know of it, unlike `reinstall` of its own APIs.
    /// - Throws: on sending, `conflict` while a power action is under way.
    public func reinstall() -> Request<Accepted, Sender> {
        request(.accepted(APICall(.wings, "wings_reinstall", .post, path + "/reinstall")))
    }

    /// Ends what tokens of the WebSocket may do that were issued before now.
    ///
    /// `POST /api/servers/{server}/ws/deny`.
    /// - Parameter ids: the tokens' `jti`; the panel makes it of user and server, so that all of a user's tokens share it.
    public func denyTokens(_ ids: [String]) -> Request<Accepted, Sender> {
        let body: JSONValue = ["jtis": .texts(ids)]
        return request(.accepted(APICall(.wings, "wings_deny_tokens", .post, path + "/ws/deny", json: body)))
    }
}
