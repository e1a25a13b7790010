import Agent
import HTTPServing
import PanelTransport
import PterodactylAPI
import Telemetry
import TestSupport
import Testing

/// The page on a socket, while it is replaced all the time.
@Suite(.timeLimit(.minutes(3)), .serialized)
struct PublishedPageSocketTests {
    private static let value = MetricFamily("value", .gauge, "A number.")
    private static let checksum = MetricFamily("z_checksum", .gauge, "What the numbers add up to.")
    /// Three parts of a page: two of 4,096 lines, and a short one.
    private static let seriesCount = 8_300
    /// Most of a page does not change from one to the next: what does stands in the second part and in the third.
    private static let changing = [5_000, seriesCount - 1]
    private static let accepted = ["*/*", "application/openmetrics-text; version=1.0.0"]

    /// A snapshot of small numbers, other ones for each step, and their sum at the end of the page.
    private func snapshot(_ step: Int, _ assembler: inout SnapshotAssembler) -> Snapshot {
        assembler.assemble(at: Timestamp(millisecondsSince1970: Int64(step))) { draft in
            var sum = 0
            draft.setBlock("numbers", version: 0) { block in
                for index in 0..<Self.seriesCount {
                    let number = Self.changing.contains(index) ? step : index % 100
                    sum += number
                    block.set(Self.value, ["id": "\(index)"], Double(number))
                }
            }
            draft.set(Self.checksum, Double(sum))
        }
    }

    /// Whether the numbers on a page add up to what it says.
    private func isWhole(_ page: String) -> Bool {
        var (sum, count, checksum) = (0.0, 0, -1.0)
        for line in page.split(separator: "\n") {
            let number = line.split(separator: " ").last.flatMap { Double($0) } ?? .nan
            if line.hasPrefix("value{") { (sum, count) = (sum + number, count + 1) }
            if line.hasPrefix("z_checksum ") { checksum = number }
        }
        return count == Self.seriesCount && sum == checksum
    }

    @Test(arguments: [nil, "gzip", "zstd"] as [String?], accepted)
    func `a page is always one snapshot whole, while they are replaced a thousand times a second`(
        encoding: String?,
        accept: String
    ) async throws {
        let page = PublishedPage { (true, Timestamp(millisecondsSince1970: 0)) }
        var router = Router()
        router.add(.get, "/metrics", .deciding { page.scrape($0, at: Timestamp(millisecondsSince1970: 0)) })
        let transport = try AsyncHTTPTransport()
        try await HTTPServer.withServer(on: ListenAddress(.localhost, port: 0), router: router) { server in
            // Made before, so that they can be replaced as fast as pages are made of them.
            var assembler = SnapshotAssembler()
            let snapshots = (0..<50).map { snapshot($0, &assembler) }
            let isDone = Locked(false)
            // Before there is one, an empty page is right.
            await page.publish(snapshots[0])
            // What is not optimized writes no thousand pages a second.
            let fast = Locked(_isDebugAssertConfiguration() ? 100 : 0)
            async let publishing: Void = {
                var number = 0
                while !isDone.withLock({ $0 }) {
                    let isMade = !page.kinds.isEmpty
                    let begin = ContinuousClock.now
                    for _ in 0..<20 where !isDone.withLock({ $0 }) {
                        number += 1
                        await page.publish(snapshots[number % snapshots.count])
                        // Others share the threads.
                        await Task.yield()
                    }
                    let duration = ContinuousClock.now - begin
                    if isMade, duration < .milliseconds(20) { fast.withLock { $0 += 20 } }
                }
            }()
            var checksums: Set<Substring> = []
            var rounds = 0
            let url = "http://127.0.0.1:\(server.address.port)/metrics"
            var headers = [(name: "Accept", value: accept)]
            if let encoding { headers.append((name: "Accept-Encoding", value: encoding)) }
            while rounds < 20 || checksums.count < 3 || fast.withLock({ $0 }) < 100 {
                rounds += 1
                let answer = try await transport.send(
                    HTTPRequest(method: .get, url: url, headers: headers, timeout: .seconds(20))
                )
                #expect(answer.header("Content-Encoding") == encoding)
                let text = String(
                    decoding: try Decompressed.bytes(answer.body, answer.header("Content-Encoding"), atMost: 1 << 20),
                    as: UTF8.self
                )
                #expect(isWhole(text))
                if let line = text.split(separator: "\n").first(where: { $0.hasPrefix("z_checksum ") }) {
                    checksums.insert(line)
                }
            }
            isDone.withLock { $0 = true }
            await publishing
        }
        try await transport.shutdown()
    }
}
