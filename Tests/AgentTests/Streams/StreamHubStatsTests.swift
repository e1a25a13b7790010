import Agent
import PterodactylAPI
import TestSupport
import Testing

/// What goes at once, and what waits.
@Suite(.timeLimit(.minutes(3)))
struct StreamHubStatsTests {
    @Test func `the newest stats go before a later word of the same server, in one batch`() async throws {
        _ = try await HubBench.run { bench in
            let socket = try #require(await bench.connect("a"))
            let other = try #require(await bench.connect("b"))
            other.sayStats(9)
            for memory in 1...3 { socket.sayStats(memory) }
            socket.say("status", "stopping")
            socket.say("status", "offline")
            await bench.heard.wait { $0.batches.count == 4 }
            let batches = bench.heard.value.batches.dropFirst(2).map { $0.map(\.event) }
            #expect(batches.first?.first?.memory == 3)
            #expect(batches.first?.dropFirst() == [.event(.status(.stopping))])
            #expect(batches.last == [.event(.status(.offline))])
            // The hour of the interval is not over: what another server said waits.
            #expect(bench.heard.value.said(of: "b") == [.connected])
        }
    }

    @Test func `stats that nothing follows go when the interval is over`() async throws {
        _ = try await HubBench.run(interval: .milliseconds(10)) { bench in
            let socket = try #require(await bench.connect("a"))
            for memory in [Int64(1), 2] {
                socket.sayStats(Int(memory))
                await bench.heard.wait { $0.said(of: "a").last?.memory == memory }
            }
        }
    }

    @Test func `of the console only Wings' own lines count`() async throws {
        let notice = "\u{1B}[33m\u{1B}[1m[Pterodactyl Daemon]:\u{1B}[39m Exit code: 137"
        _ = try await HubBench.run { bench in
            let socket = try #require(await bench.connect("a"))
            // More than are held for a reader: had they counted, there would be a gap.
            for number in 0..<500 { socket.say("console output", "[Server thread/INFO]: line \(number)") }
            socket.say("console output", notice)
            await bench.heard.wait { $0.said(of: "a").count > 1 }
            #expect(bench.heard.value.said(of: "a") == [.connected, .event(.console(ConsoleLine(notice)))])
            #expect(ConsoleLine(notice).notice == .exitCode(137))
        }
    }

    @Test func `a hundred sockets that burst are handed over in few batches, the newest of each`() async throws {
        let interval = Duration.milliseconds(100)
        let servers = (0..<100).map(String.init)
        let clock = ContinuousClock()
        let startedAt = clock.now
        let bench = try await HubBench.run(interval: interval) { bench in
            for server in servers { await bench.hub.follow(HubBench.order(server)) }
            await bench.heard.wait { $0.batches.count == servers.count }
            for memory in 1...20 {
                for socket in bench.connector.state.value.sockets { socket.sayStats(memory) }
                await bench.connector.state.wait { $0.sockets.allSatisfy(\.isHeardOut) }
            }
            await bench.heard.wait { heard in servers.allSatisfy { heard.said(of: $0).last?.memory == 20 } }
        }
        let batches = bench.heard.value.batches.filter { $0.contains { $0.event.memory != nil } }
        #expect(Double(batches.count) <= (clock.now - startedAt) / interval + 1)
        for batch in batches { #expect(Set(batch.map(\.address)).count == batch.count) }
        for server in servers {
            let memories = bench.heard.value.said(of: server).compactMap(\.memory)
            #expect(memories == memories.sorted())
        }
        #expect(bench.connector.state.value.open == 0)
    }
}
