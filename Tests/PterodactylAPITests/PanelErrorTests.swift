import PterodactylAPI
import TestSupport
import Testing

/// What an error tells besides its kind, and answers that were not recorded; the recorded ones are in `Claims`.
struct PanelErrorTests {
    @Test(arguments: [
        ("error.409.suspended.power", PanelError.ConflictState.suspended),
        ("error.409.node-maintenance.power", .nodeMaintenance), ("error.409.installing.power", .notInstalled),
        ("error.409.install-failed.power", .notInstalled), ("error.409.restoring-backup.power", .restoringBackup),
        ("error.409.during-restore.resources", .restoringBackup), ("error.409.transferring.power", .transferring),
    ])
    func `a conflict tells its state`(name: String, state: PanelError.ConflictState) throws {
        let recording = try Fixtures.recording(name)
        guard
            case .conflict(let found, _) = PanelError(
                recording.response,
                to: ClientAPI().servers(survival).power(.start).call
            )
        else {
            Issue.record("no conflict")
            return
        }
        #expect(found == state)
    }

    @Test func `a node's own status is told`() throws {
        for (name, status) in [
            ("servers.resources.unknown-to-wings", 404), ("error.wings-500.resources", 500),
            ("error.404.power-unknown-to-wings", 404), ("error.wings-500.power", 500),
        ] {
            let recording = try Fixtures.recording(name)
            guard
                case .nodeError(status, _) = PanelError(
                    recording.response,
                    to: ClientAPI().servers(survival).power(.start).call
                )
            else {
                Issue.record("\(name)")
                continue
            }
        }
    }

    @Test func `a rate limit tells when to come back`() throws {
        let recording = try Fixtures.recording("error.429.rate-limited")
        let error = PanelError(recording.response, to: ClientAPI().servers.list().page(1).call)
        #expect(error == .rateLimited(RateLimit(limit: 720, remaining: 0, retryAfterSeconds: 44)))
        #expect(error?.retryAfter == .seconds(44))
        #expect(error?.isRetryable == true)
        #expect(error?.description == "the rate limit is used up, again in 44 s")
    }

    @Test func `a validation names its fields`() throws {
        let recording = try Fixtures.recording("error.422.power-bad-signal")
        #expect(
            PanelError(recording.response, to: ClientAPI().servers(survival).power(.stop).call)
                == .validation([.init(field: "signal", rule: "in", detail: "The selected signal is invalid.")])
        )
    }

    @Test func `a page for people is no answer, whatever its status`() {
        let page = HTTPResponse.html("<!DOCTYPE html>\n<title>Log in\n here</title>", status: 200)
        #expect(throws: PanelError.unexpectedBody(status: 200, detail: "an HTML page titled \"Log in here\"")) {
            try ClientAPI().account.get().endpoint.interpret(page)
        }
        #expect(throws: PanelError.unexpectedBody(status: 200, detail: "an HTML page titled \"Log in here\"")) {
            try ClientAPI().servers(survival).power(.stop).endpoint.interpret(page)
        }
        let call = ClientAPI().account.get().call
        #expect(
            PanelError(HTTPResponse(status: 502, body: Array("<html>".utf8)), to: call)
                == .panelUnavailable(status: 502, detail: "an HTML page")
        )
        #expect(
            PanelError(HTTPResponse(status: 503), to: call) == .panelUnavailable(status: 503, detail: "an empty body")
        )
        #expect(
            PanelError(.html("<title>Attention Required!</title>", status: 403), to: call)
                == .unexpectedBody(status: 403, detail: "an HTML page titled \"Attention Required!\"")
        )
        #expect(PanelError(.html("slow down", status: 429), to: call) == .rateLimited(nil))
        #expect(PanelError(.html("no", status: 401), to: call) == .unauthenticated)
    }

    @Test func `a redirect is told without its query`() {
        let response = HTTPResponse(status: 301, headers: [("location", "https://sso.example.com/login?token=abc#x")])
        #expect(
            PanelError(response, to: ClientAPI().account.get().call)
                == .unexpectedBody(status: 301, detail: "a redirect to https://sso.example.com/login")
        )
    }

    @Test(arguments: [
        ("", "$", "not JSON at byte 0 of 0"), ("{\"object\":\"user\",\"attri", "$", "not JSON at byte 23 of 23"),
        ("[]", "$.attributes", "expected an object, found nothing"),
        ("{\"attributes\":{}}", "$.attributes.id", "expected a whole number, found nothing"),
        ("{\"attributes\":{\"id\":true}}", "$.attributes.id", "expected a whole number, found a boolean"),
    ])
    func `a broken answer names its place`(text: String, path: String, detail: String) {
        do {
            _ = try ClientAPI().account.get().endpoint.interpret(HTTPResponse(status: 200, body: Array(text.utf8)))
            Issue.record("decoded")
        } catch {
            guard case .undecodable(path, let found) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(found.hasPrefix(detail))
        }
    }

    @Test func `the place in a list has its index`() throws {
        let body: JSONValue = ["data": [["attributes": ["id": 1, "short": "a"]], ["attributes": ["id": 2]]]]
        #expect(
            throws: PanelError.undecodable(
                path: "$.data[1].attributes.short",
                detail: "expected a string, found nothing"
            )
        ) {
            try ApplicationAPI().locations.list().page(1).endpoint.interpret(.json(body))
        }
    }

    @Test func `only what may pass by itself is retryable`() {
        let passing: [PanelError] = [
            .rateLimited(nil), .throttled(retryAfterSeconds: 3, detail: ""), .nodeUnreachable,
            .nodeError(status: 502, detail: ""), .panelUnavailable(status: 500, detail: ""), .transport(.timedOut),
            .transport(.connectFailed("")), .transport(.brokenAnswer("")),
        ]
        let lasting: [PanelError] = [
            .unauthenticated, .forbidden(detail: ""), .twoFactorRequired, .notFound(detail: ""), .validation([]),
            .conflict(.suspended, detail: ""), .refused(code: "", detail: ""), .nodeError(status: 404, detail: ""),
            .serverOffline, .unexpectedBody(status: 200, detail: ""), .undecodable(path: "$", detail: ""),
            .cancelled, .transport(.tls("")), .transport(.answerTooLarge(limitBytes: 1)),
        ]
        #expect(passing.filter { !$0.isRetryable }.isEmpty)
        #expect(lasting.filter { $0.isRetryable }.isEmpty)
    }
}
