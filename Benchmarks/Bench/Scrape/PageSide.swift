import Agent
import AllocationCount
import Exposition
import Foundation
import HTTPServing
import Telemetry

/// Our side of `encode …` and `scrape …`: the product's page of a large fleet, in a process of its own.
///
/// It measures what a snapshot costs to be written, and then serves the last one, and makes another only when it is told to
/// (`POST /publish`): what its processor time grows by is what scrapes cost.
struct PageSide: Codable, Sendable {
    let port: UInt16
    let series: Int
    let textBytes: Int
    /// Medians: of one snapshot as text, the bytes of that copied by `memcpy`, and of one snapshot as text with gzip.
    let encodeSeconds: Double
    let copySeconds: Double
    let prepareSeconds: Double
    /// The median of what is allocated while one snapshot is published, as text and that with gzip.
    let publishAllocations: Double

    /// The first argument of the process; the second is how many servers there are, the third a file for the text.
    static let command = "page"
    private static let snapshots = 12

    /// What the process does, until it is ended.
    static func run(servers: Int, writing file: String) async throws {
        var fleet = try await VirtualFleet(servers: servers, startingAt: Timestamp(secondsSince1970: 1_800_000_000))
        var encoder = PageEncoder(.text, isLast: false)
        var compressor = PageCompressor(.gzip)
        var (encodings, compressions): ([Double], [Double]) = ([], [])
        let clock = ContinuousClock()
        var last = await fleet.nextSnapshot()
        var page = encoder.encode(last)
        _ = compressor.prepare(page)
        for _ in 0..<snapshots {
            last = await fleet.nextSnapshot()
            let begin = clock.now
            page = encoder.encode(last)
            let end = clock.now
            _ = compressor.prepare(page)
            encodings.append((end - begin) / .seconds(1))
            compressions.append((clock.now - begin) / .seconds(1))
        }
        try Data(page.bytes).write(to: URL(fileURLWithPath: file))
        let published = PublishedPage { [loadedAt = last.timestamp] in (true, loadedAt) }
        let allocations = await allocations(publishing: &fleet, on: published)
        await published.publish(last)
        var router = Router()
        router.add(
            .get,
            "/metrics",
            .deciding { published.scrape($0, at: Timestamp(secondsSince1970: Date.now.timeIntervalSince1970)) }
        )
        let printer = Printer(fleet, published)
        router.addDeferred(.post, "/publish") { _ in
            await printer.publish()
            return .text("published")
        }
        let side = (last, page, median(encodings), copySeconds(of: page.bytes), median(compressions))
        try await HTTPServer.withServer(on: ListenAddress(.localhost, port: 0), router: router) { server in
            let result = PageSide(
                port: server.address.port,
                series: side.0.values.count,
                textBytes: side.1.count,
                encodeSeconds: side.2,
                copySeconds: side.3,
                prepareSeconds: side.4,
                publishAllocations: allocations
            )
            FileHandle.standardOutput.write(try JSONEncoder().encode(result) + Data("\n".utf8))
            while true { try await Task.sleep(for: .seconds(3_600)) }  // until the process is ended
        }
    }

    /// Publishes one snapshot after the other.
    private actor Printer {
        private var fleet: VirtualFleet
        private let page: PublishedPage

        init(_ fleet: VirtualFleet, _ page: PublishedPage) {
            self.fleet = fleet
            self.page = page
        }

        func publish() async {
            var next = fleet
            await page.publish(await next.nextSnapshot())
            fleet = next
        }
    }

    /// What publishing a snapshot allocates when somebody asks for text, and for that with gzip.
    private static func allocations(publishing fleet: inout VirtualFleet, on page: PublishedPage) async -> Double {
        var counts: [Double] = []
        for _ in 0...snapshots {
            let snapshot = await fleet.nextSnapshot()
            allocations_begin()
            await page.publish(snapshot)
            counts.append(Double(allocations_end()))
            for headers in [[:], ["Accept-Encoding": "gzip"]] as [HeaderFields] {
                guard let target = RequestTarget(parsing: "/metrics") else { continue }
                let request = ServedRequest(.get, target, headers: headers)
                if case .later(let work) = page.scrape(request, at: snapshot.timestamp) { _ = await work() }
            }
        }
        // For the first one nobody had asked.
        return median(Array(counts.dropFirst()))
    }

    /// The median time in which these bytes are copied to where others were before.
    private static func copySeconds(of bytes: [UInt8]) -> Double {
        var target = [UInt8](repeating: 1, count: bytes.count)
        let clock = ContinuousClock()
        return median(
            (0..<snapshots).map { _ in
                clock.measure {
                    target.withUnsafeMutableBytes { target in
                        bytes.withUnsafeBytes { target.copyMemory(from: $0) }
                    }
                } / .seconds(1)
            }
        )
    }
}
