import PterodactylAPI

/// One rung of a policy's ladder: what is done, what is to come of it, and what follows.
public struct Step: Sendable, Equatable {
    /// What follows on a step.
    public enum Continuation: String, Sendable, Hashable, CaseIterable {
        /// The policy's next step; the ladder ends where there is none.
        case next
        /// Nothing: the ladder ends.
        case end
    }

    /// What is done.
    public var action: Action
    /// What shows that it worked.
    public var expect: Expectation
    /// Within which time; for `wait` how long.
    public var within: Duration
    /// What follows when it worked: the next step, unless the server runs then.
    public var then: Continuation
    /// What follows when it did not, and somebody still asks for help.
    public var onFailure: Continuation

    /// Makes a step; what is not given is what the action is usually for.
    public init(
        _ action: Action,
        expect: Expectation? = nil,
        within: Duration? = nil,
        then: Continuation? = nil,
        onFailure: Continuation = .next
    ) {
        self.action = action
        self.expect = expect ?? action.usualExpectation
        self.within = within ?? Self.usualPatience(of: action)
        self.then = then ?? (self.expect == .running ? .end : .next)
        self.onFailure = onFailure
    }

    /// How long an action may take where nothing else is said.
    public static func usualPatience(of action: Action) -> Duration {
        switch action {
        case .power(.start), .power(.restart), .power(.stop): .seconds(300)
        case .power(.kill), .suspend, .unsuspend: .seconds(120)
        case .backup: .seconds(3_600)
        case .wait, .command, .webhook: .seconds(60)
        }
    }
}

extension Step: CustomStringConvertible {
    /// In words: `send kill until it is offline (2m at most)`.
    public var description: String {
        let most = "\(within.inWords) at most"
        switch expect {
        case .running: return "\(action) and expect it to run (\(most))"
        case .offline: return "\(action) and expect it to be offline (\(most))"
        case .backup: return "\(action) and expect it to be finished (\(most))"
        case .suspended, .released, .accepted: return "\(action)"
        case .elapsed: return "\(action) \(within.inWords)"
        }
    }
}
