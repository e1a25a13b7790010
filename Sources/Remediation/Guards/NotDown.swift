import Collecting
import PterodactylAPI

extension Guard {
    /// A start is for a server that is down: one on its way up or down is not touched.
    static let notDown = Guard(.notDown) { view, context in
        guard context.isForDownServer else { return .yes }
        if let state = view.state, state != .offline {
            return .no("the server is \(state.word.prefix(40)), not offline")
        }
        switch view.situation {
        case .up, .starting, .stopping: return .no("the server is \(view.situation), not down")
        default: return .yes
        }
    }
}

extension GuardContext {
    /// Whether the step is for a server that is down: any of a policy for crashed servers at its beginning, and a start in
    /// the course of a ladder.
    var isForDownServer: Bool {
        ladder == nil ? policy.when == .crashed : step.action == .power(.start)
    }

    /// Whether the server's state matters for the step.
    var needsState: Bool {
        if ladder == nil { return policy.when != .any || isOfState }
        return isOfState
    }

    private var isOfState: Bool {
        switch step.action {
        case .power, .command: true
        case .backup, .wait, .webhook, .suspend, .unsuspend: false
        }
    }
}
