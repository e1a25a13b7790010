import Telemetry
import TestSupport
import Testing

struct HistoryFileTests {
    private static let everything = (
        after: Timestamp(millisecondsSince1970: .min), through: Timestamp(millisecondsSince1970: .max)
    )

    private func decoded(_ bytes: [UInt8]) throws -> History {
        try History(decoding: bytes, retention: .seconds(5_400))
    }

    /// A few columns of a few series, some of them sealed.
    private func small() -> HistoryWorld {
        var world = HistoryWorld(seed: 1, retention: .seconds(5_400), rowsPerBlock: 8, tileWidth: 8)
        for _ in 0..<25 { world.step() }
        return world
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `a history that was read from a file tells the same, and goes on as the written one`(seed: UInt64) throws {
        var world = HistoryWorld(seed: seed, retention: .seconds(5_400), rowsPerBlock: 20, tileWidth: 1)
        for round in 0..<12 {
            for _ in 0..<Int(10 * seed) { world.step() }
            let read = try decoded(world.history.encoded())
            #expect(HistoryWorld.difference(read, world.model, in: Self.everything) == nil, "round \(round)")
            #expect(read.size.samples == world.model.sampleCount)
            #expect(read.size.series == world.history.size.series)
            if round % 2 == 1 { world.history = read }
        }
    }

    @Test func `blocks that were read share their layouts, as those that were written do`() throws {
        var history = History(retention: .seconds(86_400), memoryBytes: .max, rowsPerBlock: 8, tileWidth: 64)
        // Names that are seen for the first time in descending order, so that keys and positions differ in later layouts.
        for count in [150, 200] {
            for step in 0..<400 {
                let samples = (0..<count).map { index in
                    (labels: LabelSet([LabelSet.metricName: "\(count - index)"]), value: Double(index))
                }
                let at = Timestamp(millisecondsSince1970: Int64(count * 1_000 + step) * 1_000)
                history.record(samples, from: History.Source("r"), at: at)
            }
        }
        let read = try decoded(history.encoded())
        #expect(read.size.bytes < history.size.bytes + history.size.bytes / 10)
    }

    @Test func `an empty history is a file too`() throws {
        let read = try decoded(History(retention: .seconds(10)).encoded())
        #expect(read.size == History(retention: .seconds(10)).size)
    }

    @Test func `labels of any text come back`() throws {
        var history = History(retention: .seconds(10))
        let labels: LabelSet = [LabelSet.metricName: "a", "é": "\u{1F600}\n\"\\", "e\u{301}": "\0"]
        history.record([(labels, 1), (.empty, 2)], from: History.Source("r"), at: Timestamp(secondsSince1970: 1))
        let all = try decoded(history.encoded())
            .select(name: nil, where: { _ in true }, after: Self.everything.after, through: Self.everything.through)
        #expect(all.map(\.labels) == [labels, .empty])
        #expect(all.map(\.samples.first?.value) == [1, 2])
    }

    @Test func `a file that is cut short anywhere is refused, and the message says where`() {
        let bytes = small().history.encoded()
        for count in 0..<bytes.count {
            let error = #expect(throws: HistoryFileError.self) { try decoded(Array(bytes[..<count])) }
            guard case .truncated(let offset, let needed) = error else {
                Issue.record("cut at \(count): \(String(describing: error))")
                return
            }
            #expect(offset == count)
            #expect(needed > 0)
        }
    }

    @Test func `a file in which bits are flipped is refused`() {
        let bytes = small().history.encoded()
        var random = SeededGenerator(seed: 5)
        for _ in 0..<800 {
            var damaged = bytes
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                damaged[Int.random(in: bytes.indices, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            }
            guard damaged != bytes else { continue }
            #expect(throws: HistoryFileError.self) { try decoded(damaged) }
        }
    }

    @Test func `a file with right checksums over wrong bytes is refused or read, but never crashes`() {
        let bytes = small().history.encoded()
        let sections = Self.sections(of: bytes)
        var random = SeededGenerator(seed: 6)
        var refused = 0
        for _ in 0..<800 {
            var damaged = bytes
            let section = sections[Int.random(in: sections.indices, using: &random)]
            let content = section.dropFirst(9)
            guard let place = content.indices.randomElement(using: &random) else { continue }
            damaged[place] = UInt8.random(in: 0...255, using: &random)
            let checksum = CRC32.of(damaged[section])
            for index in 0..<4 {
                damaged[section.upperBound + index] = UInt8(truncatingIfNeeded: checksum >> UInt32(8 * index))
            }
            do {
                var history = try decoded(damaged)
                _ = HistoryWorld.difference(history, HistoryModel(retention: .seconds(1)), in: Self.everything)
                history.record([], from: .snapshots, at: Timestamp(secondsSince1970: 1.8e9))
                _ = history.encoded()
            } catch {
                refused += 1
            }
        }
        #expect(refused > 100)
    }

    /// The sections' ranges, without their checksums.
    private static func sections(of bytes: [UInt8]) -> [Range<Int>] {
        var sections: [Range<Int>] = []
        var start = 12
        while start < bytes.count {
            let length = bytes[start + 1..<start + 9].reversed().reduce(0) { $0 << 8 | Int($1) }
            sections.append(start..<start + 9 + length)
            start += 9 + length + 4
        }
        return sections
    }

    @Test func `what is no history, or of another version, is told apart`() {
        #expect(throws: HistoryFileError.notAHistory) { try decoded(Array("SQLite format 3\0".utf8)) }
        var bytes = small().history.encoded()
        bytes[8] = 9
        #expect(throws: HistoryFileError.unsupportedVersion(9)) { try decoded(bytes) }
        #expect(HistoryFileError.unsupportedVersion(9).description == "offset 8: version 9, only 1 is known")
        let damage = HistoryFileError.checksum(offset: 12, expected: 0xAB, found: 0xCD)
        #expect(damage.description == "offset 12: the section's checksum is 000000cd, not 000000ab")
        bytes = small().history.encoded() + [0]
        #expect(throws: HistoryFileError.malformed(offset: bytes.count - 5, .end)) { try decoded(bytes) }
    }

    @Test func `the checksum is the one that everybody else computes`() {
        #expect(CRC32.of(Array("123456789".utf8)[...]) == 0xCBF4_3926)
    }
}
