import HTTPServing
import PterodactylAPI
import QueryAPI
import Remediation
import Telemetry

/// The endpoints of the agent.
enum AgentRoutes {
    static func router(
        page: PublishedPage,
        telemetryPath: String,
        maxRequests: Int,
        token: AccessToken,
        reloader: Reloader,
        desk: ViewDesk<QueryView>,
        explaining: ViewDesk<ExplainView>,
        silences: SilenceKeeper,
        ledger: any RemediationLedger,
        approvals: ApprovalDesk,
        stops: StopKeeper,
        hooks: HookKeeper,
        mode: Mode,
        status: @escaping @Sendable () -> ProcessStatus
    ) -> Router {
        var router = Router()
        if maxRequests > 0 { router.bound(telemetryPath, to: maxRequests) }
        router.add(.get, telemetryPath, .deciding { page.scrape($0, at: .now) })
        router.get("/-/healthy") { _ in .text("Pterowatch is Healthy.") }
        router.get("/-/ready") { _ in
            page.isReady
                ? .text("Pterowatch is Ready.")
                : .text("Pterowatch is not ready: the first sweep over all servers is under way.", status: 503)
        }
        QueryRoutes.add(to: &router, asking: desk, status: status)
        // Where links in notifications lead, as in Prometheus: to what the rule's expression gives now.
        router.get("/graph") { request in
            let query = (request.parameter("g0.expr") ?? "").urlQueryEncoded
            return ServedResponse(status: 302, headers: ["Location": "/api/v1/query?query=\(query)"])
        }
        AlertmanagerRoutes.add(to: &router, asking: desk, keeping: silences, status: status, token: token)
        LedgerRoutes.add(to: &router, reading: ledger, answering: approvals, token: token)
        StopRoutes.add(to: &router, throwing: stops, asking: desk, mode: mode, token: token)
        ExplainRoutes.add(to: &router, asking: explaining)
        PageForms.add(to: &router, answering: approvals, throwing: stops, asking: desk, token: token)
        HookRoutes.add(to: &router, keeping: hooks, token: token)
        router.post("/-/reload") { request in
            if let refusal = token.refusal(of: request) { return refusal.answer }
            do {
                try reloader.reload()
                return .text("Reloaded.")
            } catch {
                return .text("Not reloaded: \(error)", status: 500)
            }
        }
        if telemetryPath != "/" {
            router.get("/") { _ in
                let stop = stops.thrown.map { StopNotice($0, isOwn: stops.isOwn) }
                let html = LandingPage.html(
                    telemetryPath: telemetryPath,
                    sources: page.sources,
                    stop: stop,
                    questions: approvals.open
                )
                return .html(html)
            }
        }
        return router
    }
}
