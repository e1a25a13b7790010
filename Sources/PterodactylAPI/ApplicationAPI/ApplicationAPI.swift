/// The application API: what an administrator may do, with a `ptla_` key or a root admin's `ptlc_` key.
///
/// Each call costs one of the user's requests, counted apart from the client API's (240 per minute by default). Every list
/// is asked for in the order of its ids where the panel can sort it, so that pages do not overlap. "Right" names what a
/// `ptla_` key needs; a root admin's account key needs none. Changes that are made here are not in the activity log.
///
/// `panel.application` sends what it makes; `ApplicationAPI()` only makes it:
///
/// ```swift
/// for try await node in panel.application.nodes.list(include: [.location]) { print(node.name) }
/// try await panel.application.nodes(id).allocations.create(ip: "10.0.0.3", ports: [.range(3000...3010)]).send()
/// try await panel.application.servers(id).updateBuild { $0.limits.memory = .mebibytes(4096) }
/// ```
public struct ApplicationAPI<Sender: Sendable>: CallGroup {
    let sender: Sender

    init(sender: Sender) { self.sender = sender }

    /// The locations: their list, and by `locations(id)` one of them.
    public var locations: ApplicationLocations<Sender> { ApplicationLocations(sender: sender) }

    /// The nests with their eggs: their list, and by `nests(id)` one of them.
    public var nests: ApplicationNests<Sender> { ApplicationNests(sender: sender) }

    /// The nodes: their list, and by `nodes(id)` one of them.
    public var nodes: ApplicationNodes<Sender> { ApplicationNodes(sender: sender) }

    /// The servers: their list, and by `servers(id)` one of them.
    public var servers: ApplicationServers<Sender> { ApplicationServers(sender: sender) }

    /// The users: their list, and by `users(id)` one of them.
    public var users: ApplicationUsers<Sender> { ApplicationUsers(sender: sender) }
}

extension ApplicationAPI where Sender == Unsent {
    /// Calls to look at and to keep; nobody sends them.
    public init() { self.init(sender: Unsent()) }
}

extension PanelClient {
    /// The application API of this panel.
    public var application: ApplicationAPI<PanelClient> { ApplicationAPI(sender: self) }
}
