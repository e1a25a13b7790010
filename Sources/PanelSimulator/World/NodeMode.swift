/// How a node behaves towards the panel, and towards everybody else whom no `NodeBlock` keeps out.
public enum NodeMode: Sendable, Equatable {
    /// It works.
    case ok
    /// Nothing listens on Wings' port: the panel answers 504 at once.
    case refuse
    /// Wings takes connections and is silent: the panel answers 504 after 15 s, and what was asked is done later.
    case hang
    /// Wings does what it is asked at once and says so only this much later; the panel's patience ends after 15 s.
    case slow(Duration)
    /// Wings answers every call with this status.
    case error(Int)
    /// The panel's maintenance flag is set; Wings works.
    case maintenance

    /// The word of the control API.
    public var word: String {
        switch self {
        case .ok: "ok"
        case .refuse: "refuse"
        case .hang: "hang"
        case .slow: "slow"
        case .error: "error"
        case .maintenance: "maintenance"
        }
    }

    /// Whether Wings does what it is asked and answers, sooner or later.
    var isWorking: Bool {
        switch self {
        case .ok, .slow, .maintenance: true
        case .refuse, .hang, .error: false
        }
    }

    /// How much later than at once Wings answers; not scaled.
    var delay: Duration { if case .slow(let delay) = self { delay } else { .zero } }
}

/// How a node's port meets clients while the panel reaches the node as ever: a firewall, or a panel in the same network.
public enum NodeBlock: String, Sendable, CaseIterable {
    /// Clients reach Wings.
    case none
    /// Connections of clients are refused.
    case refuse
    /// What clients send is swallowed: nothing is answered, nothing is done.
    case hang
}
