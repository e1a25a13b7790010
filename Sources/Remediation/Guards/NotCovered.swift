import Collecting
import PromQL

extension Guard {
    /// A policy is for the servers that it names.
    static let notCovered = Guard(.notCovered) { view, context in
        guard !context.policy.servers.allSatisfy({ $0.matches(view.labels) }) else { return .yes }
        return .no("the policy \(context.policy.name) does not cover this server")
    }
}
