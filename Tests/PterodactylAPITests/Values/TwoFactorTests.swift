import PterodactylAPI
import TestSupport
import Testing

/// Switching the second factor off on panels of every version.
@Suite(.timeLimit(.minutes(3)))
struct TwoFactorTests {
    private func panel(_ transport: StubTransport) throws -> PanelClient {
        PanelClient(
            url: try PanelURL("https://panel.example.com"),
            keys: PanelKeys(client: Secret("ptlc_dummy")),
            transport: transport
        )
    }

    @Test func `on 1.11.8 the newer route is enough`() async throws {
        let recorded = try Fixtures.recording("account.two-factor.disable").response
        let transport = StubTransport(always: recorded)
        try await panel(transport).client.account.twoFactor.disableOnAnyVersion(password: Secret("p"))
        #expect(transport.requests.map(\.target) == ["/api/client/account/two-factor/disable"])
    }

    @Test(arguments: [404, 405])
    func `on an older panel the older route follows`(status: Int) async throws {
        let transport = StubTransport { (request) throws(TransportError) in
            guard request.method == .post else { return HTTPResponse(status: 204) }
            return .json(["errors": [["code": "MethodNotAllowedHttpException", "detail": "no"]]], status: status)
        }
        try await panel(transport).client.account.twoFactor.disableOnAnyVersion(password: Secret("p"))
        #expect(transport.requests.map(\.method) == [.post, .delete])
        #expect(transport.requests.last?.target == "/api/client/account/two-factor")
        #expect(
            transport.requests.map { String(decoding: $0.body, as: UTF8.self) }
                == Array(repeating: #"{"password":"p"}"#, count: 2)
        )
    }

    @Test func `a wrong password is not tried twice`() async throws {
        let body: JSONValue = ["errors": [["code": "BadRequestHttpException", "detail": "wrong password"]]]
        let transport = StubTransport(always: .json(body, status: 400))
        await #expect(throws: PanelError.refused(code: "BadRequestHttpException", detail: "wrong password")) {
            try await panel(transport).client.account.twoFactor.disableOnAnyVersion(password: Secret("p"))
        }
        #expect(transport.requests.count == 1)
    }
}
