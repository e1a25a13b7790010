import Agent
import PterodactylAPI
import Telemetry
import Testing

@Suite(.timeLimit(.minutes(3)))
struct EventInboxTests {
    private let inbox = EventInbox()

    private func stats(_ server: String, _ memory: Int64) -> StreamedEvent {
        let stats = WingsStats(state: .running, memory: ByteCount(memory))
        return StreamedEvent(address: HubBench.address(server), event: .event(.stats(stats)), at: HubBench.start)
    }

    private func status(_ server: String, _ state: PowerState) -> StreamedEvent {
        StreamedEvent(address: HubBench.address(server), event: .event(.status(state)), at: HubBench.start)
    }

    @Test func `what waits is taken at once and in order`() async {
        inbox.put(.ledger(isWritable: true))
        inbox.put(.streamed([status("a", .running)]))
        inbox.put(.credentialsWanted(HubBench.address("a")))
        inbox.put(.streamed([status("b", .running)]))
        inbox.put(.streamed([status("b", .stopping)]))
        let events = inbox.takeAll()
        #expect(events.batches == [[status("a", .running)], [status("b", .running), status("b", .stopping)]])
        guard events.count == 4, case .ledger(true) = events[0], case .credentialsWanted = events[2] else {
            Issue.record("\(events)")
            return
        }
        #expect(inbox.takeAll().isEmpty)
    }

    @Test func `a tick waits once`() {
        for _ in 0..<3 { inbox.put(.tick) }
        #expect(inbox.takeAll().count == 1)
        inbox.put(.tick)
        #expect(inbox.takeAll().count == 1)
    }

    @Test func `however long nobody looks, one server's stats wait once between its other words`() {
        for second in Int64(1)...1_000 {
            inbox.put(.streamed((0..<10).map { stats("\($0)", second) }))
        }
        inbox.put(.streamed([status("3", .stopping), stats("3", 1_001)]))
        inbox.put(.streamed([stats("3", 1_002)]))
        let events = inbox.takeAll()
        #expect(events.count == 1 && events.batches.first?.count == 12)
        #expect(events.said(of: "3").map(\.memory) == [1_000, nil, 1_002])
        #expect(events.said(of: "4").map(\.memory) == [1_000])
    }

    @Test func `who takes is woken by what comes, and let go at the end`() async {
        let inbox = inbox
        await withTaskGroup(of: Int.self) { group in
            group.addTask {
                var taken = 0
                for await _ in inbox.signals { taken += inbox.takeAll().count }
                return taken
            }
            for _ in 0..<100 {
                inbox.put(.ledger(isWritable: true))
                await Task.yield()
            }
            inbox.finish()
            #expect(await group.next() == 100)
        }
    }
}
