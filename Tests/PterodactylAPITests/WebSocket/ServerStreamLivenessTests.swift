import PterodactylAPI
import TestSupport
import Testing

/// Noticing that nothing comes, and that something did not come.
struct ServerStreamLivenessTests {
    private func time(_ seconds: Int64) -> PanelTime { PanelTime(millisecondsSince1970: seconds * 1000) }

    @Test func `a silent socket is pinged, and lives on as long as it answers`() throws {
        var (bench, id) = try StreamBench.live()
        _ = bench.say("status", "offline", on: id)
        for round in 1...10 {
            let log = bench.pass(.seconds(30), until: { $0 == .ping(id) })
            #expect(log.map(\.action) == [.ping(id)])
            #expect(log.first?.at == time(Int64(round) * 25))
            #expect(bench.hand(.sign(id)) == [])
        }
        #expect(bench.stream.isLive)
    }

    @Test func `one that does not answer is closed and left, with the gap from the last sign`() throws {
        var (bench, id) = try StreamBench.live()
        _ = bench.say("status", "offline", on: id)
        let log = bench.pass(.seconds(60), until: { $0 == .fetchCredentials })
        #expect(log.prefix(2).map(\.action) == [.ping(id), .close(id, code: 1000)])
        #expect(log.prefix(2).map(\.at) == [time(25), time(35)])
        guard case .deliver(.disconnected(.silent, _)) = log.dropFirst(2).first?.action else {
            Issue.record("\(log)")
            return
        }
        let (_, actions) = try bench.connect(token: "two")
        #expect(actions.contains(.deliver(.gap(.reconnected, since: time(0)))))
    }

    @Test func `a running server that is silent is asked for stats, and a pong is not enough`() throws {
        var (bench, id) = try StreamBench.live()
        _ = bench.say("status", "running", on: id)
        var log = bench.pass(.seconds(15))
        #expect(log.map(\.action) == [.ping(id), .send(id, .sendStats)])
        #expect(bench.say("stats", #"{"state":"running"}"#, on: id).count == 1)
        log = bench.pass(.seconds(15))
        #expect(log.map(\.action) == [.ping(id), .send(id, .sendStats)])
        _ = bench.hand(.sign(id), after: .seconds(1))
        log = bench.pass(.seconds(9))
        #expect(log.first?.action == .close(id, code: 1000))
        #expect(log.first?.at == time(40))
    }

    @Test func `a server that starts may be silent for as long as an image takes`() throws {
        var (bench, id) = try StreamBench.live()
        _ = bench.say("status", "running", on: id)
        _ = bench.say("status", "starting", on: id)
        #expect(bench.pass(.seconds(24)).isEmpty)
    }

    @Test func `a status that was lost shows in the stats, and is told as a gap`() throws {
        var (bench, id) = try StreamBench.live()
        _ = bench.say("status", "running", on: id)
        _ = bench.say("stats", #"{"state":"running"}"#, on: id, after: .seconds(1))
        for _ in 0..<5 { #expect(bench.say("stats", #"{"state":"offline"}"#, on: id, after: .seconds(1)).count == 1) }
        let actions = bench.say("stats", #"{"state":"offline"}"#, on: id, after: .seconds(1))
        #expect(actions.first == .deliver(.gap(.statusLost, since: time(1))))
        #expect(bench.say("stats", #"{"state":"offline"}"#, on: id, after: .seconds(9)).count == 1)
    }

    @Test func `stats that overtake their status are no gap`() throws {
        var (bench, id) = try StreamBench.live()
        _ = bench.say("status", "running", on: id)
        for second in 0..<20 {
            let state = second % 4 == 3 ? "stopping" : "running"
            let actions = bench.say("stats", #"{"state":"\#(state)"}"#, on: id, after: .seconds(1))
            #expect(actions.count == 1)
        }
    }

    /// Replays each trace to its first loss of the connection; what ends or lacks events is known of each.
    @Test func `the traces of a real node bring no false alarm`() throws {
        var gaps: [String: [GapReason]] = [:]
        var ends: [String: EndReason] = [:]
        for trace in try Trace.all() {
            var bench = StreamBench()
            _ = bench.hand(.start)
            guard case .connect(let id, _) = bench.hand(.credentials(bench.credentials("x"))).first,
                let start = trace.lines.first(where: { $0.frame != nil })?.time
            else { continue }
            _ = bench.hand(.opened(id))
            for line in trace.lines {
                if line.kind == "ws_closed" { break }
                guard let frame = line.frame else { continue }
                let elapsed = max(.zero, line.time - start - (bench.now - PanelTime(millisecondsSince1970: 0)))
                for action in bench.hand(.text(id, frame), after: elapsed) {
                    if case .deliver(.gap(let reason, _)) = action { gaps[trace.name, default: []].append(reason) }
                    if case .deliver(.ended(let reason)) = action { ends[trace.name] = reason }
                }
            }
        }
        #expect(gaps == ["jwt_expire": [.tokenRefused]])
        #expect(ends == ["create_delete": .deleted])
    }
}
