import PanelSimulator
import PterodactylAPI

/// Something that is done in an episode, to the world or to the agent.
enum Deed: Sendable {
    /// To the simulated panel and its nodes.
    case control(Control)
    /// A power action with the node's own token, of which no log knows.
    case wings(PowerSignal)
    /// The next attempt at the incident's server kills the agent at this point.
    case armKill(KillPoint)
    /// The agent is killed now.
    case kill
    /// Something that follows the decision to start the incident's server, so much later.
    case atDecision(Control, after: Duration)
    /// The stop switch is thrown, or let go of.
    case stopSwitch(Bool)
    /// The incident's server is silenced, or no more.
    case silence(Bool)
    /// The ledger refuses every write, or no more.
    case ledger(isBroken: Bool)
    /// The agent's machine slept.
    case clockStep
    /// An Alertmanager asks for help for the incident's servers; without a scenario that has one, nobody does.
    case ask
}

/// A deed, and when it is done: so long after the incident's beginning; negative for before.
struct Scene: Sendable {
    let after: Duration
    let deed: Deed

    init(_ seconds: Double, _ deed: Deed) {
        after = .milliseconds(Int64(seconds * 1_000))
        self.deed = deed
    }

    /// A control.
    init(_ seconds: Double, _ control: Control) { self.init(seconds, .control(control)) }
}
