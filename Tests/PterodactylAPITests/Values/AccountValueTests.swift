import PterodactylAPI
import TestSupport
import Testing

/// What the answers about an account are read to.
struct AccountValueTests {
    private let account = ClientAPI().account

    @Test func `an account knows whether it is a root admin's`() throws {
        let value = try Fixtures.read("account.get_account", by: account.get())
        #expect(value.id == UserID(1) && value.isAdmin)
        #expect(value.username == "admin" && value.email == "admin@example.com" && value.language == "en")
    }

    @Test func `the second factor's secret is read and not printed`() throws {
        let setup = try Fixtures.read("account.get_2fa_setup_code", by: account.twoFactor.setupCode())
        #expect(setup.uri.reveal().hasPrefix("otpauth://totp/Pterodactyl:admin%40example.com?secret="))
        #expect(setup.secret == Secret("dummy-secret"))
        #expect(!printed(setup).contains("otpauth") && !printed(setup).contains("dummy-secret"))
    }

    @Test func `the codes for emergencies come as secrets`() throws {
        let body: JSONValue = ["object": "recovery_tokens", "attributes": ["tokens": ["abcdefghij", "klmnopqrst"]]]
        let request = account.twoFactor.enable(code: "123456", password: Secret("p"))
        #expect(try request.endpoint.interpret(.json(body)) == [Secret("abcdefghij"), Secret("klmnopqrst")])
        #expect(throws: PanelError.undecodable(path: "$.attributes.tokens", detail: "expected an array, found nothing"))
        {
            try request.endpoint.interpret(.json(["object": "recovery_tokens", "attributes": [:]]))
        }
    }

    @Test func `a new key is whole: identifier and token`() throws {
        let request = account.apiKeys.create(description: "with ips", allowedIPs: ["127.0.0.1", "10.0.0.0/8"])
        let created = try Fixtures.read("account.api_key_create.with-ips", by: request)
        #expect(created.apiKey.id == APIKeyIdentifier("ptlc_dummynewkey"))
        #expect(created.apiKey.allowedIPs == ["127.0.0.1", "10.0.0.0/8"])
        #expect(created.apiKey.lastUsedAt == nil)
        #expect(created.key.reveal() == "ptlc_dummynewkey" + String(repeating: "x", count: 32))
        #expect(created.key.reveal().count == 48)
        #expect(!printed(created).contains("xxxx"))
    }

    @Test func `keys tell who may use them and when they were used`() throws {
        let keys = try Fixtures.read("account.api_key_list", by: account.apiKeys.list())
        let restricted = try #require(keys.first { $0.description == "ip restricted" })
        #expect(restricted.allowedIPs == ["203.0.113.7"])
        #expect(restricted.lastUsedAt == nil && restricted.createdAt == PanelTime(parsing: "2026-11-23T15:25:16+00:00"))
        #expect(keys.first?.lastUsedAt == PanelTime(parsing: "2026-11-23T15:44:43+00:00"))
    }

    @Test(arguments: [JSONValue.null, [], .object([:])])
    func `a key for all addresses has none, in whatever form`(none: JSONValue) throws {
        let attributes: JSONValue = ["identifier": "ptlc_1", "description": "d", "allowed_ips": none]
        let body: JSONValue = ["object": "list", "data": [["object": "api_key", "attributes": attributes]]]
        #expect(try account.apiKeys.list().endpoint.interpret(.json(body)).map(\.allowedIPs) == [[]])
    }

    @Test func `an SSH key has its fingerprint`() throws {
        let body: JSONValue = [
            "object": "ssh_key",
            "attributes": [
                "name": "laptop", "fingerprint": "u6Zk+x/9", "public_key": "-----BEGIN PUBLIC KEY-----",
                "created_at": "2026-11-23T15:25:16+00:00",
            ],
        ]
        let key = try account.sshKeys.add(name: "laptop", publicKey: "ssh-ed25519 A").endpoint.interpret(.json(body))
        #expect(key.id == SSHKeyFingerprint("u6Zk+x/9") && key.name == "laptop")
        #expect(account.sshKeys.remove(key.id).call.body == .json(Array(#"{"fingerprint":"u6Zk+x/9"}"#.utf8)))
    }

    @Test func `an account's activity is of the account`() throws {
        let page = try Fixtures.read("account.activity.after-writes", by: account.activity(perPage: 3).page(1))
        #expect(page.items.map(\.event) == ["auth:ip-blocked", "user:api-key.create", "user:api-key.create"])
        #expect(page.items.first?.properties["identifier"]?.string == "ptlc_dummyclient")
        #expect(page.pagination.total == 6 && page.pagination.totalPages == 2)
        let query = account.activity(event: "auth:", includesActor: false).page(2).call.query
        #expect(query.contains(APICall.QueryItem("sort", "-timestamp")))
        #expect(query.contains(APICall.QueryItem("filter[event]", "auth:")))
        #expect(!query.contains { $0.name == "include" })
    }

    @Test func `passwords on their way are not printed`() {
        let password = Secret("correct horse")
        for call in [
            account.updateEmail(to: "a@example.com", password: password).call,
            account.updatePassword(to: password, current: password).call,
            account.twoFactor.enable(code: "1", password: password).call,
            account.twoFactor.disable(password: password).call,
            account.twoFactor.disableBeforeVersion1118(password: password).call,
        ] {
            let request = call.request(base: "https://panel.example.com", key: Secret("ptlc_verysecret"))
            #expect(String(decoding: request.body, as: UTF8.self).contains("correct horse"))
            for text in [printed(call), printed(request)] {
                #expect(!text.contains("correct horse") && !text.contains("ptlc_verysecret"), "\(text)")
                #expect(!text.contains("99, 111, 114, 114, 101, 99, 116"), "the bytes of a password: \(text)")
            }
        }
    }
}

/// All that Swift prints of a value: as text, for debugging, and dumped.
func printed(_ value: some Any) -> String {
    var text = "\(value) " + String(reflecting: value)
    dump(value, to: &text)
    return text
}
