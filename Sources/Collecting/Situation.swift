/// What is going on with a server, as far as the observations tell.
public enum Situation: Sendable, Hashable {
    /// Nothing certain: not observed yet, node or panel unseen, or the last observation is too old.
    case unknown
    /// Running.
    case up
    /// On its way up.
    case starting
    /// On its way down because somebody or something asked for it.
    case stopping
    /// Down, and why is not decided yet: late activity entries may still tell.
    case undecided
    /// Down, and should be up: it crashed, and Wings did not bring it back.
    case crashed
    /// Down on purpose: the cause says whose.
    case down(DownCause)
    /// The panel keeps it from running: installing, suspended, restoring, transferring, node in maintenance.
    case held

    /// Why a server that is down is meant to be.
    public enum DownCause: String, Sendable, Hashable, CaseIterable {
        /// A person, through the panel, its API or the console.
        case user
        /// A schedule of the panel.
        case schedule
        /// This agent, in the course of a policy.
        case agent
        /// The disk limit.
        case disk
        /// A suspension, reinstall, restore or transfer that left it offline.
        case panel
        /// It was down when the agent saw it first, so nobody is known to want it up.
        case sinceFirstSeen = "since_first_seen"
        /// The cause cannot be known with the rights at hand.
        case undecidable
    }
}
