import Alerting
package import HTTPServing
import PterodactylAPI
import QueryAPI
import Remediation
import Telemetry

/// The switch that stops all remediation, for people: `/api/v1/remediations/stop`, `resume` and `status`.
///
/// Whoever can ask may see it; throwing it needs the token, and so does letting go. An answer comes once the core knows: what
/// was not sent until then is not sent any more.
enum StopRoutes {
    private static let base = "/api/v1/remediations/"

    /// Adds the routes.
    /// - Parameters:
    ///   - desk: answers when the core has heard what was told before.
    ///   - mode: how far remediation may go when nobody stops it.
    static func add(
        to router: inout Router,
        throwing stops: StopKeeper,
        asking desk: ViewDesk<QueryView>,
        mode: Mode,
        token: AccessToken
    ) {
        router.get(base + "status") { _ in status(of: stops, mode) }
        router.addDeferred(.post, base + "stop") { request in
            await change(request, stops, desk, mode, token) {
                let wish = try StopBody(request)
                try stops.stop(by: wish.name, reason: wish.reason)
            }
        }
        router.addDeferred(.post, base + "resume") { request in
            await change(request, stops, desk, mode, token) {
                try stops.resume(by: try request.bodyFields().line("by", atMost: StopFiles.longestName))
            }
        }
    }

    private static func change(
        _ request: ServedRequest,
        _ stops: StopKeeper,
        _ desk: ViewDesk<QueryView>,
        _ mode: Mode,
        _ token: AccessToken,
        _ change: () throws -> Void
    ) async -> ServedResponse {
        if let refusal = token.refusal(of: request) { return .refused(refusal) }
        do {
            try change()
        } catch let failure as AlertmanagerFailure {
            return .failure(failure.status, "bad_data", failure.message)
        } catch {
            return .failure(500, "internal", "the switch could not be changed: \(error)")
        }
        _ = await desk.view()
        return status(of: stops, mode)
    }

    /// How it stands: `{"mode":"automatic","stop":{"by":…,"since":…,"reason":…,"file":…,"canResume":true}}`, `stop` null while
    /// nobody stops anything.
    private static func status(of stops: StopKeeper, _ mode: Mode) -> ServedResponse {
        guard let stop = stops.thrown else { return .success(["mode": .string(mode.rawValue), "stop": nil]) }
        return .success([
            "mode": .string(mode.rawValue),
            "stop": [
                "by": .string(stop.by), "since": .string(CalendarTime(stop.since).rfc3339),
                "reason": stop.reason.map { .string($0) } ?? .null, "file": stop.file.map { .string($0) } ?? .null,
                "canResume": .bool(stops.isOwn),
            ],
        ])
    }
}

/// What `POST /api/v1/remediations/stop` is sent: `{"by": "ada", "reason": "moving house"}`, the reason if there is one.
package struct StopBody: Sendable, Equatable {
    /// Who.
    package let name: String
    /// Why; nil when nobody said.
    package let reason: String?

    /// Reads a request's body.
    /// - Throws: `AlertmanagerFailure` with the field, what was found and what is allowed.
    package init(_ request: ServedRequest) throws {
        let fields = try request.bodyFields()
        name = try fields.line("by", atMost: StopFiles.longestName)
        reason = fields.lacks("reason") ? nil : try fields.line("reason", atMost: StopFiles.longestReason)
    }
}
