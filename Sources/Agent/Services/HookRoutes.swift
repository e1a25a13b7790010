import Alerting
import HTTPServing
import PterodactylAPI
import QueryAPI
import Telemetry

/// `POST /hooks/alertmanager`: what a `webhook_configs` receiver of an Alertmanager sends.
///
/// Needs the token, as a bearer's or as the password of any user: both are what `http_config` can send. Alertmanager repeats a
/// message that is answered 5xx, as one is that could not be stored, and drops one that is answered 4xx.
enum HookRoutes {
    /// Adds the route.
    static func add(to router: inout Router, keeping hooks: HookKeeper, token: AccessToken) {
        router.addDeferred(.post, "/hooks/alertmanager") { request in
            if let refusal = token.refusal(of: request, takesBasic: true) { return .refused(refusal) }
            do {
                guard request.isJSON else {
                    throw AlertmanagerFailure.unsupportedType(request.headers["Content-Type"])
                }
                let counts = try await hooks.take(try HookBody.message(request.body), at: .now)
                let data = ReceivedAlerts.Outcome.allCases.map { outcome in
                    (outcome.rawValue, JSONValue.integer(Int64(counts[outcome] ?? 0)))
                }
                return .success(.object(Dictionary(data) { first, _ in first }))
            } catch let failure as AlertmanagerFailure {
                return .failure(failure.status, "bad_data", failure.message)
            } catch {
                return .failure(503, "unavailable", "\(error)")
            }
        }
    }
}
