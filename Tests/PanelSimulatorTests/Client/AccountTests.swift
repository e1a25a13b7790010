import PanelSimulator
import PterodactylAPI
import Telemetry
import Testing

struct AccountTests {
    private var bench = Bench()
    private let account = "/api/client/account"

    private mutating func events() -> [String] {
        let list = bench.send(.get, account + "/activity?sort=-timestamp").json["data"]
        return list.elements.map { $0["attributes"]["event"].text }
    }

    @Test mutating func `a created key works with its user's rights until it is deleted`() {
        let key = bench.makeKey(with: bench.panel.userKey)
        #expect(key.reveal().count == 48)
        #expect(key.reveal().hasPrefix("ptlc_"))
        let list = bench.send(.get, "/api/client", key: key).json["data"].elements
        #expect(list.map { $0["attributes"]["name"].text }.contains("SkyBlock"))
        #expect(bench.send(.get, "/api/application/nodes", key: key).status == 403)
        bench.pass(.seconds(7))
        _ = bench.send(.get, "/api/client", key: key)
        let keys = bench.send(.get, account + "/api-keys", key: bench.panel.userKey).json["data"]
        #expect(keys.elements.last?["attributes"]["last_used_at"].text == "2026-11-23T12:00:37+00:00")
        let identifier = key.reveal().prefix(16)
        #expect(bench.send(.delete, account + "/api-keys/\(identifier)").status == 404)
        #expect(bench.send(.delete, account + "/api-keys/\(identifier)", key: key).status == 204)
        #expect(bench.send(.get, "/api/client", key: key).status == 401)
        #expect(bench.send(.get, "/api/client", key: bench.panel.userKey).status == 200)
    }

    @Test mutating func `a created key's power requests are told from the simulator's own keys'`() {
        let key = bench.makeKey()
        _ = bench.send(.post, bench.path("Survival") + "/power", key: key, body: #"{"signal":"stop"}"#)
        #expect(bench.panel.powerRequests.map(\.key) == [.created])
    }

    @Test(arguments: [
        ("127.0.0.1", 200), ("127.0.0.0/8", 200), ("127.0.0.1-127.0.0.9", 200), ("10.0.0.0/8", 403), ("::1", 403),
    ])
    mutating func `a key's list of addresses decides`(_ address: String, _ status: Int) {
        let body = #"{"description":"x","allowed_ips":["\#(address)"]}"#
        let made = bench.send(.post, account + "/api-keys", body: body).json
        #expect(made["attributes"]["allowed_ips"][0].text == address)
        let key = Secret(made["attributes"]["identifier"].text + made["meta"]["secret_token"].text)
        #expect(bench.send(.get, "/api/client", key: key).status == status)
        #expect(events().first == (status == 200 ? "user:api-key.create" : "auth:ip-blocked"))
    }

    @Test mutating func `there are at most 25 keys`() {
        for _ in 0..<24 { _ = bench.makeKey() }
        let refused = bench.send(.post, account + "/api-keys", body: #"{"description":"one more"}"#)
        #expect(refused.status == 400)
        #expect(refused.json["errors"][0]["code"].text == "DisplayException")
    }

    @Test mutating func `the second factor is set up, taken, enforced and given up`() throws {
        let options = SimulatorOptions(requiredTwoFactor: .admins)
        bench = Bench(options)
        #expect(bench.send(.get, "/api/client").status == 400)
        #expect(bench.send(.get, account).status == 200)
        let secret = bench.send(.get, account + "/two-factor").json["data"]["secret"].text
        #expect(secret.count == 32)
        let code = try #require(OneTimeCode.code(secret: secret, at: bench.now))
        func enable(_ code: String, _ password: String) -> HTTPResponse {
            bench.send(.post, account + "/two-factor", body: #"{"code":"\#(code)","password":"\#(password)"}"#)
        }
        #expect(enable(code, "wrong").json["errors"][0]["code"].text == "BadRequestHttpException")
        let enabled = enable(code, SimulatedPanel.initialPassword).json
        #expect(enabled["object"].text == "recovery_tokens")
        #expect(enabled["attributes"]["tokens"].elements.map(\.text.count) == Array(repeating: 10, count: 10))
        #expect(bench.send(.get, account + "/two-factor").status == 400)
        #expect(bench.send(.get, "/api/client").status == 200)
        let password = #"{"password":"\#(SimulatedPanel.initialPassword)"}"#
        #expect(bench.send(.post, account + "/two-factor/disable", body: #"{"password":"no"}"#).status == 400)
        #expect(bench.send(.post, account + "/two-factor/disable", body: password).status == 204)
        #expect(bench.send(.get, "/api/client").status == 400)
    }

    @Test func `a one-time code is RFC 6238's`() {
        let seconds: [(Int64, String)] = [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")]
        for (time, code) in seconds {
            let at = Timestamp(millisecondsSince1970: time * 1_000)
            #expect(OneTimeCode.code(secret: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", at: at) == code)
        }
    }

    @Test mutating func `a new address and a new password need the old password`() {
        func put(_ path: String, _ body: String) -> HTTPResponse { bench.send(.put, account + path, body: body) }
        let password = SimulatedPanel.initialPassword
        let taken = put("/email", #"{"email":"bob@example.com","password":"\#(password)"}"#)
        #expect(taken.status == 422)
        #expect(taken.json["errors"][0]["meta"]["rule"].text == "unique")
        #expect(put("/email", #"{"email":"no address","password":"\#(password)"}"#).status == 422)
        #expect(put("/email", #"{"email":"new@example.com","password":"\#(password)"}"#).status == 204)
        #expect(bench.send(.get, account).json["attributes"]["email"].text == "new@example.com")
        let short = #"{"current_password":"\#(password)","password":"short","password_confirmation":"shor"}"#
        let rules = put("/password", short).json["errors"].elements.map { $0["meta"]["rule"].text }
        #expect(rules == ["confirmed", "min"])
        let long =
            #"{"current_password":"\#(password)","password":"long enough","password_confirmation":"long enough"}"#
        #expect(put("/password", long).status == 204)
        #expect(put("/email", #"{"email":"a@example.com","password":"\#(password)"}"#).status == 400)
        #expect(put("/email", #"{"email":"a@example.com","password":"long enough"}"#).status == 204)
        #expect(events().prefix(2) == ["user:account.email-changed", "user:account.password-changed"])
        #expect(bench.send(.get, account + "/activity?filter[event]=password").json["data"].elements.count == 1)
        #expect(bench.send(.get, account + "/activity?sort=event").status == 400)
    }
}
