/// The application API: what an administrator may do, with a `ptla_` key or a root admin's `ptlc_` key.
///
/// Each call costs one of the user's requests, counted apart from the client API's (240 per minute by default). Every list
/// is asked for in the order of its ids where the panel can sort it, so that pages do not overlap. "Right" names what a
/// `ptla_` key needs.
///
/// `panel.application` sends what it makes; `ApplicationAPI()` only makes it.
public struct ApplicationAPI<Sender: Sendable>: CallGroup {
    let sender: Sender

    init(sender: Sender) { self.sender = sender }

    /// The locations.
    public var locations: ApplicationLocations<Sender> { ApplicationLocations(sender: sender) }

    /// The nodes: their list, and by `nodes(id)` one of them.
    public var nodes: ApplicationNodes<Sender> { ApplicationNodes(sender: sender) }

    /// The servers.
    public var servers: ApplicationServers<Sender> { ApplicationServers(sender: sender) }
}

extension ApplicationAPI where Sender == Unsent {
    /// Calls to look at and to keep; nobody sends them.
    public init() { self.init(sender: Unsent()) }
}

extension PanelClient {
    /// The application API of this panel.
    public var application: ApplicationAPI<PanelClient> { ApplicationAPI(sender: self) }
}
