import PterodactylAPI
import TestSupport
import Testing

struct PanelClientTests {
    private static let key = "ptlc_dummydummy0123456789"

    private func client(_ transport: StubTransport, application: String? = nil) throws -> PanelClient {
        PanelClient(
            url: try PanelURL("https://Panel.example.com/"),
            keys: PanelKeys(client: Secret(Self.key + "\n"), application: application.map { Secret($0) }),
            transport: transport
        )
    }

    @Test func `a request carries key and headers, and nothing of a browser`() async throws {
        let transport = StubTransport(always: try Fixtures.recording("account.get_account").response)
        let account = try await client(transport).client.account.get().send()
        #expect(account.isAdmin && account.username == "admin")
        let request = try #require(transport.requests.first)
        #expect(request.url == "https://panel.example.com/api/client/account")
        #expect(request.header("Authorization") == "Bearer " + Self.key)
        for name in ["Cookie", "Origin", "Referer"] { #expect(request.header(name) == nil) }
    }

    @Test func `each API has its key`() throws {
        let transport = StubTransport(always: HTTPResponse(status: 200))
        let both = try client(transport, application: "ptla_x")
        #expect(
            both.request(for: ApplicationAPI().nodes.list().page(1).call).header("Authorization") == "Bearer ptla_x"
        )
        #expect(both.request(for: ClientAPI().account.get().call).header("Authorization") == "Bearer " + Self.key)
        let one = try client(transport)
        #expect(
            one.request(for: ApplicationAPI().nodes.list().page(1).call).header("Authorization") == "Bearer " + Self.key
        )
    }

    @Test func `an exchange tells the rate limit and the size`() async throws {
        let recording = try Fixtures.recording("servers.resources.unknown-to-wings")
        let exchange = try await client(StubTransport(always: recording.response)).exchange(
            ClientAPI().servers(survival).resources().endpoint
        )
        #expect(exchange.status == 504)
        #expect(exchange.rateLimit == RateLimit(limit: 720, remaining: 709))
        #expect(exchange.receipt == .counted(RateLimit(limit: 720, remaining: 709)))
        #expect(exchange.bodyBytes == recording.response.body.count)
    }

    @Test func `no answer is an error, too`() async throws {
        let transport = StubTransport { (_) throws(TransportError) in throw .timedOut }
        let exchange = try await client(transport).exchange(ClientAPI().account.get().endpoint)
        #expect(exchange.status == nil)
        #expect(exchange.receipt == .lost)
        await #expect(throws: PanelError.transport(.timedOut)) {
            try await client(transport).client.account.get().send()
        }
    }

    @Test func `a bucket of its own is not taken for the API's limit`() async throws {
        let recording = try Fixtures.recording("error.429.backup-throttle")
        let exchange = try await client(StubTransport(always: recording.response))
            .exchange(ClientAPI().servers(survival).backups.create().endpoint)
        #expect(exchange.rateLimit == nil)
        #expect(exchange.receipt == .lost)
    }

    @Test func `pages are asked for with the whole query, and items come once`() async throws {
        let transport = StubTransport { (request) throws(TransportError) in
            let page = request.url.contains("?type=admin-all&page=2&per_page=2&include=egg") ? 2 : 1
            let names = page == 1 ? ["a", "b"] : ["b", "c"]
            return .json([
                "data": .array(names.map { ["attributes": ["uuid": .string($0)]] }),
                "meta": ["pagination": ["current_page": .integer(Int64(page)), "total_pages": 2, "total": 4]],
            ])
        }
        var found: [String] = []
        let items = try client(transport).client.servers.list(.adminAll, include: [.egg], perPage: 2)
        for try await server in items { found.append(server.uuid.rawValue) }
        #expect(found == ["a", "b", "c"])
        #expect(transport.requests.count == 2)
        #expect(transport.requests.allSatisfy { $0.url.contains("type=admin-all") && $0.url.contains("include=egg") })
    }

    @Test func `a list that shrinks while it is read ends`() async throws {
        let transport = StubTransport(always: .json(["data": [], "meta": ["pagination": ["total_pages": 900]]]))
        var pages = 0
        for try await _ in try client(transport).application.nodes.list().pages { pages += 1 }
        #expect(pages == 1)
    }

    @Test func `paging ends at the first error`() async throws {
        let transport = StubTransport(always: HTTPResponse(status: 401))
        var iterator = try client(transport).application.nodes.list().pages.makeAsyncIterator()
        await #expect(throws: PanelError.unauthenticated) { try await iterator.next() }
        #expect(try await iterator.next() == nil)
    }

    @Test func `no error and no description holds the key`() async throws {
        let transport = StubTransport(always: HTTPResponse(status: 401, body: Array("no \(Self.key)".utf8)))
        let client = try client(transport)
        let exchange = await client.exchange(ClientAPI().account.get().endpoint)
        var dumped = ""
        dump(exchange.result, to: &dumped)
        dump(client, to: &dumped)
        #expect(!dumped.contains(Self.key) && !"\(exchange.result)\(client)".contains(Self.key))
    }
}

struct PanelURLTests {
    @Test(arguments: [
        ("https://panel.example.com", "https://panel.example.com"), ("HTTP://Panel/", "http://panel"),
        ("http://127.0.0.1:8080//", "http://127.0.0.1:8080"), ("https://x.org/games/", "https://x.org/games"),
        ("http://[::1]:80", "http://[::1]:80"), ("https://x.org/myapi", "https://x.org/myapi"),
    ])
    func `addresses are accepted`(text: String, expected: String) throws {
        #expect(try PanelURL(text).text == expected)
    }

    @Test(arguments: [
        ("", PanelURLError.empty), ("panel.example.com", .noScheme("panel.example.com")), ("ftp://x", .scheme("ftp")),
        ("https://", .noHost("https://")), ("https://:80", .noHost("https://:80")),
        ("https://x:0", .port(":0", "https://x:0")), ("https://x:a", .port(":a", "https://x:a")),
        ("https://me:pw@x", .credentials), ("https://x?a", .query("https://x?a")),
        ("https://x#a", .query("https://x#a")),
        ("https://x/api/", .apiPath("https://x/api/")), ("https://x/api/client", .apiPath("https://x/api/client")),
        ("https://x y", .forbiddenCharacter("https://x y")),
        ("https://bücher.example", .forbiddenCharacter("https://bücher.example")),
    ])
    func `anything else is refused with a sentence`(text: String, expected: PanelURLError) {
        #expect(throws: expected) { try PanelURL(text) }
        #expect(!expected.description.contains("pw"))
    }
}
