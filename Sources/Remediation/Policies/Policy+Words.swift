import Alerting

extension Policy {
    /// The policy in a sentence, as `check-config` explains it.
    public var sentence: String {
        let subject =
            switch when {
            case .crashed: "a server that crashed and should be up"
            case .hung: "a server that should be up and hangs on its way up or down"
            case .running: "a server that runs"
            case .any: "a server in any state"
            }
        let whose = servers.isEmpty ? "" : " with \(servers.map(\.matcherText).joined(separator: ", "))"
        let hold = grace > .zero ? ", once that holds for \(grace.inWords)," : ""
        let ladder = steps.enumerated().map { index, step in
            index == 0 ? "\(step)" : "\(Self.link(from: steps[index - 1])) \(step)"
        }
        let growth = backoff.factor > 1 ? ", and longer each time, up to \(backoff.longest.inWords)," : ""
        return
            "\(name): for \(subject)\(whose)\(hold) \(ladder.joined()); nothing for \(cooldown.inWords) after an attempt"
            + "\(growth) and a human after \(attempts) attempts in \(attemptsWindow.inWords)"
    }

    /// How two steps hang together.
    private static func link(from step: Step) -> String {
        switch (step.then, step.onFailure) {
        case (.next, .next): "; then, in any case,"
        case (.next, .end): "; if that worked,"
        case (.end, .next): "; if that did not help,"
        case (.end, .end): "; never:"
        }
    }
}
