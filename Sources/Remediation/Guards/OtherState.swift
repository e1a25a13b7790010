import Collecting
import PterodactylAPI

extension Guard {
    /// A policy for servers that hang, or that run, is for no others; and a command needs a server that reads it.
    static let otherState = Guard(.otherState) { view, context in
        guard let state = view.state, context.needsState else { return .yes }
        let found = "the server is \(state.word.prefix(40))"
        if context.ladder == nil {
            switch context.policy.when {
            case .hung where state != .starting && state != .stopping:
                return .no("\(found), not starting or stopping")
            case .running where state != .running: return .no("\(found), not running")
            default: break
            }
        }
        switch context.step.action {
        case .command where state != .running: return .no("\(found); only one that runs reads commands")
        case .power(.start) where state != .offline && !context.isForDownServer: return .no("\(found), not offline")
        default: return .yes
        }
    }
}
