import HTTPServing
import QueryAPI

/// Prometheus' query interface, by which Grafana can have the agent itself as a data source.
enum QueryRoutes {
    private static let base = "/api/v1/"

    /// What may also be posted as a form.
    private static let posted = ["query", "query_range", "series", "labels", "format_query"]
    private static let others = ["metadata", "rules", "alerts", "status/buildinfo"]

    /// Adds the interface's routes.
    static func add(to router: inout Router, asking desk: ViewDesk) {
        for path in posted + others { router.addDeferred(.get, base + path) { await answer($0, desk) } }
        for path in posted { router.addDeferred(.post, base + path) { await answer($0, desk) } }
        router.addDeferred(.get, below: base + "label/") { await answer($0, desk) }
    }

    private static func answer(_ request: ServedRequest, _ desk: ViewDesk) async -> ServedResponse {
        guard let view = await desk.view() else { return .text("503 the agent is stopping", status: 503) }
        let query = QueryRequest(
            String(request.path.dropFirst(base.count)),
            request.parametersWithForm.map { ($0.name, $0.value) }
        )
        let answer = view.answer(query)
        return ServedResponse(status: answer.status, contentType: "application/json", body: .bytes(answer.body))
    }
}
