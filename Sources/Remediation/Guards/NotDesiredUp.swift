import Collecting

extension Guard {
    /// Only what somebody wants up is brought up.
    static let notDesiredUp = Guard(.notDesiredUp) { view, context in
        guard context.policy.when != .any || context.step.action.startsServer, !context.isOwnDoing else { return .yes }
        return switch view.isDesiredUp {
        case true: .yes
        case false: .no("the server is not meant to be up")
        case nil: .no("nobody is known to want the server up")
        }
    }
}
