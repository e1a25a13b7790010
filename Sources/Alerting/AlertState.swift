public import PromQL
public import Telemetry

/// The alerts of one rule, and the machine that moves them (Prometheus `rules/alerting.go`).
///
/// | state | element there | element missing |
/// |---|---|---|
/// | none | pending; firing at once when `for` is 0 | |
/// | pending | firing once it was there for `for` | forgotten |
/// | firing | firing; pending again when `for` grew beyond its age | firing for `keep_firing_for`, then resolved |
/// | resolved | a new alert | forgotten after 15 minutes |
public struct AlertState: Sendable {
    /// How long a resolved alert is kept, so that its end can be told again.
    public static let resolvedRetention: Duration = .seconds(900)

    /// The rule.
    public private(set) var rule: AlertingRule
    private var labelTemplates: [(name: String, template: ParsedTemplate)]
    private var annotationTemplates: [(name: String, template: ParsedTemplate)]
    private var entries: [LabelSet: Alert] = [:]

    /// Makes the state of a rule that has no alerts yet.
    ///
    /// A template that does not parse becomes the text of its error; a reader of rule files refuses it before.
    public init(_ rule: AlertingRule) {
        self.rule = rule
        labelTemplates = ParsedTemplate.all(rule.labels)
        annotationTemplates = ParsedTemplate.all(rule.annotations)
    }

    /// Takes over the alerts of a rule of the same name and labels, after a reload.
    mutating func adopt(_ other: AlertState) { entries = other.entries }

    /// Pending and firing alerts, sorted by labels.
    public var active: [Alert] { sorted { $0.resolvedAt == nil } }

    /// Alerts that fired and ended in the last 15 minutes, sorted by labels.
    public var resolved: [Alert] { sorted { $0.resolvedAt != nil } }

    private func sorted(_ isIncluded: (Alert) -> Bool) -> [Alert] {
        entries.values.filter(isIncluded).sorted { $0.labels < $1.labels }
    }

    /// Takes in what the rule's expression gave at a time.
    ///
    /// - Parameters:
    ///   - result: one alert for each element, whatever its value.
    ///   - now: the evaluation's time; not earlier than the last one's.
    ///   - limit: the most pending and firing alerts; 0 for no limit.
    ///   - context: what the templates see; labels and value are set for each element.
    /// - Returns: what changed, sorted by labels.
    /// - Throws: `RuleError.duplicateAlert`, which leaves all alerts as they were, or `.tooManyAlerts`, which drops them.
    public mutating func evaluate(
        result: [VectorElement],
        at now: Timestamp,
        limit: Int = 0,
        context: TemplateContext
    ) throws(RuleError) -> [AlertChange] {
        let found = try alerts(for: result, at: now, context)
        var changes: [AlertChange] = []
        for (labels, alert) in found {
            if var known = entries[labels], known.resolvedAt == nil {
                known.value = alert.value
                known.annotations = alert.annotations
                known.keepFiringSince = nil
                entries[labels] = known
            } else {
                entries[labels] = alert
                if rule.holdDuration > .zero { changes.append(AlertChange(alert, .pending)) }
            }
        }
        for (labels, alert) in entries {
            if let step = found[labels] == nil ? miss(alert, at: now) : age(alert, at: now) { changes.append(step) }
        }
        let count = entries.values.count { $0.resolvedAt == nil }
        if limit > 0, count > limit {
            entries = [:]
            throw .tooManyAlerts(count: count, limit: limit)
        }
        return changes.sorted { $0.alert.labels < $1.alert.labels }
    }

    /// The elements as new alerts.
    private func alerts(
        for result: [VectorElement],
        at now: Timestamp,
        _ context: TemplateContext
    ) throws(RuleError) -> [LabelSet: Alert] {
        var alerts: [LabelSet: Alert] = [:]
        var context = context
        for element in result {
            context.labels = element.labels
            context.value = element.value
            var labels = element.labels.withoutMetricName.labels
            for (name, template) in labelTemplates { labels.append(Label(name, template.text(in: context))) }
            labels.append(Label("alertname", rule.alert))
            let identity = LabelSet(labels)
            guard alerts[identity] == nil else { throw .duplicateAlert(identity) }
            alerts[identity] = Alert(
                labels: identity,
                annotations: Dictionary(annotationTemplates.map { ($0.name, $0.template.text(in: context)) }) { $1 },
                state: .pending,
                activeAt: now,
                value: element.value
            )
        }
        return alerts
    }

    /// The step of an alert whose element is there.
    private mutating func age(_ alert: Alert, at now: Timestamp) -> AlertChange? {
        var alert = alert
        let isRipe = now - alert.activeAt >= rule.holdDuration
        switch (alert.state, isRipe) {
        case (.pending, true):
            alert.state = .firing
            alert.firedAt = now
        case (.firing, false):
            alert.state = .pending
            alert.firedAt = nil
        default:
            return nil
        }
        entries[alert.labels] = alert
        return AlertChange(alert, alert.state == .firing ? .firing : .returnedToPending)
    }

    /// The step of an alert whose element is missing.
    private mutating func miss(_ alert: Alert, at now: Timestamp) -> AlertChange? {
        var alert = alert
        if let resolvedAt = alert.resolvedAt {
            if now - resolvedAt > Self.resolvedRetention { entries[alert.labels] = nil }
            return nil
        }
        guard alert.state == .firing else {
            entries[alert.labels] = nil
            return AlertChange(alert, .forgotten)
        }
        let since = alert.keepFiringSince ?? now
        alert.keepFiringSince = rule.keepFiringFor > .zero ? since : nil
        let isKept = now - since < rule.keepFiringFor
        if !isKept { alert.resolvedAt = now }
        entries[alert.labels] = alert
        return isKept ? nil : AlertChange(alert, .resolved)
    }

    /// Moves the beginning of a pending alert, as restoration after a restart does.
    mutating func setActiveAt(_ time: Timestamp, of labels: LabelSet) {
        guard entries[labels]?.resolvedAt == nil, entries[labels]?.state == .pending else { return }
        entries[labels]?.activeAt = time
    }

    /// What the rule writes: `ALERTS` with each active alert's state, and `ALERTS_FOR_STATE` with its beginning.
    var series: [(labels: LabelSet, value: Double)] {
        active.flatMap { alert in
            [
                (
                    alert.labels.setting(LabelSet.metricName, to: "ALERTS").setting(
                        "alertstate",
                        to: alert.state.rawValue
                    ),
                    1
                ),
                (
                    alert.labels.setting(LabelSet.metricName, to: "ALERTS_FOR_STATE"),
                    alert.activeAt.secondsSince1970.rounded(.down)
                ),
            ]
        }
    }
}

/// A template, or the text that stands in for one that does not parse.
private enum ParsedTemplate: Sendable {
    case template(Template)
    case failure(String)

    /// The templates of a rule's labels or annotations, sorted by name.
    static func all(_ sources: [String: String]) -> [(name: String, template: ParsedTemplate)] {
        sources.sorted { $0.key < $1.key }.map { ($0.key, ParsedTemplate($0.value)) }
    }

    private init(_ source: String) {
        do throws(TemplateError) {
            self = .template(try Template(parsing: source))
        } catch {
            self = .failure(Template.failureText(error))
        }
    }

    func text(in context: TemplateContext) -> String {
        switch self {
        case .template(let template): template.text(in: context)
        case .failure(let text): text
        }
    }
}
