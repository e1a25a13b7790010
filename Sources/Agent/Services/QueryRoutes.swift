import HTTPServing
import QueryAPI

/// Prometheus' query interface, by which Grafana can have the agent itself as a data source.
enum QueryRoutes {
    private static let base = "/api/v1/"

    /// What may also be posted as a form.
    private static let posted = ["query", "query_range", "series", "labels", "format_query"]
    private static let others = [
        "metadata", "rules", "alerts", "targets", "alertmanagers", "status/buildinfo", "status/config", "status/flags",
        "status/runtimeinfo", "status/tsdb",
    ]

    /// How long evaluating may take: a little less than the server waits, so that the answer tells what was slow.
    private static let longestEvaluation = ServerLimits().deferredTimeout - .seconds(5)

    /// Adds the interface's routes.
    /// - Parameter status: how the process runs, at each request.
    static func add(
        to router: inout Router,
        asking desk: ViewDesk<QueryView>,
        status: @escaping @Sendable () -> ProcessStatus
    ) {
        let answer: @Sendable (ServedRequest) async -> ServedResponse = { await Self.answer($0, desk, status) }
        for path in posted + others { router.addDeferred(.get, base + path, answer) }
        for path in posted { router.addDeferred(.post, base + path, answer) }
        router.addDeferred(.get, below: base + "label/", answer)
    }

    private static func answer(
        _ request: ServedRequest,
        _ desk: ViewDesk<QueryView>,
        _ status: @Sendable () -> ProcessStatus
    ) async -> ServedResponse {
        let start = ContinuousClock.now
        guard var current = await desk.view() else { return .text("503 the agent is stopping", status: 503) }
        current.process = status()
        let query = QueryRequest(
            String(request.path.dropFirst(base.count)),
            request.parametersWithForm.map { ($0.name, $0.value) }
        )
        let answer = await withTaskExecutorPreference(EvaluationExecutor.shared) { [view = current] in
            view.answer(query, within: AnswerTime(limit: longestEvaluation) { ContinuousClock.now - start })
        }
        return ServedResponse(status: answer.status, contentType: "application/json", body: .bytes(answer.body))
    }
}
