import HTTPServing
import PterodactylAPI
import QueryAPI
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
                if let refusal = token.refusal(of: request) { return .refused(refusal) }
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
            return .failure(
                400,
                "bad_data",
                "limit \"\(text)\" is no number from \(limits.lowerBound) to \(limits.upperBound)"
            )
        }
        do {
            let filter = LedgerFilter(
                panel: request.parameter("panel"),
                server: request.parameter("server"),
                incident: request.parameter("incident")
            )
            let entries = try await ledger.entries(limit: limit, of: filter)
            return .success(LedgerAnswers.list(entries, waiting: desk.open))
        } catch {
            return .failure(503, "unavailable", "the ledger cannot be read: \(error)")
        }
    }

    private static func answer(
        _ id: String,
        _ approves: Bool,
        _ request: ServedRequest,
        _ desk: ApprovalDesk
    ) async -> ServedResponse {
        let name: String
        do {
            name = try request.bodyFields().line("by", atMost: StopFiles.longestName)
        } catch {
            return .failure(error.status, "bad_data", error.message)
        }
        switch await desk.answer(id, approves: approves, by: name) {
        case .success(let approval): return .success(LedgerAnswers.approval(approval))
        case .failure(.notOpen(let id)):
            let text = "no question \"\(id.prefix(40))\" is open: it was answered, has lapsed, or was never asked"
            return .failure(404, "not_found", text)
        case nil: return .failure(503, "unavailable", "the agent is stopping")
        }
    }
}
