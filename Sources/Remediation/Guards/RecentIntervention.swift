import Collecting
import Telemetry

extension Guard {
    /// Somebody is at work on the server: let them.
    static let recentIntervention = Guard(.recentIntervention) { view, context in
        guard let last = view.lastIntervention else { return .yes }
        if let ladder = context.ladder, last > ladder.begunAt {
            return .no("somebody acted on the server after the first step; the ladder ends")
        }
        guard context.now - last < context.policy.interventionPause else { return .yes }
        return .no(
            "somebody acted on the server \((context.now - last).inWords) ago; nothing is done for "
                + context.policy.interventionPause.inWords
        )
    }
}
