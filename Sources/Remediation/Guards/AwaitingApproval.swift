import Telemetry

extension Guard {
    /// The mode is `ask`: a human must have said yes to this attempt.
    static let awaitingApproval = Guard(.awaitingApproval, isForBeginning: true) { context in
        guard context.mode == .ask else { return .yes }
        switch context.surroundings.approval {
        case .approved: return .yes
        case .denied(let by): return .no("\(by) denied it")
        case .open: return .no("\(context.step.action): waits for approval (mode is ask)")
        }
    }
}
