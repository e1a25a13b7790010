import Collecting
import Telemetry

extension Guard {
    /// The situation must have held for a while.
    static let grace = Guard(.grace, isForBeginning: true) { view, context in
        let held = context.now - view.situationSince
        guard held < context.policy.grace else { return .yes }
        return .no("the situation holds for \(held.inWords); acts follow after \(context.policy.grace.inWords)")
    }
}
