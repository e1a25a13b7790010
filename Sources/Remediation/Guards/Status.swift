import Collecting
import PterodactylAPI

extension Guard {
    /// The panel holds the server: any status but none means hands off, an unknown one, too.
    static let status = Guard(.status) { view, context in
        let isOurs = view.status == .suspended && context.surroundings.isSuspendedByUs
        if isOurs, context.step.action.isPossibleWhileSuspended { return .yes }
        return switch view.status {
        case .installing: .no("the server is being installed")
        case .installFailed: .no("the server's installation failed")
        case .reinstallFailed: .no("the server's reinstallation failed")
        case .suspended: .no("the server is suspended")
        case .restoringBackup: .no("a backup of the server is being restored")
        case .other(let word): .no("the panel gives the server a status that is not known here: \(word.prefix(40))")
        case .normal: view.situation == .held ? .no("the panel keeps the server from running") : .yes
        }
    }
}
