import PterodactylAPI
import TestSupport
import Testing

struct EventBufferTests {
    private let time = PanelTime(millisecondsSince1970: 0)

    private func stats(_ memory: Int64) -> StreamEvent {
        .event(.stats(WingsStats(state: .running, memory: ByteCount(memory))))
    }

    private func line(_ text: String) -> StreamEvent { .event(.console(ConsoleLine(text))) }

    private func drain(_ buffer: inout EventBuffer) -> [StreamEvent] {
        var events: [StreamEvent] = []
        while let event = buffer.popFirst() { events.append(event) }
        return events
    }

    @Test func `nothing is lost and nothing moves while there is room`() {
        var buffer = EventBuffer(capacity: 400)
        var events: [StreamEvent] = []
        for number in 0..<100 {
            events += [stats(Int64(number)), line("\(number)"), .connected, .event(.status(.running))]
        }
        for event in events { buffer.append(event, at: time) }
        #expect(drain(&buffer) == events)
    }

    @Test func `old stats go first, then the game's lines, and what carries state stays`() {
        var buffer = EventBuffer(capacity: 4)
        let crash = line("\u{1B}[33m\u{1B}[1m[P Daemon]:\u{1B}[39m Exit code: 1\u{1B}[0m")
        let script: [StreamEvent] = [
            stats(1), line("a"), .event(.status(.offline)), crash, stats(2), line("b"), .event(.deleted),
        ]
        for (second, event) in script.enumerated() { buffer.append(event, at: time + .seconds(second)) }
        #expect(
            drain(&buffer) == [
                .gap(.dropped(3), since: time), .event(.status(.offline)), crash, stats(2), .event(.deleted),
            ]
        )
    }

    @Test func `when all carries state, the oldest goes, and a gap that goes is part of the next`() {
        var buffer = EventBuffer(capacity: 2)
        buffer.append(.gap(.reconnected, since: time - .seconds(9)), at: time)
        buffer.append(.event(.status(.running)), at: time)
        buffer.append(.event(.status(.offline)), at: time)
        #expect(
            drain(&buffer) == [
                .gap(.dropped(1), since: time - .seconds(9)), .event(.status(.running)), .event(.status(.offline)),
            ]
        )
    }

    @Test func `long lines count by their length`() {
        var buffer = EventBuffer(capacity: 1000, byteLimit: 1 << 20)
        for _ in 0..<200 { buffer.append(line(String(repeating: "x", count: 65_536)), at: time) }
        #expect(buffer.byteCount <= 1 << 20)
        #expect(buffer.count == 7)
        guard case .gap(.dropped(193), _) = buffer.popFirst() else {
            Issue.record("no gap")
            return
        }
    }

    @Test(arguments: 0..<20)
    func `every event is read or counted, in order, within the bounds`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var buffer = EventBuffer(capacity: 16)
        var appended = 0
        var read = 0
        var lost = 0
        var last = Int64(-1)
        for _ in 0..<3000 {
            if Int.random(in: 0..<5, using: &generator) < 3 {
                appended += 1
                let isStats = Bool.random(using: &generator)
                buffer.append(isStats ? stats(Int64(appended)) : line("\(appended)"), at: time)
                #expect(buffer.count <= 16)
            } else if let event = buffer.popFirst() {
                take(event)
            }
        }
        while let event = buffer.popFirst() { take(event) }
        #expect(read + lost == appended)

        func take(_ event: StreamEvent) {
            switch event {
            case .gap(.dropped(let count), _): lost += count
            case .event(.stats(let stats)): inOrder(stats.memory?.bytes ?? -1)
            case .event(.console(let line)): inOrder(Int64(line.text) ?? -1)
            default: Issue.record("\(event)")
            }
        }
        func inOrder(_ number: Int64) {
            #expect(number > last)
            last = number
            read += 1
        }
    }
}
