import HTTPServing
import PterodactylAPI
import QueryAPI
import Remediation

/// `GET /api/v1/explain?server=&panel=`: what is believed of a server, why, and what would be done about it now.
///
/// Whoever can ask may read.
enum ExplainRoutes {
    /// Adds the route.
    static func add(to router: inout Router, asking desk: ViewDesk<ExplainView>) {
        router.addDeferred(.get, "/api/v1/explain") { request in
            guard let server = request.parameter("server"), !server.isEmpty else {
                return .failure(400, "bad_data", "server: found nothing, allowed is a short or full id, or a name")
            }
            guard let view = await desk.view() else { return .failure(503, "unavailable", "the agent is stopping") }
            do throws(ExplainView.Failure) {
                return .success(try view.explanation(of: server, on: request.parameter("panel")).json)
            } catch {
                switch error {
                case .unknown:
                    let place = request.parameter("panel").map { " on panel \"\($0)\"" } ?? ""
                    return .failure(404, "not_found", "no server is called \"\(server)\"\(place)")
                case .ambiguous(let found):
                    let list = found.joined(separator: ", ")
                    return .failure(
                        400,
                        "bad_data",
                        "several servers are called \"\(server)\": \(list); name one by its id"
                    )
                }
            }
        }
    }
}
