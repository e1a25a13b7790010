import Exposition
import Foundation
import HTTPServing
import Telemetry

/// The other side: a real Prometheus that holds the same series and rules, and scrapes the same page.
struct PrometheusSide: Sendable {
    let series: Int
    /// For each look: the sum of the last durations of all groups.
    let evaluationSeconds: [Double]
    let scrapeSeconds: Double
    let residentBytes: Int
    let answers: [RuleEngineSide.Answer]

    static let name = "Prometheus 2.42"
    private static let scrapeInterval = Duration.seconds(20)

    /// Fills it, waits until what it holds ends now, and looks at what it tells of itself.
    /// - Parameters:
    ///   - history: the series; moved so that they end when it has been filled.
    ///   - last: the newest snapshot in it, and the page that is scraped.
    /// - Returns: what was seen, and by how much the times were moved.
    static func measure(
        _ load: RuleLoad,
        _ history: History,
        through last: Snapshot,
        in folder: URL
    ) async throws -> (PrometheusSide, shift: Duration) {
        var encoder = TextEncoder()
        let body = PreparedBody(encoder.encode(last))
        var router = Router()
        router.get("/metrics") { _ in ServedResponse(contentType: TextEncoder.contentType, body: .prepared(body)) }
        return try await HTTPServer.withServer(on: ListenAddress(.localhost, port: 0), router: router) { server in
            let place = folder.appendingPathComponent("prometheus-\(UUID())")
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            let file = place.appendingPathComponent("prometheus.yml")
            try "{}".write(to: file, atomically: true, encoding: .utf8)
            let port = try FreePort.find()
            let arguments = [
                "--config.file=\(file.path)", "--web.listen-address=127.0.0.1:\(port)", "--web.enable-lifecycle",
                "--storage.tsdb.path=\(place.path)/data", "--web.enable-remote-write-receiver",
                // All of it stays in the head, and what is older than the newest sample is taken in.
                "--storage.tsdb.min-block-duration=24h", "--storage.tsdb.max-block-duration=24h",
            ]
            let program = try Programs.prometheus
            return try await RunningProcess.with(program, arguments, log: place, "prometheus") { process in
                _ = try await process.line(within: .seconds(60)) {
                    $0.contains("Server is ready to receive web requests")
                }
                let side = RunningPrometheus(process: process, port: port)
                let shift = try await side.fill(history, through: last)
                // Before rules write and scrapes add some of their own.
                let series = try side.seriesCount()
                try configuration(load, scraping: server.address.port).write(
                    to: file,
                    atomically: true,
                    encoding: .utf8
                )
                try side.reload()
                return (try await side.look(load, series: series, at: last.timestamp + shift + .seconds(1)), shift)
            }
        }
    }

    /// Rules and a page; labels that a scrape adds are taken off, so that it goes on with the series that were written.
    private static func configuration(_ load: RuleLoad, scraping port: UInt16) -> String {
        let files = load.ruleFiles.map { "  - \($0.path)" }.joined(separator: "\n")
        let scrape = Int(scrapeInterval / .seconds(1))
        return """
            global:
              scrape_interval: \(scrape)s
              scrape_timeout: \(scrape)s
              evaluation_interval: \(Int(load.evaluationInterval / .seconds(1)))s
            rule_files:
            \(files)
            scrape_configs:
              - job_name: bench
                static_configs: [{targets: ["127.0.0.1:\(port)"]}]
                metric_relabel_configs: [{regex: "job|instance", action: labeldrop}]

            """
    }
}
