import Collecting

extension Guard {
    /// A human's intent wins, and so does what a schedule or the panel does in their name.
    static let stoppedOnPurpose = Guard(.stoppedOnPurpose) { view, context in
        guard context.isForDownServer, !context.isOwnDoing else { return .yes }
        return switch view.situation {
        case .down(.user): .no("a user stopped the server")
        case .down(.schedule): .no("a schedule stopped the server")
        case .down(.panel): .no("the panel left the server offline after a suspension, reinstall, restore or transfer")
        case .down(.sinceFirstSeen): .no("the server was down when it was first seen")
        default: .yes
        }
    }
}
