import HTTPServing
import PterodactylAPI
import Remediation

/// What remediation decided and did, and the answers to its questions.
///
/// Whoever can ask may read; what changes something needs the token.
enum LedgerRoutes {
    private static let path = "/api/v1/remediations"
    /// How many entries are read at the most.
    private static let limits = 1...10_000

    /// Adds the routes.
    static func add(
        to router: inout Router,
        reading ledger: any RemediationLedger,
        answering desk: ApprovalDesk,
        token: AccessToken
    ) {
        router.addDeferred(.get, path) { await list($0, ledger, desk) }
        for (word, approves) in [("approve", true), ("deny", false)] {
            let base = "\(path)/\(word)/"
            router.addDeferred(.post, below: base) { request in
                if let refusal = refusal(of: request, token) { return refusal }
                return await answer(String(request.path.dropFirst(base.count)), approves, request, desk)
            }
        }
    }

    private static func list(
        _ request: ServedRequest,
        _ ledger: any RemediationLedger,
        _ desk: ApprovalDesk
    ) async -> ServedResponse {
        let text = request.parameter("limit") ?? "100"
        guard let limit = Int(text), limits.contains(limit) else {
            return failure("limit \"\(text)\" is no number from \(limits.lowerBound) to \(limits.upperBound)", 400)
        }
        do {
            let filter = LedgerFilter(
                panel: request.parameter("panel"),
                server: request.parameter("server"),
                incident: request.parameter("incident")
            )
            let entries = try await ledger.entries(limit: limit, of: filter)
            return served(LedgerAnswers.list(entries, waiting: desk.open))
        } catch {
            return failure("the ledger cannot be read: \(error)", 503)
        }
    }

    private static func answer(
        _ id: String,
        _ approves: Bool,
        _ request: ServedRequest,
        _ desk: ApprovalDesk
    ) async -> ServedResponse {
        let type = request.headers["Content-Type"]?.prefix { $0 != ";" && $0 != " " }.lowercased()
        guard type == "application/json", let body = JSONValue(parsing: request.body),
            let name = body["by"]?.string, !name.isEmpty, name.count <= 80
        else {
            return failure(
                "the body is not {\"by\": \"NAME\"} of application/json; allowed: a name of 1 to 80 characters",
                400
            )
        }
        switch await desk.answer(id, approves: approves, by: name) {
        case .success(let approval): return served(["status": "success", "data": LedgerAnswers.approval(approval)])
        case .failure(.notOpen(let id)):
            return failure("no question \(id.prefix(40)) is open: it was answered, has lapsed, or was never asked", 404)
        case nil: return failure("the agent is stopping", 503)
        }
    }

    private static func refusal(of request: ServedRequest, _ token: AccessToken) -> ServedResponse? {
        guard let refusal = token.refusal(of: request) else { return nil }
        var answer = failure("this needs the header Authorization: Bearer TOKEN", refusal.status)
        answer.headers["WWW-Authenticate"] = refusal.headers["WWW-Authenticate"]
        return answer
    }

    private static func failure(_ message: String, _ status: Int) -> ServedResponse {
        served(["status": "error", "message": .string(message)], status: status)
    }

    private static func served(_ body: JSONValue, status: Int = 200) -> ServedResponse {
        ServedResponse(status: status, contentType: "application/json", body: .bytes(body.encoded()))
    }
}
