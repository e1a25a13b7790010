import Foundation
import Telemetry

/// A Prometheus that runs, by its HTTP interface.
struct RunningPrometheus: Sendable {
    let process: RunningProcess
    let port: UInt16

    private static let samplesPerRequest = 500_000
    /// What it takes in, well below what it can: how long it is filled is guessed by it.
    private static let samplesPerSecond = 1_800_000.0

    // MARK: - Filling

    /// Writes series whose last column is moved to the moment at which all is written.
    /// - Returns: by how much the times were moved.
    func fill(_ history: History, through last: Snapshot) async throws -> Duration {
        let seconds = Double(history.size.samples) / Self.samplesPerSecond
        let end = last.timestamp
        let target = Timestamp(secondsSince1970: (Date.now.timeIntervalSince1970 + seconds).rounded())
        let shift = target - end
        Console.say("rules: \(PrometheusSide.name) gets \(history.size.samples) samples, \(Int(seconds)) s")
        let names = Set(last.layout.series.map(\.name))
        let after = Timestamp(millisecondsSince1970: .min)
        for name in names.sorted() {
            for part in 0..<8 {
                var write = RemoteWrite()
                let found = history.select(
                    name: name,
                    where: {
                        ($0["server"] ?? $0["node"] ?? "").utf8.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFFFF } % 8 == part
                    },
                    after: after,
                    through: end
                )
                for series in found {
                    write.add(series.labels, series.samples.map { Sample($0.timestamp + shift, $0.value) })
                    if write.sampleCount >= Self.samplesPerRequest { try send(&write) }
                }
                if write.sampleCount > 0 { try send(&write) }
            }
        }
        let left = target.secondsSince1970 - Date.now.timeIntervalSince1970
        Console.say("rules: filled, \(Int(left)) s before its time")
        if left > 0 { try await Task.sleep(for: .seconds(left)) }
        return shift
    }

    private func send(_ write: inout RemoteWrite) throws {
        let headers = [
            "Content-Encoding: snappy", "Content-Type: application/x-protobuf",
            "X-Prometheus-Remote-Write-Version: 0.1.0",
        ]
        let answer = try Web.send("POST", "/api/v1/write", port: port, headers: headers, body: write.compressed)
        guard answer.status == 204 else {
            throw BenchError("remote write: \(answer.status) \(String(decoding: answer.body, as: UTF8.self))")
        }
        write = RemoteWrite()
    }

    func reload() throws {
        let answer = try Web.send("POST", "/-/reload", port: port)
        guard answer.status == 200 else {
            throw BenchError("reload: \(answer.status) \(String(decoding: answer.body, as: UTF8.self))")
        }
    }

    // MARK: - Looking

    /// How many series it holds.
    func seriesCount() throws -> Int { Int(try metric("prometheus_tsdb_head_series").values.reduce(0, +)) }

    /// Waits for evaluations of all groups, and reads what it tells of them.
    func look(_ load: RuleLoad, series: Int, at time: Timestamp) async throws -> PrometheusSide {
        let answers = try RuleLoad.checks.map {
            RuleEngineSide.Answer(expression: $0, value: try value(of: $0, at: time))
        }
        var sums: [Double] = []
        var iterations = 0.0
        // The first evaluation makes the series that the rules write, the first scrape finds those that were written.
        for round in 0...load.evaluations {
            Console.say("rules: \(PrometheusSide.name), evaluation \(round) of \(load.evaluations)")
            var least = iterations
            try await process.wait(within: load.evaluationInterval * 3, every: .seconds(2), for: "an evaluation") {
                least = try metric("prometheus_rule_group_iterations_total").values.min() ?? 0
                return least > iterations
            }
            iterations = least
            guard round > 0 else { continue }
            sums.append(try metric("prometheus_rule_group_last_duration_seconds").values.reduce(0, +))
        }
        let failed = try metric("prometheus_rule_evaluation_failures_total").values.reduce(0, +)
        guard failed == 0 else { throw BenchError("\(failed) evaluations failed in \(PrometheusSide.name)") }
        let missed = try metric("prometheus_rule_group_iterations_missed_total").values.reduce(0, +)
        if missed > 0 { Console.say("rules: \(PrometheusSide.name) missed \(missed) evaluations") }
        return PrometheusSide(
            series: series,
            evaluationSeconds: sums,
            scrapeSeconds: try value(of: "quantile_over_time(0.5, scrape_duration_seconds[10m])", at: nil),
            residentBytes: try process.residentBytes(),
            answers: answers
        )
    }

    /// The values of a metric of its own, by labels.
    private func metric(_ name: String) throws -> [String: Double] {
        let page = String(decoding: try Web.send("GET", "/metrics", port: port).body, as: UTF8.self)
        var values: [String: Double] = [:]
        for line in page.split(separator: "\n") where line.hasPrefix(name) {
            let rest = line.dropFirst(name.count)
            guard rest.first == " " || rest.first == "{", let space = rest.lastIndex(of: " ") else { continue }
            values[String(rest[..<space])] = Double(rest[rest.index(after: space)...])
        }
        return values
    }

    private struct Query: Decodable {
        struct Body: Decodable {
            struct Series: Decodable { let value: [Scalar] }
            let result: [Series]
        }
        let data: Body
    }

    /// A time or a value.
    private struct Scalar: Decodable {
        let number: Double

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let time = try? container.decode(Double.self) {  // else it is a text: the value
                number = time
            } else {
                number = Double(try container.decode(String.self)) ?? .nan
            }
        }
    }

    /// The one value of an expression.
    private func value(of expression: String, at time: Timestamp?) throws -> Double {
        let unreserved = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-._~"))
        let query = expression.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
        let moment = time.map { "&time=\($0.secondsSince1970)" } ?? ""
        let answer = try Web.send("GET", "/api/v1/query?query=\(query)\(moment)", port: port)
        guard answer.status == 200 else {
            throw BenchError("\(expression): \(String(decoding: answer.body, as: UTF8.self))")
        }
        let result = try JSONDecoder().decode(Query.self, from: answer.body).data.result
        guard let value = result.first?.value.last, result.count == 1 else {
            throw BenchError("\(expression) has \(result.count) values in \(PrometheusSide.name)")
        }
        return value.number
    }
}
