import PterodactylAPI
import Testing

/// Connecting, losing and ending.
struct ServerStreamTests {
    private let stats = #"{"state":"running","memory_bytes":1}"#

    @Test func `it fetches, connects with the origin, authenticates, and passes events on`() throws {
        var (bench, id) = try StreamBench.live()
        #expect(bench.stream.isLive)
        #expect(bench.say("status", "running", on: id) == [.deliver(.event(.status(.running)))])
        #expect(bench.say("nonsense", "x", on: id).count == 1)
        // Again started, it does not begin again.
        #expect(bench.hand(.start) == [])
    }

    @Test func `after a lost connection it comes back with new credentials and tells the gap first`() throws {
        var (bench, id) = try StreamBench.live()
        _ = bench.say("status", "running", on: id, after: .seconds(20))
        let lost = bench.hand(.closed(id, .abnormal), after: .seconds(1))
        guard case .deliver(.disconnected(.closed(.abnormal), let retryAt)) = lost.last else {
            Issue.record("\(lost)")
            return
        }
        #expect(lost.first == .close(id, code: 1000))
        #expect((.milliseconds(2500)...(.seconds(5))).contains(retryAt - bench.now))
        let log = bench.pass(.seconds(60))
        #expect(log.map(\.action) == [.fetchCredentials])
        #expect(log.first?.at == retryAt)
        let (next, actions) = try bench.connect(token: "two")
        #expect(next != id)
        let since = PanelTime(millisecondsSince1970: 20_000)
        #expect(
            actions == [.deliver(.connected), .deliver(.gap(.reconnected, since: since)), .send(next, .sendStats)]
        )
        // What the old socket may still say is not heard.
        #expect(bench.say("status", "offline", on: id) == [])
        #expect(bench.hand(.closed(id, .abnormal)) == [])
        #expect(bench.stream.isLive)
    }

    @Test func `credentials that were under way when the connection was lost are not used`() throws {
        var (bench, id) = try StreamBench.live()
        _ = bench.pass(.seconds(100))
        var (fresh, socket) = try StreamBench.live()
        #expect(!bench.stream.isLive)  // nothing was heard of it in all that time
        _ = id
        _ = fresh.say("stats", stats, on: socket, after: .seconds(20))
        #expect(fresh.say("token expiring", on: socket).contains(.fetchCredentials))
        _ = fresh.hand(.closed(socket, .abnormal))
        #expect(fresh.pass(.seconds(100)).isEmpty)
        #expect(fresh.hand(.credentials(fresh.credentials("old"))) == [.fetchCredentials])
        let (_, actions) = try fresh.connect(token: "new")
        #expect(actions.first == .deliver(.connected))
    }

    @Test func `failed attempts grow apart, and credentials are asked for at most every 15 s`() throws {
        var bench = StreamBench()
        _ = bench.hand(.start)
        var asked = [bench.now]
        for _ in 0..<8 {
            let actions = bench.hand(.credentials(bench.credentials("x")), after: .milliseconds(50))
            guard case .connect(let id, _) = actions.first else {
                Issue.record("\(actions)")
                return
            }
            _ = bench.hand(.notOpened(id, .transport(.connectFailed("refused"))))
            let log = bench.pass(.seconds(100), until: { $0 == .fetchCredentials })
            asked.append(try #require(log.last?.at))
        }
        let pauses = zip(asked.dropFirst(), asked).map { $0 - $1 }
        #expect(pauses.allSatisfy { $0 >= .seconds(15) && $0 <= .seconds(61) }, "\(pauses)")
        #expect(pauses.suffix(3).allSatisfy { $0 >= .seconds(30) }, "\(pauses)")
    }

    @Test func `the panel's own waiting time is kept`() {
        var bench = StreamBench()
        _ = bench.hand(.start)
        let limit = PanelError.throttled(retryAfterSeconds: 90, detail: "Too Many Attempts.")
        _ = bench.hand(.credentialsFailed(limit))
        #expect(bench.pass(.seconds(89)).isEmpty)
        #expect(bench.pass(.seconds(2)).map(\.action) == [.fetchCredentials])
    }

    @Test(arguments: [
        PanelError.unauthenticated, .forbidden(detail: "x"), .notFound(detail: "x"), .twoFactorRequired,
    ])
    func `a panel that gives no access ends the stream`(error: PanelError) {
        var bench = StreamBench()
        _ = bench.hand(.start)
        #expect(bench.hand(.credentialsFailed(error)) == [.deliver(.ended(.refusedByPanel(error)))])
        #expect(bench.stream.isEnded)
        #expect(bench.pass(.seconds(1000)).isEmpty)
    }

    @Test(arguments: [
        PanelError.conflict(.suspended, detail: "x"), .panelUnavailable(status: 502, detail: "x"),
        .transport(.timedOut), .undecodable(path: "$", detail: "x"),
    ])
    func `a panel that cannot answer now is asked again`(error: PanelError) {
        var bench = StreamBench()
        _ = bench.hand(.start)
        _ = bench.hand(.credentialsFailed(error))
        #expect(bench.pass(.seconds(60)).map(\.action) == [.fetchCredentials])
    }

    @Test func `a socket that does not open, and one that does not answer the token, are given up in time`() throws {
        var bench = StreamBench()
        _ = bench.hand(.start)
        guard case .connect(let id, _) = bench.hand(.credentials(bench.credentials("x"))).first else { return }
        var log = bench.pass(.seconds(60), until: { $0 == .fetchCredentials })
        #expect(log.first?.action == .close(id, code: 1000))
        #expect(log.first?.at == PanelTime(millisecondsSince1970: 20_000))
        guard case .connect(let next, _) = bench.hand(.credentials(bench.credentials("x"))).first else { return }
        let opened = bench.now
        _ = bench.hand(.opened(next))
        log = bench.pass(.seconds(60), until: { $0 == .fetchCredentials })
        #expect(log.first?.action == .close(next, code: 1000))
        #expect(log.first?.at == opened + .seconds(10))
        guard case .deliver(.disconnected(.notAuthenticated(nil), _)) = log.dropFirst().first?.action else {
            Issue.record("\(log)")
            return
        }
    }

    @Test func `a deleted server ends it, by word or by the close's reason`() throws {
        var (bench, id) = try StreamBench.live()
        #expect(
            bench.say("deleted", "null", on: id) == [
                .deliver(.event(.deleted)), .close(id, code: 1000), .deliver(.ended(.deleted)),
            ]
        )
        (bench, id) = try StreamBench.live()
        let closure = WebSocketClosure(code: 1001, reason: "server deleted")
        #expect(bench.hand(.closed(id, closure)).last == .deliver(.ended(.deleted)))
        #expect(bench.pass(.seconds(1000)).isEmpty)
    }

    @Test func `a server that moved to another node is followed there`() throws {
        var (bench, id) = try StreamBench.live()
        _ = bench.say("transfer status", "completed", on: id)
        guard case .deliver(.disconnected(.moved, _)) = bench.say("deleted", "null", on: id).last else {
            Issue.record("it ended")
            return
        }
        #expect(bench.pass(.seconds(60)).map(\.action) == [.fetchCredentials])
    }

    @Test func `a reader's request goes out when live, but never a token`() throws {
        var (bench, id) = try StreamBench.live()
        #expect(bench.hand(.request(.setState(.start))) == [.send(id, .setState(.start))])
        #expect(bench.hand(.request(.authenticate(Secret("x")))) == [])
        _ = bench.hand(.closed(id, .abnormal))
        #expect(bench.hand(.request(.sendLogs)) == [])
    }
}
