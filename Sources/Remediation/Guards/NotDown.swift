import Collecting
import PterodactylAPI

extension Guard {
    /// Every step of a policy is for a server that is down: one on its way up or down is not touched.
    static let notDown = Guard(.notDown) { view, _ in
        if let state = view.state, state != .offline {
            return .no("the server is \(state.word.prefix(40)), not offline")
        }
        switch view.situation {
        case .up, .starting, .stopping: return .no("the server is \(view.situation), not down")
        default: return .yes
        }
    }
}
