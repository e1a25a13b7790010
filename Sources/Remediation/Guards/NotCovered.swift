import Collecting
import PromQL

extension Guard {
    /// A policy is for the servers that it names.
    static let notCovered = Guard(.notCovered) { view, context in
        context.policy.servers.allMatch(view.labels)
            ? .yes : .no("the policy \(context.policy.name) does not cover this server")
    }
}
