import Agent
import Exposition
import HTTPServing
import TestSupport
import Telemetry
import Testing

/// How scrapes are answered, without a socket.
struct PublishedPageTests {
    private static let time = Timestamp(millisecondsSince1970: 1_700_000_000_000)
    private static let counter = MetricFamily("things_total", .counter, "Things.")
    private static let gauge = MetricFamily("height_meters", .gauge, "A height.")
    private static let text = "text/plain; version=0.0.4; charset=utf-8; escaping=underscores"
    private static let openMetrics = "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=underscores"
    private static let protobuf =
        "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited"

    /// A page, and what is published on it.
    private final class World {
        let page: PublishedPage
        private var assembler: SnapshotAssembler

        init(writesCreation: Bool = false) {
            page = PublishedPage(writesCreation: writesCreation) { (true, PublishedPageTests.time) }
            assembler = SnapshotAssembler(notesCreation: writesCreation)
        }

        func publish(_ value: Double, at time: Timestamp = PublishedPageTests.time) async {
            let snapshot = assembler.assemble(at: time) { draft in
                draft.set(PublishedPageTests.counter, ["id": "a"], value)
                draft.set(PublishedPageTests.gauge, value)
            }
            await page.publish(snapshot)
        }

        func answer(
            _ headers: HeaderFields = [:],
            method: ServedRequest.Method = .get,
            at time: Timestamp = PublishedPageTests.time
        ) async throws -> ServedResponse {
            let target = try #require(RequestTarget(parsing: "/metrics"))
            switch page.scrape(ServedRequest(method, target, headers: headers), at: time) {
            case .now(let answer): return answer
            case .later(let work): return await work()
            }
        }

        func text(_ headers: HeaderFields = [:], at time: Timestamp = PublishedPageTests.time) async throws -> String {
            let answer = try await answer(headers, at: time)
            return String(decoding: try answer.plainBytes, as: UTF8.self)
        }
    }

    @Test(
        arguments: [
            ([:], text, nil),
            (["Accept": "*/*"], text, nil),
            (["Accept": "application/json"], text, nil),
            (["Accept": "application/openmetrics-text;version=1.0.0,text/plain;q=0.5"], openMetrics, nil),
            // Two lines are one list.
            (["Accept": "text/plain;q=0.5", "accept": "application/openmetrics-text;version=1.0.0"], openMetrics, nil),
            (["Accept": "\(protobuf);q=0.9, text/plain;q=0.1", "Accept-Encoding": "gzip"], protobuf, "gzip"),
            (["Accept-Encoding": "gzip"], text, "gzip"),
            (["Accept-Encoding": "zstd"], text, "zstd"),
            (["Accept-Encoding": "gzip;q=0.5, zstd, br"], text, "zstd"),
            (["Accept-Encoding": "identity"], text, nil),
            (["Accept-Encoding": "br"], text, nil),
        ] as [(HeaderFields, String, String?)]
    )
    func `a client gets the form and compression that it asks for`(
        headers: HeaderFields,
        type: String,
        encoding: String?
    ) async throws {
        let world = World()
        await world.publish(3)
        // The first is made when it is asked for, the second was.
        for _ in 0..<2 {
            let answer = try await world.answer(headers)
            #expect(answer.status == 200)
            #expect(answer.headers["Content-Type"]?.hasPrefix(type) == true)
            #expect(answer.headers["Content-Encoding"] == encoding)
            #expect(answer.headers["Vary"] == "Accept, Accept-Encoding")
            let text = String(decoding: try answer.plainBytes, as: UTF8.self)
            #expect(text.contains("things") && text.contains("pterowatch_scrapes"))
            if type == Self.openMetrics {
                #expect(text.hasSuffix("\n# EOF\n"))
                #expect(text.ranges(of: "# EOF").count == 1)
            }
        }
    }

    @Test func `a kind of page is made with each snapshot as long as somebody asks for it`() async throws {
        let world = World()
        await world.publish(1)
        #expect(world.page.kinds == [])
        #expect(try await world.text().contains("things_total{id=\"a\"} 1\n"))
        #expect(try await world.text(["Accept-Encoding": "gzip"]).contains("things_total{id=\"a\"} 1\n"))
        let kinds: Set = [PageKind(.text, .identity), PageKind(.text, .gzip)]
        #expect(world.page.kinds == kinds)
        await world.publish(2, at: Self.time + PublishedPage.demandMemory - .milliseconds(1))
        #expect(world.page.kinds == kinds)
        #expect(try await world.text().contains("things_total{id=\"a\"} 2\n"))
        await world.publish(3, at: Self.time + PublishedPage.demandMemory)
        #expect(world.page.kinds == [])
        #expect(try await world.text().contains("things_total{id=\"a\"} 3\n"))
        #expect(world.page.kinds == [PageKind(.text, .identity)])
    }

    @Test func `no family stands twice on a page`() async throws {
        let world = World()
        await world.publish(1)
        let types = try await world.text().split(separator: "\n").filter { $0.hasPrefix("# TYPE ") }
        #expect(types.count > 10)
        #expect(Set(types).count == types.count)
    }

    @Test func `each scrape counts, and who asks for headers alone does not`() async throws {
        let world = World()
        await world.publish(1)
        for count in 1...3 {
            let time = Self.time + PublishedPage.freshness * count
            #expect(try await world.text(at: time).contains("\npterowatch_scrapes_total \(count)\n"))
            _ = try await world.answer(method: .head)
        }
    }

    @Test func `scrapes at the same time share what is fresh, and those of two snapshots do not`() async throws {
        let world = World()
        await world.publish(1)
        for time in [Self.time, Self.time + PublishedPage.freshness - .milliseconds(1)] {
            #expect(try await world.text(at: time).contains("\npterowatch_scrapes_total 1\n"))
        }
        // A clock that was set back makes nothing last.
        #expect(try await world.text(at: Self.time - .seconds(1)).contains("\npterowatch_scrapes_total 3\n"))
        await world.publish(2)
        let page = try await world.text(at: Self.time - .seconds(1))
        #expect(page.contains("\npterowatch_scrapes_total 4\n"))
        #expect(page.contains("things_total{id=\"a\"} 2\n"))
    }

    @Test(arguments: [false, true])
    func `times of creation stand in OpenMetrics where they are asked for`(isOn: Bool) async throws {
        let world = World(writesCreation: isOn)
        for value in [0, 1] as [Double] { await world.publish(value) }
        let page = try await world.text(["Accept": "application/openmetrics-text; version=1.0.0"])
        #expect(page.contains("\nthings_created{id=\"a\"} 1700000000\n") == isOn)
        #expect(page.contains("\npterowatch_scrapes_created 1700000000\n") == isOn)
        #expect(try await !world.text().contains("_created"))
    }

    @Test func `before the first snapshot there is what is fresh`() async throws {
        let page = try await World().text(["Accept-Encoding": "gzip"])
        #expect(page.contains("\npterowatch_scrapes_total 1\n"))
    }
}

extension ServedResponse {
    /// The body as its maker wrote it.
    fileprivate var plainBytes: [UInt8] {
        get throws {
            let bytes =
                switch body {
                case .bytes(let bytes): bytes
                case .prepared(let body): body.bytes
                }
            return try Decompressed.bytes(bytes, headers["Content-Encoding"])
        }
    }
}
