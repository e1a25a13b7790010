import Foundation
import PterodactylAPI
import Testing

/// Renewing a token, and what it means when Wings refuses it.
struct ServerStreamTokenTests {
    private let stats = #"{"state":"offline"}"#

    /// Lets time pass while Wings sends something every 5 s; stops when credentials are asked for.
    private func chat(
        _ bench: inout StreamBench,
        _ id: ServerStream.SocketID,
        for span: Duration,
        saying event: (name: String, argument: String)
    ) -> [(action: ServerStream.Action, at: PanelTime)] {
        var log: [(action: ServerStream.Action, at: PanelTime)] = []
        let end = bench.now + span
        while bench.now < end {
            log += bench.pass(.seconds(5))
            log += bench.say(event.name, event.argument, on: id).map { ($0, bench.now) }
            if log.contains(where: { $0.action == .fetchCredentials }) { break }
        }
        return log.filter { if case .deliver(.event) = $0.action { false } else { true } }
    }

    @Test func `a token is renewed on the same socket before its time is over, without a gap`() throws {
        var (bench, id) = try StreamBench.live()
        for round in 0..<5 {
            let start = bench.now
            let log = chat(&bench, id, for: .seconds(545), saying: ("stats", stats))
            #expect(log.map(\.action) == [.fetchCredentials])
            let at = try #require(log.first?.at)
            #expect((.seconds(475)...(.seconds(545))).contains(at - start))
            #expect(
                bench.hand(.credentials(bench.credentials("t\(round)"))) == [
                    .send(id, .authenticate(Secret("t\(round)")))
                ]
            )
            #expect(bench.say("auth success", on: id) == [])
        }
    }

    @Test func `the token's own claims give its life`() throws {
        let claims = Data(#"{"iat":1000.5,"exp":1100.5,"x":"ÿ?>"}"#.utf8).base64EncodedString()
            .replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
            .replacingOccurrences(of: "=", with: "")
        #expect(TokenClaims(Secret("e30.\(claims).sig"))?.life == .seconds(100))
        var bench = StreamBench()
        _ = bench.hand(.start)
        let (id, _) = try bench.connect(token: "e30.\(claims).sig")
        let log = chat(&bench, id, for: .seconds(95), saying: ("stats", stats))
        #expect(log.map(\.action) == [.fetchCredentials])
        #expect(log.first.map { $0.at >= PanelTime(millisecondsSince1970: 80_000) } == true)
    }

    @Test(arguments: [
        "", "a.b.c", "a.b", "e30.e30.x", "e30.eyJpYXQiOjUsImV4cCI6NX0.x", "e30.eyJpYXQiOjUsImV4cCI6OTk5OTk5fQ.x",
        "e30.ey!.x",
    ])
    func `claims that make no sense are none`(token: String) {
        #expect(TokenClaims(Secret(token)) == nil)
    }

    @Test func `a warning brings one renewal, however often it comes`() throws {
        var (bench, id) = try StreamBench.live()
        _ = chat(&bench, id, for: .seconds(60), saying: ("stats", stats))
        #expect(bench.say("token expiring", on: id) == [.deliver(.event(.tokenExpiring)), .fetchCredentials])
        #expect(bench.say("token expiring", on: id, after: .seconds(1)) == [.deliver(.event(.tokenExpiring))])
        _ = bench.hand(.credentials(bench.credentials("two")))
        #expect(bench.say("token expiring", on: id, after: .seconds(1)) == [.deliver(.event(.tokenExpiring))])
        #expect(bench.say("auth success", on: id) == [])
        #expect(chat(&bench, id, for: .seconds(400), saying: ("stats", stats)).isEmpty)
    }

    @Test func `refused events are a gap from the last good one, told before the next`() throws {
        var (bench, id) = try StreamBench.live()
        _ = bench.say("stats", stats, on: id, after: .seconds(20))
        let good = bench.now
        let refusal = WingsEvent.tokenRefused(.expired)
        let text = "jwt: exp claim is invalid"
        #expect(
            bench.say("jwt error", text, on: id, after: .seconds(2)) == [.deliver(.event(refusal)), .fetchCredentials]
        )
        #expect(bench.say("jwt error", text, on: id, after: .seconds(1)) == [.deliver(.event(refusal))])
        _ = bench.hand(.credentials(bench.credentials("two")))
        #expect(bench.say("jwt error", text, on: id) == [.deliver(.event(refusal))])
        #expect(
            bench.say("auth success", on: id) == [
                .deliver(.gap(.tokenRefused, since: good)), .send(id, .sendStats),
            ]
        )
        #expect(bench.say("stats", stats, on: id).count == 1)
    }

    @Test func `events that come again end the refusal, even when its end was not told`() throws {
        var (bench, id) = try StreamBench.live()
        _ = bench.say("jwt error", "jwt: exp claim is invalid", on: id, after: .seconds(2))
        let actions = bench.say("status", "running", on: id)
        #expect(
            actions == [
                .deliver(.gap(.tokenRefused, since: PanelTime(millisecondsSince1970: 0))), .send(id, .sendStats),
                .deliver(.event(.status(.running))),
            ]
        )
    }

    @Test func `tokens that do not help are asked for ever more seldom`() throws {
        var (bench, id) = try StreamBench.live()
        var asked: [PanelTime] = []
        let end = bench.now + .seconds(1200)
        while bench.now < end {
            var log = bench.pass(.seconds(1)).map(\.action)
            log += bench.say("jwt error", "jwt: created too far in past (denylist)", on: id)
            guard log.contains(.fetchCredentials) else { continue }
            asked.append(bench.now)
            _ = bench.hand(.credentials(bench.credentials("x")))
            _ = bench.say("auth success", on: id)
        }
        let pauses = zip(asked.dropFirst(), asked).map { $0 - $1 }
        #expect(pauses.allSatisfy { $0 >= .seconds(15) }, "\(pauses)")
        #expect((15...45).contains(asked.count), "\(pauses)")
        #expect(pauses.suffix(5).allSatisfy { $0 >= .seconds(28) }, "\(pauses)")
    }

    @Test(
        arguments: [
            ("jwt: missing connect permission", .notPermitted, true), ("jwt: server uuid mismatch", .wrongServer, true),
            ("jwt: missing connect permission", .notPermitted, false),
        ] as [(String, TokenRefusal, Bool)]
    )
    func `a refusal that no token can change ends it`(text: String, refusal: TokenRefusal, isLive: Bool) throws {
        var bench = StreamBench()
        _ = bench.hand(.start)
        guard case .connect(let id, _) = bench.hand(.credentials(bench.credentials("x"))).first else { return }
        _ = bench.hand(.opened(id))
        if isLive { _ = bench.say("auth success", on: id) }
        #expect(
            bench.say("jwt error", text, on: id) == [
                .deliver(.event(.tokenRefused(refusal))), .close(id, code: 1000),
                .deliver(.ended(.tokenRefused(refusal))),
            ]
        )
        #expect(bench.pass(.seconds(3600)).isEmpty)
    }

    @Test(arguments: [
        ("jwt error", "Error Event [x]: jwt: created too far in past (denylist)"),
        ("daemon error", "Error Event [x]: y"),
    ])
    func `a token refused at first is replaced on a new socket, later`(event: String, text: String) throws {
        var bench = StreamBench()
        _ = bench.hand(.start)
        guard case .connect(let id, _) = bench.hand(.credentials(bench.credentials("x"))).first else { return }
        _ = bench.hand(.opened(id))
        let actions = bench.say(event, text, on: id)
        #expect(actions.contains(.close(id, code: 1000)))
        let log = bench.pass(.seconds(60))
        #expect(log.map(\.action) == [.fetchCredentials])
        #expect(log.first.map { $0.at >= PanelTime(millisecondsSince1970: 15_000) } == true)
    }

    @Test func `a panel that is down at the renewal is asked again, and what was lost by then is told`() throws {
        var (bench, id) = try StreamBench.live()
        var failures = 0
        while bench.now < PanelTime(millisecondsSince1970: 700_000) {
            let log = bench.pass(.seconds(1)).map(\.action)
            _ = bench.say("stats", stats, on: id)
            if log.contains(.fetchCredentials) {
                failures += 1
                _ = bench.hand(.credentialsFailed(.panelUnavailable(status: 502, detail: "x")))
            }
        }
        #expect((4...16).contains(failures))
        // By our clock the token is over, though Wings has not said so.
        #expect(chat(&bench, id, for: .seconds(90), saying: ("stats", stats)).map(\.action) == [.fetchCredentials])
        _ = bench.hand(.credentials(bench.credentials("two")))
        let actions = bench.say("auth success", on: id)
        #expect(
            actions == [
                .deliver(.gap(.tokenRefused, since: PanelTime(millisecondsSince1970: 600_000))), .send(id, .sendStats),
            ]
        )
    }

    @Test func `a renewal that is not answered is tried again`() throws {
        var (bench, id) = try StreamBench.live()
        _ = bench.say("token expiring", on: id, after: .seconds(20))
        _ = bench.hand(.credentials(bench.credentials("two")))
        let log = chat(&bench, id, for: .seconds(40), saying: ("stats", stats))
        #expect(log.map(\.action) == [.fetchCredentials])
    }
}
