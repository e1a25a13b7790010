public import Telemetry

/// One group with its timetable and its rules' states.
public struct RuleGroupState: Sendable {
    /// The group.
    public let group: RuleGroup
    /// Its rules, in file order.
    public private(set) var rules: [RuleState]
    /// How many rule evaluations there were, failed ones included.
    public private(set) var evaluations = 0
    /// How many rule evaluations failed.
    public private(set) var failures = 0
    /// How many slots were skipped because the one before took too long, or nobody asked.
    public private(set) var missed = 0
    /// The time of the last evaluation.
    public private(set) var lastEvaluation: Timestamp?
    /// How long the last evaluation took.
    public private(set) var evaluationTime = Duration.zero
    private var schedule: RuleSchedule
    private var remembered: [RememberedAlert]
    private var evaluationCount = 0

    init(_ group: RuleGroup, _ options: RuleEngine.Options, startingAt now: Timestamp) {
        self.group = group
        var places: [String: Int] = [:]
        rules = group.rules.map { rule in
            let place = places[rule.name, default: 0]
            places[rule.name] = place + 1
            return RuleState(rule, in: group.id, place: place)
        }
        let interval = group.interval.flatMap { $0 > .zero ? $0 : nil } ?? options.evaluationInterval
        schedule = RuleSchedule(of: group.id, interval: interval, startingAt: now)
        remembered = []
    }

    /// How often it is evaluated.
    public var interval: Duration { schedule.interval }

    /// When it is due.
    public var nextEvaluation: Timestamp { schedule.next }

    /// Evaluates the group for its newest slot that is due; nil when none is.
    mutating func evaluate(
        at now: Timestamp,
        _ options: RuleEngine.Options,
        over history: inout History
    ) -> GroupEvaluation? {
        if schedule.follow(clockAt: now) { lastEvaluation = nil }
        guard let (slot, skipped) = schedule.take(at: now) else { return nil }
        missed += skipped
        return run(at: slot, missed: skipped, options, over: &history)
    }

    /// Evaluates the group at once, besides its slots.
    mutating func evaluateOnChange(
        at now: Timestamp,
        _ options: RuleEngine.Options,
        over history: inout History
    ) -> GroupEvaluation? {
        if schedule.follow(clockAt: now) { lastEvaluation = nil }
        // A slot that is due is served by this evaluation, which is at or after it.
        let skipped = schedule.take(at: now)?.missed ?? 0
        missed += skipped
        return run(at: now, missed: skipped, options, over: &history)
    }

    /// Runs the rules in order, each over what the ones before it wrote; nil when the group saw this time already.
    private mutating func run(
        at time: Timestamp,
        missed: Int,
        _ options: RuleEngine.Options,
        over history: inout History
    ) -> GroupEvaluation? {
        if let lastEvaluation, time <= lastEvaluation { return nil }
        let begin = options.stopwatch()
        defer { evaluationTime = options.stopwatch() - begin }
        lastEvaluation = time
        evaluationCount += 1
        var failed: [GroupEvaluation.Failure] = []
        var changes: [AlertChange] = []
        for index in rules.indices {
            let outcome = rules[index].evaluate(at: time, in: group, options, over: &history)
            changes += outcome.changes
            if let error = outcome.error { failed.append(.init(rule: rules[index].rule.name, error: error)) }
        }
        if evaluationCount == 2 {
            for index in rules.indices { rules[index].restore(remembered, at: time, options) }
            remembered = []
        }
        evaluations += rules.count
        failures += failed.count
        return GroupEvaluation(
            group: group.id,
            timestamp: time,
            missed: missed,
            evaluations: rules.count,
            failures: failed,
            changes: changes
        )
    }

    // MARK: - Restarts and reloads

    /// Keeps what is known of the group's alerts until its second evaluation.
    mutating func restore(_ alerts: [RememberedAlert]) {
        remembered = alerts.filter { $0.file == group.file && $0.group == group.name }
    }

    /// What has to outlive a restart.
    var memory: [RememberedAlert] {
        rules.flatMap { rule in
            (rule.alerts?.active ?? []).map { alert in
                RememberedAlert(
                    file: group.file,
                    group: group.name,
                    labels: alert.labels.values,
                    activeAt: alert.activeAt,
                    lastSeen: rule.lastEvaluation ?? alert.activeAt
                )
            }
        }
    }

    /// Takes over from the group as it was before a reload: rules of the same name and labels in order, and the counts.
    mutating func adopt(_ old: RuleGroupState) {
        var candidates = old.rules
        for index in rules.indices {
            let rule = rules[index].rule
            guard
                let match = candidates.firstIndex(where: {
                    $0.rule.name == rule.name && $0.rule.labels == rule.labels
                        && ($0.alerts == nil) == (rules[index].alerts == nil)
                })
            else { continue }
            rules[index].adopt(candidates.remove(at: match))
        }
        (evaluations, failures, missed) = (old.evaluations, old.failures, old.missed)
        lastEvaluation = old.lastEvaluation
        evaluationTime = old.evaluationTime
        remembered = old.remembered
        evaluationCount = old.evaluationCount
        if old.schedule.interval == schedule.interval { schedule = old.schedule }
    }
}
