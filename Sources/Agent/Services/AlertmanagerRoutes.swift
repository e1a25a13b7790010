import Alerting
import HTTPServing
import QueryAPI
import Telemetry

/// Alertmanager's interface, so that `amtool` and Grafana show the agent's alerts and keep its silences.
///
/// Whoever can ask may read; what changes something needs the token.
enum AlertmanagerRoutes {
    private static let base = "/api/v2/"

    /// Adds the interface's routes.
    static func add(
        to router: inout Router,
        asking desk: ViewDesk<QueryView>,
        keeping silences: SilenceKeeper,
        status: @escaping @Sendable () -> ProcessStatus,
        token: AccessToken
    ) {
        for path in ["alerts", "alerts/groups", "receivers", "status"] {
            router.addDeferred(.get, base + path) { await alerts($0, desk, silences, status) }
        }
        router.addDeferred(.get, base + "silences") { request in
            served(SilenceAnswers.list(await silences.book, query(of: request), at: .now))
        }
        router.addDeferred(.post, base + "silences") { request in
            if let refusal = refusal(of: request, token) { return refusal }
            return await attempt { SilenceAnswers.made(try await silences.set(try wish(in: request))) }
        }
        let one = base + "silence/"
        router.addDeferred(.get, below: one) { request in
            served(SilenceAnswers.one(String(request.path.dropFirst(one.count)), of: await silences.book, at: .now))
        }
        router.addDeferred(.delete, below: one) { request in
            if let refusal = refusal(of: request, token) { return refusal }
            return await attempt {
                try await silences.expire(String(request.path.dropFirst(one.count)))
                return SilenceAnswers.ended
            }
        }
        router.addDeferred(.get, below: base) { served(AlertmanagerFailure.noPath($0.path).answer) }
    }

    private static func alerts(
        _ request: ServedRequest,
        _ desk: ViewDesk<QueryView>,
        _ silences: SilenceKeeper,
        _ status: () -> ProcessStatus
    ) async -> ServedResponse {
        guard var view = await desk.view() else {
            return served(AlertmanagerFailure.unavailable("the agent is stopping").answer)
        }
        view.process = status()
        // Whoever made a silence a moment ago sees it, even if the core has yet to hear of it.
        view.silences.replace(.own, with: await silences.book.silences(at: view.now))
        return served(view.answerAlertmanager(query(of: request)))
    }

    private static func query(of request: ServedRequest) -> QueryRequest {
        QueryRequest(String(request.path.dropFirst(base.count)), request.query.map { ($0.name, $0.value) })
    }

    private static func wish(in request: ServedRequest) throws(AlertmanagerFailure) -> SilenceBook.Wish {
        guard request.isJSON else { throw .unsupportedType(request.headers["Content-Type"]) }
        return try SilenceBody.wish(request.body)
    }

    private static func attempt(_ work: () async throws -> QueryAnswer) async -> ServedResponse {
        do {
            return served(try await work())
        } catch let failure as AlertmanagerFailure {
            return served(failure.answer)
        } catch let error as SilenceError {
            return served(SilenceAnswers.failure(error).answer)
        } catch {
            return served(AlertmanagerFailure.failed("\(error)").answer)
        }
    }

    private static func refusal(of request: ServedRequest, _ token: AccessToken) -> ServedResponse? {
        guard let refusal = token.refusal(of: request) else { return nil }
        let failure: AlertmanagerFailure =
            refusal.status == 401 ? .unauthorized(refusal.message) : .forbidden(refusal.message)
        return refusal.marking(served(failure.answer))
    }

    private static func served(_ answer: QueryAnswer) -> ServedResponse {
        ServedResponse(status: answer.status, contentType: "application/json", body: .bytes(answer.body))
    }
}
