/// The page of a large fleet: what one snapshot costs to be written and compressed, and what a scrape costs between two
/// snapshots, for fleets of two sizes.
extension Row {
    static let pages: [Row] = [1_000, 10_000].flatMap { servers in encodings(servers) + scrapes(servers) }

    /// The least that both must be as fast as: a gigabyte a second, or a quarter of `memcpy` where that is slower.
    private static func encodings(_ servers: Int) -> [Row] {
        [
            Row(
                name: "encode \(grouped(servers)) servers, a snapshot as text",
                unit: "ms",
                peer: "1 GB/s, or memcpy / 0.25",
                goal: 1
            ) { session in
                let page = try await session.pageComparison(servers).page
                let least = max(Double(page.textBytes) / 1e9, page.copySeconds / 0.25)
                return Comparison(ours: page.encodeSeconds * 1_000, peer: least * 1_000)
            },
            Row(
                name: "encode \(grouped(servers)) servers, the same samples by a library",
                unit: "ms",
                peer: ClientLibrary.name,
                goal: nil
            ) { session in
                let result = try await session.pageComparison(servers)
                return Comparison(
                    ours: result.page.encodeSeconds * 1_000,
                    peer: result.clientLibrarySeconds * 1_000
                )
            },
            Row(
                name: "encode \(grouped(servers)) servers, a snapshot as text and gzip",
                unit: "ms",
                peer: "gzip -1 of the same text",
                goal: nil
            ) { session in
                let result = try await session.pageComparison(servers)
                return Comparison(ours: result.page.prepareSeconds * 1_000, peer: result.gzipSeconds * 1_000)
            },
            Row(
                name: "encode \(grouped(servers)) servers, allocations of a publish",
                unit: "count",
                peer: "one a series",
                goal: 0.01
            ) { session in
                let page = try await session.pageComparison(servers).page
                return Comparison(ours: page.publishAllocations, peer: Double(page.series))
            },
        ]
    }

    private static func scrapes(_ servers: Int) -> [Row] {
        PageComparison.encodings.flatMap { encoding in
            [
                Row(
                    name: "scrape \(grouped(servers)) servers, \(encoding), time a request",
                    unit: "ms",
                    peer: PageComparison.floorName,
                    goal: 1 / 0.9
                ) { try await $0.pageComparison(servers).compared(\.milliseconds, encoding) },
                Row(
                    name: "scrape \(grouped(servers)) servers, \(encoding), cpu a request",
                    unit: "ms",
                    peer: PageComparison.floorName,
                    goal: servers == 10_000 ? 1.15 : nil
                ) { try await $0.pageComparison(servers).compared(\.cpuMilliseconds, encoding) },
            ]
        }
    }

    private static func grouped(_ number: Int) -> String { "\(number / 1_000),000" }
}

extension PageComparison {
    fileprivate func compared(_ cost: KeyPath<Cost, Double>, _ encoding: String) throws -> Comparison {
        guard let sending = sending[encoding] else { throw BenchError("\(encoding) was not measured") }
        return sending.compared(cost)
    }
}
