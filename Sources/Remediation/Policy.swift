public import PterodactylAPI
import Telemetry

/// What is done about a server when a rule asks for it by the label `remediation: <name>`.
///
/// A policy waits for the situation to hold (`grace`), does its step, expects the server to run within
/// `verifyWithin`, lets `cooldown` pass after each attempt, and gives up after `attempts` in `attemptsWindow`.
public struct Policy: Sendable, Equatable {
    /// The name that rules use.
    public var name: String
    /// What is done.
    public var step: Step
    /// How long after the intent the server has to run.
    ///
    /// An intent without it running by then has failed.
    public var verifyWithin: Duration
    /// How long nothing is done after an attempt ended, whatever its outcome.
    public var cooldown: Duration
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

    /// Makes a policy; every number has the default of ``restartCrashed``.
    public init(
        name: String,
        step: Step = .power(.start),
        verifyWithin: Duration = .seconds(300),
        cooldown: Duration = .seconds(300),
        attempts: Int = 3,
        attemptsWindow: Duration = .seconds(3_600),
        grace: Duration = .zero,
        freshness: Duration = .seconds(60),
        interventionPause: Duration = .seconds(180),
        healthyRun: Duration = .seconds(3_600)
    ) {
        self.name = name
        self.step = step
        self.verifyWithin = verifyWithin
        self.cooldown = cooldown
        self.attempts = attempts
        self.attemptsWindow = attemptsWindow
        self.grace = grace
        self.freshness = freshness
        self.interventionPause = interventionPause
        self.healthyRun = healthyRun
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
        if step != .power(.start) {
            problems.append("step: found \"\(step.rawValue)\"; allowed for a server that is down is power:start")
        }
        if attempts < 1 { problems.append("attempts: found \(attempts); allowed is 1 or more") }
        let positive = [
            ("verify_within", verifyWithin), ("attempts_window", attemptsWindow), ("freshness", freshness),
        ]
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
