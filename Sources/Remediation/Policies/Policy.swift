public import PromQL
public import PterodactylAPI
import Telemetry

/// What is done about a server when a rule asks for it by the label `remediation: <name>`.
///
/// A policy waits for the situation to hold (`grace`), goes through its steps as a ladder until one of them helped, lets
/// `cooldown` pass after each attempt, and gives up after `attempts` in `attemptsWindow`. One attempt is one way through
/// the ladder.
public struct Policy: Sendable, Equatable {
    /// The name that rules use.
    public var name: String
    /// Which servers it is for: those whose labels `panel`, `node`, `server`, `uuid` and `name` pass all of these.
    public var servers: [LabelMatcher]
    /// The situation of a server that it is for.
    public var when: Trouble
    /// What is done, one after the other; never empty.
    public var steps: [Step]
    /// How long nothing is done after an attempt ended, whatever its outcome.
    public var cooldown: Duration
    /// How the cooldown grows from attempt to attempt.
    public var backoff: Backoff
    /// How many attempts may end in `attemptsWindow`, successful ones included: a crash loop is bounded, too.
    public var attempts: Int
    /// The window that `attempts` is counted in.
    public var attemptsWindow: Duration
    /// How long the situation must have held before anything is done.
    ///
    /// Zero by default: what the collectors call crashed was already given to Wings and to late activity entries.
    public var grace: Duration
    /// How old our own observation may be when it is acted upon.
    public var freshness: Duration
    /// How long nothing is done after somebody else acted on the server.
    public var interventionPause: Duration
    /// How long a server that was given up must run without a break to be taken up again.
    public var healthyRun: Duration

    /// What a policy is for.
    public enum Trouble: String, Sendable, Hashable, CaseIterable {
        /// A server that is down and should be up.
        case crashed
        /// A server that is on its way up or down and does not get there, though it should be up.
        case hung
        /// A server that runs, and should.
        case running
        /// A server in whatever state.
        case any
    }

    /// How a cooldown grows: by a factor with each attempt, up to a longest one, and from the start again after a calm time.
    public struct Backoff: Sendable, Equatable {
        /// How many times longer each cooldown is than the one before; 1 for always the same.
        public var factor: Double
        /// The longest cooldown.
        public var longest: Duration
        /// How long after an attempt the next one counts as the first again.
        public var reset: Duration

        /// Makes a growth.
        public init(factor: Double = 2, longest: Duration = .seconds(3_600), reset: Duration = .seconds(6 * 3_600)) {
            self.factor = factor
            self.longest = longest
            self.reset = reset
        }

        /// The cooldown after so many attempts in a row.
        func cooldown(_ first: Duration, after attempts: Int) -> Duration {
            guard attempts > 1, first < longest else { return first }
            var cooldown = first
            for _ in 1..<attempts where cooldown < longest { cooldown = min(cooldown * factor, longest) }
            return cooldown
        }
    }

    /// Makes a policy; every number has the default of ``restartCrashed``.
    public init(
        name: String,
        servers: [LabelMatcher] = [],
        when: Trouble = .crashed,
        steps: [Step] = [Step(.power(.start))],
        cooldown: Duration = .seconds(300),
        backoff: Backoff = Backoff(),
        attempts: Int = 3,
        attemptsWindow: Duration = .seconds(3_600),
        grace: Duration = .zero,
        freshness: Duration = .seconds(60),
        interventionPause: Duration = .seconds(180),
        healthyRun: Duration = .seconds(3_600)
    ) {
        self.name = name
        self.servers = servers
        self.when = when
        self.steps = steps
        self.cooldown = cooldown
        self.backoff = backoff
        self.attempts = attempts
        self.attemptsWindow = attemptsWindow
        self.grace = grace
        self.freshness = freshness
        self.interventionPause = interventionPause
        self.healthyRun = healthyRun
    }

    /// Whether a step leaves the server down for good: no later one starts it.
    func leavesServerDown(after index: Int) -> Bool {
        steps[index].expect == .offline && !steps[(index + 1)...].contains(where: \.action.startsServer)
    }

    /// Starts a crashed server: the policy that needs no configuration.
    ///
    /// `start` and never `restart`: the panel ignores a start of a server that somebody brought up meanwhile, a restart
    /// would bounce it.
    public static let restartCrashed = Policy(name: "restart-crashed")

    /// What is wrong with the values, a sentence each: key, what was found, what is allowed; empty when all is well.
    public var problems: [String] {
        var problems: [String] = []
        if name.isEmpty { problems.append("name: is empty; allowed is any text that a rule's label can carry") }
        if steps.isEmpty { problems.append("steps: there is none; allowed is one or more") }
        if when == .crashed, let first = steps.first?.action, first == .power(.restart) || first.takesServerDown {
            problems.append(
                "steps: the first is \"\(first.rawValue)\"; a server that is down can be started (power: start), and no more"
            )
        }
        for step in steps where step.within <= .zero {
            problems.append("steps: \(step.action.label) within \(step.within.inSeconds)s; allowed is more than 0s")
        }
        if attempts < 1 { problems.append("attempts: found \(attempts); allowed is 1 or more") }
        let positive = [("attempts_window", attemptsWindow), ("freshness", freshness)]
        for (key, duration) in positive where duration <= .zero {
            problems.append("\(key): found \(duration.inSeconds)s; allowed is more than 0s")
        }
        let notNegative = [
            ("cooldown", cooldown), ("grace", grace), ("intervention_pause", interventionPause),
            ("healthy_run", healthyRun),
        ]
        for (key, duration) in notNegative where duration < .zero {
            problems.append("\(key): found \(duration.inSeconds)s; allowed is 0s or more")
        }
        return problems
    }
}
