import PterodactylAPI
import TestSupport
import Testing

/// What `send` does besides one exchange: repetition, deadlines, cancellation, the limit for each node.
@Suite(.timeLimit(.minutes(3)))
struct SendingTests {
    private static let quick = RetryPolicy(firstDelay: .milliseconds(1), longestDelay: .milliseconds(2))

    private func panel(_ transport: StubTransport, retry: RetryPolicy = quick, callsPerNode: Int = 4) throws
        -> PanelClient
    {
        PanelClient(
            url: try PanelURL("https://panel.example.com"),
            keys: PanelKeys(client: Secret("ptlc_dummy")),
            transport: transport,
            retry: retry,
            callsPerNode: callsPerNode
        )
    }

    /// Fails the first times, then answers.
    private func failing(_ count: Int, with response: HTTPResponse, then answer: HTTPResponse) -> StubTransport {
        let counter = Counter()
        return StubTransport { (_) throws(TransportError) in await counter.next() <= count ? response : answer }
    }

    /// A transport that answers nothing until its task is cancelled.
    private static func hanging(_ started: Counter, _ ended: Counter) -> StubTransport {
        StubTransport { (_) throws(TransportError) in
            _ = await started.next()
            do { try await Task.sleep(for: .seconds(3_600)) } catch { _ = await ended.next() }
            throw .cancelled
        }
    }

    @Test func `a read is sent again after a failure that may pass`() async throws {
        let account = try Fixtures.recording("account.get_account").response
        let transport = failing(2, with: HTTPResponse(status: 503), then: account)
        #expect(try await panel(transport).client.account.get().send().username == "admin")
        #expect(transport.requests.count == 3)
    }

    @Test(arguments: [401, 403, 404, 422])
    func `a read that was refused is not sent again`(status: Int) async throws {
        let body: JSONValue = ["errors": [["code": "X", "status": "x", "detail": "no"]]]
        let transport = StubTransport(always: .json(body, status: status))
        await #expect(throws: PanelError.self) { try await panel(transport).client.account.get().send() }
        #expect(transport.requests.count == 1)
    }

    @Test func `power, commands and creations are sent once, whatever comes of it`() async throws {
        let transport = StubTransport(always: HTTPResponse(status: 503))
        let server = try panel(transport).client.servers(survival)
        await #expect(throws: PanelError.self) { try await server.power(.start).send() }
        await #expect(throws: PanelError.self) { try await server.command("say hi").send() }
        await #expect(throws: PanelError.self) { try await server.backups.create().send() }
        #expect(transport.requests.count == 3)
    }

    @Test func `a 429 is waited for as the panel asks, when that fits the deadline`() async throws {
        let limited = HTTPResponse.json(
            ["errors": [["code": "ThrottleRequestsException", "status": "429", "detail": "Too Many Attempts."]]],
            status: 429,
            headers: [("X-RateLimit-Limit", "720"), ("X-RateLimit-Remaining", "0"), ("Retry-After", "30")]
        )
        let transport = StubTransport(always: limited)
        // Had it waited, the deadline would have ended it.
        let error = await #expect(throws: PanelError.self) {
            try await panel(transport).client.account.get().send(within: .seconds(20))
        }
        #expect(error?.reason == "rate_limited")
        #expect(transport.requests.count == 1)
    }

    @Test func `a deadline ends a call to a panel that says nothing, and the request with it`() async throws {
        let (started, ended) = (Counter(), Counter())
        let panel = try panel(Self.hanging(started, ended))
        let begin = ContinuousClock.now
        await #expect(throws: PanelError.transport(.timedOut)) {
            try await panel.client.account.get().send(within: .milliseconds(200))
        }
        #expect(ContinuousClock.now - begin >= .milliseconds(200))
        #expect(await started.value == 1)
        #expect(await ended.value == 1)
    }

    @Test func `cancelling ends a call at once, and the request with it`() async throws {
        let (started, ended) = (Counter(), Counter())
        let panel = try panel(Self.hanging(started, ended))
        let task = Task { try await panel.client.account.get().send() }
        while await started.value == 0 { await Task.yield() }
        task.cancel()
        await #expect(throws: PanelError.cancelled) { try await task.value }
        #expect(await ended.value == 1)
    }

    @Test func `one node gets only so many calls at once, and the others do not wait for it`() async throws {
        let most = Most()
        let list = try Fixtures.recording("servers.list_servers.type-admin-all").response
        let resources = try Fixtures.recording("servers.get_server_utilization").response
        let transport = StubTransport { (request) throws(TransportError) in
            guard request.url.hasSuffix("/resources") else { return list }
            await most.enter(request.url)
            do { try await Task.sleep(for: .milliseconds(20)) } catch { throw .cancelled }
            await most.leave(request.url)
            return resources
        }
        let panel = try panel(transport, callsPerNode: 2)
        let servers = try await panel.client.servers.list(.adminAll).all()
        let nodes = Dictionary(grouping: servers, by: \.node)
        #expect(nodes.count >= 2)
        await most.place(servers.map { ($0.uuid.rawValue, $0.node) })
        try await withThrowingTaskGroup(of: Void.self) { group in
            for server in servers { group.addTask { try await panel.client.servers(server.uuid).resources().send() } }
            try await group.waitForAll()
        }
        for (node, members) in nodes {
            #expect(await most.most[node] == min(2, members.count), "\(node)")
        }
    }

    @Test func `who gives up waiting for a node leaves its place to the next`() async throws {
        let (started, ended) = (Counter(), Counter())
        let panel = try panel(Self.hanging(started, ended), callsPerNode: 1)
        let first = Task { try await panel.client.servers(survival).resources().send() }
        while await started.value == 0 { await Task.yield() }
        await #expect(throws: PanelError.transport(.timedOut)) {
            try await panel.client.servers(survival).resources().send(within: .milliseconds(50))
        }
        #expect(await started.value == 1)
        first.cancel()
        await #expect(throws: PanelError.cancelled) { try await first.value }
        let third = Task { try await panel.client.servers(survival).resources().send() }
        while await started.value < 2 { await Task.yield() }
        third.cancel()
        _ = await third.result
    }
}

/// Counts.
actor Counter {
    private(set) var value = 0

    func next() -> Int {
        value += 1
        return value
    }
}

/// How many calls were under way at once, by node.
private actor Most {
    private var nodes: [String: String] = [:]
    private var now: [String: Int] = [:]
    private(set) var most: [String: Int] = [:]

    func place(_ servers: [(uuid: String, node: String)]) {
        for (uuid, node) in servers { nodes[uuid] = node }
    }

    func enter(_ url: String) {
        let node = node(of: url)
        now[node, default: 0] += 1
        most[node] = max(most[node, default: 0], now[node, default: 0])
    }

    func leave(_ url: String) { now[node(of: url), default: 0] -= 1 }

    private func node(of url: String) -> String { nodes.first { url.contains($0.key) }?.value ?? "" }
}
