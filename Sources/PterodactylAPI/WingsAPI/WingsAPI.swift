/// The API of a node's daemon, Wings, as far as it is an outsider's business.
///
/// It is asked with the node's token, which is total control over the node. Nothing that is done here is in the panel's
/// activity log, and the panel's 409 states do not hold; a power action during an install or a transfer is dropped in
/// silence. There is no rate limit and there are no pages. Left out is what the panel alone may ask: making and deleting
/// servers, changing the configuration, transfers.
///
/// A `WingsClient` sends what it makes; `WingsAPI()` only makes it:
///
/// ```swift
/// let wings = try await panel.wings(nodeID)
/// for server in try await wings.servers.list().send() { print(server.name, server.state.word) }
/// try await wings.servers(uuid).power(.restart, waiting: .seconds(30)).send()
/// ```
///
/// A token that is not accepted is `unauthenticated`: the node has a new one, to be read from its configuration once more.
public struct WingsAPI<Sender: Sendable>: CallGroup {
    let sender: Sender

    init(sender: Sender) { self.sender = sender }

    /// The servers of the node: their list, and by `servers(uuid)` one of them.
    public var servers: WingsServers<Sender> { WingsServers(sender: sender) }

    /// The daemon's version and its machine.
    ///
    /// `GET /api/system`, with `?v=2` in detail. It asks Docker, so that an answer says that both are alive.
    /// - Parameter isDetailed: whether to tell memory, distribution and Docker as well.
    public func system(isDetailed: Bool = false) -> Request<WingsSystem, Sender> {
        let query = isDetailed ? [APICall.QueryItem("v", "2")] : []
        let call = APICall(.wings, "wings_system", .get, "/api/system", query: query)
        return request(.document(call) { (document) throws(PanelError) in try WingsSystem(document.value) })
    }
}

extension WingsAPI where Sender == Unsent {
    /// Calls to look at and to keep; nobody sends them.
    public init() { self.init(sender: Unsent()) }
}

extension WingsClient {
    private var api: WingsAPI<WingsClient> { WingsAPI(sender: self) }

    /// The servers of the node: their list, and by `servers(uuid)` one of them.
    public var servers: WingsServers<WingsClient> { api.servers }

    /// The daemon's version and its machine (`WingsAPI.system`).
    /// - Parameter isDetailed: whether to tell memory, distribution and Docker as well.
    public func system(isDetailed: Bool = false) -> Request<WingsSystem, WingsClient> {
        api.system(isDetailed: isDetailed)
    }
}
