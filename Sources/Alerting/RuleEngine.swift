public import PromQL
public import Telemetry

/// All rule groups with their alerts: pure, driven by time.
///
///     var engine = RuleEngine(groups, options: .init(evaluationInterval: .seconds(15)), startingAt: now)
///     for group in engine.dueGroups(at: now) {
///         let evaluation = engine.evaluate(group, at: now, over: &history)
///     }
///     engine.alerts                                                          // what is pending or firing
///     engine.nextEvaluation                                                  // when to come back
public struct RuleEngine: Sendable {
    /// What holds for all groups.
    public struct Options: Sendable {
        /// How often a group is evaluated that names no interval.
        public var evaluationInterval: Duration
        /// Computes the expressions; its lookback is that of the rules.
        public var evaluator: Evaluator
        /// Labels that every alert gets on its way out; templates see them.
        public var externalLabels: LabelSet
        /// Where a browser reaches the agent, without a slash at the end; templates see it.
        public var externalURL: String
        /// How long an outage may have been for `restore` to look at what was before it.
        public var forOutageTolerance: Duration
        /// The shortest `for` that is restored, and how long a restored alert waits at least.
        public var forGracePeriod: Duration
        /// The time since some moment, by which evaluations are timed; in virtual time work takes none.
        public var stopwatch: @Sendable () -> Duration

        /// Makes options; the defaults are Prometheus'.
        public init(
            evaluationInterval: Duration = .seconds(60),
            evaluator: Evaluator = Evaluator(),
            externalLabels: LabelSet = .empty,
            externalURL: String = "",
            forOutageTolerance: Duration = .seconds(3_600),
            forGracePeriod: Duration = .seconds(600),
            stopwatch: @escaping @Sendable () -> Duration = { .zero }
        ) {
            self.evaluationInterval = evaluationInterval
            self.evaluator = evaluator
            self.externalLabels = externalLabels
            self.externalURL = externalURL
            self.forOutageTolerance = forOutageTolerance
            self.forGracePeriod = forGracePeriod
            self.stopwatch = stopwatch
        }
    }

    /// The options.
    public let options: Options
    /// The groups with their rules, health and alerts, in the order of their files.
    public private(set) var groups: [RuleGroupState]

    /// Makes an engine whose groups wait for their first slots.
    public init(_ groups: [RuleGroup], options: Options = Options(), startingAt now: Timestamp) {
        self.options = options
        self.groups = groups.map { RuleGroupState($0, options, startingAt: now) }
    }

    // MARK: - Evaluation

    /// When the next group is due; nil without groups.
    public var nextEvaluation: Timestamp? { groups.map(\.nextEvaluation).min() }

    /// The groups that have a slot at or before a time, in the order of their files.
    public func dueGroups(at now: Timestamp) -> [RuleGroupID] {
        groups.filter { $0.nextEvaluation <= now || $0.nextEvaluation - now > $0.interval }.map(\.group.id)
    }

    /// The groups that hold a rule with a `remediation` label.
    public var remediationGroups: [RuleGroupID] {
        groups.map(\.group).filter(\.asksForRemediation).map(\.id)
    }

    /// Evaluates one group for its newest slot that is due, and writes what its rules give to the history.
    ///
    /// The evaluation's time is the slot, not `now`; slots before it are skipped and counted. A rule that fails stops no other.
    /// - Returns: nil when no slot is due, or a change was evaluated at or after it already.
    public mutating func evaluate(
        _ group: RuleGroupID,
        at now: Timestamp,
        over history: inout History
    ) -> GroupEvaluation? {
        guard let index = groups.firstIndex(where: { $0.group.id == group }) else { return nil }
        return groups[index].evaluate(at: now, options, over: &history)
    }

    /// Evaluates one group at once, because something changed; `for` stays in force.
    /// - Returns: nil when the group was evaluated for this time already.
    public mutating func evaluateOnChange(
        _ group: RuleGroupID,
        at now: Timestamp,
        over history: inout History
    ) -> GroupEvaluation? {
        guard let index = groups.firstIndex(where: { $0.group.id == group }) else { return nil }
        return groups[index].evaluateOnChange(at: now, options, over: &history)
    }

    /// Evaluates every group that is due.
    public mutating func evaluate(at now: Timestamp, over history: inout History) -> [GroupEvaluation] {
        var evaluations: [GroupEvaluation] = []
        for group in dueGroups(at: now) {
            if let evaluation = evaluate(group, at: now, over: &history) { evaluations.append(evaluation) }
        }
        return evaluations
    }

    // MARK: - Results

    /// Pending and firing alerts of all rules, in file order, then by labels.
    public var alerts: [Alert] { groups.flatMap { $0.rules.flatMap { $0.alerts?.active ?? [] } } }

    /// Alerts that fired and ended in the last 15 minutes, in file order, then by labels.
    public var resolvedAlerts: [Alert] { groups.flatMap { $0.rules.flatMap { $0.alerts?.resolved ?? [] } } }

    // MARK: - Restarts and reloads

    /// What to store so that a long `for` survives a restart.
    public var memory: [RememberedAlert] { groups.flatMap(\.memory) }

    /// Gives back what an earlier run stored; it is used in each group's second evaluation.
    public mutating func restore(_ alerts: [RememberedAlert]) {
        for index in groups.indices { groups[index].restore(alerts) }
    }

    /// Changes the groups: rules of the same file, group, name and labels keep their alerts; the series of the others end.
    public mutating func reload(_ newGroups: [RuleGroup], at now: Timestamp, over history: inout History) {
        let old = groups
        groups = newGroups.map { RuleGroupState($0, options, startingAt: now) }
        for index in groups.indices {
            if let known = old.first(where: { $0.group.id == groups[index].group.id }) { groups[index].adopt(known) }
        }
        let kept = Set(groups.flatMap { $0.rules.filter(\.hasWritten).map(\.source) })
        for rule in old.flatMap(\.rules) where rule.hasWritten && !kept.contains(rule.source) {
            history.record([], from: rule.source, at: now)
        }
    }
}
