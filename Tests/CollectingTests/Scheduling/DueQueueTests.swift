import Collecting
import PterodactylAPI
import Telemetry
import TestSupport
import Testing

struct DueQueueTests {
    private static func entry(_ stamp: Int, due: Double, phase: Double = 0) -> DueQueue.Entry {
        DueQueue.Entry(due: .second(due), phase: phase, stamp: stamp, call: .resources(.number(stamp)))
    }

    @Test func `an empty queue has nothing to give`() {
        var queue = DueQueue()
        #expect(queue.isEmpty)
        #expect(queue.first == nil)
        #expect(queue.removeFirst() == nil)
    }

    @Test func `what is due together comes up by phase, then as it was put in`() {
        var queue = DueQueue()
        for entry in [
            Self.entry(1, due: 5, phase: 0.5), Self.entry(2, due: 5, phase: 0.1), Self.entry(3, due: 5, phase: 0.5),
            Self.entry(4, due: 1, phase: 0.9),
        ] { queue.insert(entry) }
        var order: [Int] = []
        while let next = queue.removeFirst() { order.append(next.stamp) }
        #expect(order == [4, 2, 1, 3])
    }

    @Test(arguments: UInt64(1)...50)
    func `the first is always the least, whatever was put in and taken off before`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var queue = DueQueue()
        var waiting: [DueQueue.Entry] = []
        for stamp in 1...200 {
            let due = Double(Int.random(in: 0..<20, using: &random))
            let entry = Self.entry(stamp, due: due, phase: Double(Int.random(in: 0..<3, using: &random)) / 3)
            queue.insert(entry)
            waiting.append(entry)
            for _ in 0..<Int.random(in: 0..<3, using: &random) {
                let least = waiting.min()
                #expect(queue.first == least, "seed \(seed), stamp \(stamp)")
                #expect(queue.removeFirst() == least, "seed \(seed), stamp \(stamp)")
                waiting.removeAll { $0 == least }
            }
            #expect(queue.isEmpty == waiting.isEmpty)
        }
        var rest: [Int] = []
        while let next = queue.removeFirst() { rest.append(next.stamp) }
        #expect(rest == waiting.sorted().map(\.stamp), "seed \(seed)")
    }
}
