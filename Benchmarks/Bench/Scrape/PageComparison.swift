import Foundation

/// What the page of a fleet costs to be made and to be sent, beside what neither can do without.
struct PageComparison: Sendable {
    /// How both sides answer the same requests with the same bytes.
    struct Sending: Sendable {
        var ours: [Cost] = []
        var floor: [Cost] = []

        /// One cost in the best round of each side.
        ///
        /// Not the medians: where one of libmicrohttpd's threads takes both clients, as happens by chance in about every second round,
        /// an answer takes it up to five times as long, and that is nothing to be measured against.
        func compared(_ cost: KeyPath<Cost, Double>) -> Comparison {
            Comparison(
                ours: ours.map { $0[keyPath: cost] }.min() ?? .nan,
                peer: floor.map { $0[keyPath: cost] }.min() ?? .nan
            )
        }
    }

    struct Cost: Sendable {
        let milliseconds: Double
        let cpuMilliseconds: Double
    }

    let page: PageSide
    /// By `Accept-Encoding`.
    let sending: [String: Sending]
    /// What the program `gzip -1` takes for the same text.
    let gzipSeconds: Double
    /// What Python's client library takes to write the same samples.
    let clientLibrarySeconds: Double

    static let floorName = "bare libmicrohttpd"
    static let encodings = ["identity", "gzip"]
    private static let rounds = 9
    private static let window = Duration.seconds(1)

    static func measure(servers: Int, in folder: URL) async throws -> PageComparison {
        Console.say("page: a simulated fleet of \(servers) servers")
        let text = folder.appendingPathComponent("page-\(servers).txt")
        let program = URL(fileURLWithPath: CommandLine.arguments[0])
        let arguments = [PageSide.command, "\(servers)", text.path]
        return try await RunningProcess.with(program, arguments, log: folder, "page-\(servers)") { process in
            let line = try await process.line(within: .seconds(900)) { $0.hasPrefix("{") }
            let page = try JSONDecoder().decode(PageSide.self, from: Data(line.utf8))
            Console.say(
                """
                page: \(page.series) series, \(page.textBytes) bytes of text; encoded in \(page.encodeSeconds) s, \
                copied in \(page.copySeconds) s, encoded and compressed in \(page.prepareSeconds) s
                """
            )
            var sending: [String: Sending] = [:]
            for encoding in encodings {
                sending[encoding] = try await compare(process, page.port, encoding, in: folder)
            }
            return PageComparison(
                page: page,
                sending: sending,
                gzipSeconds: try gzipSeconds(of: text),
                clientLibrarySeconds: try await ClientLibrary.seconds(writing: text, in: folder)
            )
        }
    }

    /// Each round has another snapshot and another process on the other side: how fast bytes are copied depends on where they lie in
    /// the machine's memory, by more than what is to be measured.
    private static func compare(
        _ process: RunningProcess,
        _ port: UInt16,
        _ encoding: String,
        in folder: URL
    ) async throws -> Sending {
        let headers = ["Accept-Encoding: \(encoding)"]
        // The first makes the page, those after it find it made.
        _ = try Web.send("GET", "/metrics", port: port, headers: headers)
        let file = folder.appendingPathComponent("body-\(encoding)")
        let arguments =
            [
                file.path, "Content-Type", "text/plain; version=0.0.4; charset=utf-8; escaping=underscores", "Vary",
                "Accept, Accept-Encoding", "X-Content-Type-Options", "nosniff",
            ] + (encoding == "identity" ? [] : ["Content-Encoding", encoding])
        var sending = Sending()
        for round in 1...rounds {
            _ = try Web.send("POST", "/publish", port: port)
            let body = try Web.send("GET", "/metrics", port: port, headers: headers).body
            if round == 1 { Console.say("page: \(encoding), \(body.count) bytes, \(rounds) rounds") }
            try body.write(to: file)
            let floor = try await RunningProcess.with(try Programs.scrapeFloor, arguments, log: folder, "floor") {
                floor in
                let line = try await floor.line(within: .seconds(20)) { $0.hasPrefix("port ") }
                guard let port = UInt16(line.dropFirst("port ".count)) else {
                    throw BenchError("the floor tells no port: \(line)")
                }
                return try await cost(of: floor, port, headers)
            }
            sending.floor.append(floor)
            sending.ours.append(try await cost(of: process, port, headers))
        }
        for (side, costs) in [("ours", sending.ours), (floorName, sending.floor)] {
            let list = costs.map { String(format: "%.3f", $0.milliseconds) }.joined(separator: " ")
            Console.say("page: \(encoding), ms a request by round, \(side): \(list)")
        }
        return sending
    }

    private static func cost(of process: RunningProcess, _ port: UInt16, _ headers: [String]) async throws -> Cost {
        let before = try process.cpuSeconds()
        let load = try await ScrapeLoad.run(port, headers: headers, for: window)
        let cpu = try process.cpuSeconds() - before
        return Cost(
            milliseconds: load.secondsPerRequest * 1_000,
            cpuMilliseconds: cpu / Double(load.requests) * 1_000
        )
    }

    private static func gzipSeconds(of file: URL) throws -> Double {
        let clock = ContinuousClock()
        return median(
            try (0..<3).map { _ in
                let gzip = Process()
                gzip.executableURL = URL(fileURLWithPath: "/bin/sh")
                gzip.arguments = ["-c", #"exec gzip -1 <"$0" >/dev/null"#, file.path]
                let begin = clock.now
                try gzip.run()
                gzip.waitUntilExit()
                guard gzip.terminationStatus == 0 else { throw BenchError("gzip failed") }
                return (clock.now - begin) / .seconds(1)
            }
        )
    }
}
