public import Alerting
public import PromQL
public import Telemetry

/// What a query sees: one version of everything, which nobody changes any more.
public struct QueryView: Sendable {
    /// What the process says of itself: names and values of `status/buildinfo`.
    public let build: [(name: String, value: String)]
    /// How the process runs, and by what configuration.
    public var process = ProcessStatus()
    /// When it was taken: the time of a query that names none.
    public let now: Timestamp
    /// The samples.
    public let history: History
    /// The families that the pages show, for their types and helps.
    public let families: [MetricFamily]
    /// The rule groups with their health and alerts.
    public let groups: [RuleGroupState]
    /// What is kept quiet, whoever said so.
    public var silences: Silences
    /// Those who are told of alerts.
    public let receivers: [AlertReceiver]
    /// Labels that every alert gets on its way out unless it has them: silences and receivers see them.
    public let externalLabels: LabelSet
    /// Computes expressions.
    public let evaluator: Evaluator

    /// Makes a view.
    public init(
        history: History,
        groups: [RuleGroupState] = [],
        families: [MetricFamily] = [],
        build: [(name: String, value: String)] = [],
        silences: Silences = Silences(),
        receivers: [AlertReceiver] = AlertReceiver.standard,
        externalLabels: LabelSet = .empty,
        evaluator: Evaluator = Evaluator(),
        at now: Timestamp
    ) {
        self.history = history
        self.groups = groups
        self.families = families
        self.build = build
        self.silences = silences
        self.receivers = receivers
        self.externalLabels = externalLabels
        self.evaluator = evaluator
        self.now = now
    }

    /// Answers a request as Prometheus' HTTP interface does (`/api/v1`).
    /// - Parameter time: how long evaluating may take; then the answer is 503.
    public func answer(_ request: QueryRequest, within time: AnswerTime = .unlimited) -> QueryAnswer {
        do throws(QueryFailure) {
            return QueryAnswer(try data(request, time))
        } catch {
            return QueryAnswer(error)
        }
    }

    private func data(_ request: QueryRequest, _ time: AnswerTime) throws(QueryFailure) -> AnswerData {
        switch request.path {
        case "query": return try instant(request, time)
        case "query_range": return try range(request, time)
        case "format_query": return try formatted(request)
        case "series": return try series(request)
        case "labels": return try labelNames(request)
        case "metadata": return AnswerData(metadata(request))
        case "rules": return AnswerData(rules(request))
        case "alerts": return AnswerData(alerts())
        case "targets": return AnswerData(targets())
        case "alertmanagers": return AnswerData(alertmanagers())
        case "status/buildinfo": return AnswerData(buildInfo())
        case "status/config": return AnswerData(configuration())
        case "status/flags": return AnswerData(flags())
        case "status/runtimeinfo": return AnswerData(runtimeInfo())
        case "status/tsdb": return AnswerData(try historyStatistics(request))
        default:
            let parts = request.path.split(separator: "/", omittingEmptySubsequences: false)
            guard parts.count == 3, parts[0] == "label", parts[2] == "values" else {
                throw QueryFailure(.notFound, "there is no /api/v1/\(request.path)")
            }
            return try labelValues(String(parts[1]), request)
        }
    }
}
