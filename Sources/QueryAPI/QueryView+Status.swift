import PromQL
import Telemetry

// What there is to tell of the process itself, in the shapes of Prometheus; what only Go has is left out.
extension QueryView {
    func buildInfo() -> JSONWriter { Self.object(build.map { entry in (entry.name, { $0.string(entry.value) }) }) }

    func configuration() -> JSONWriter { Self.object([("yaml", { $0.string(process.configuration) })]) }

    func flags() -> JSONWriter {
        var json = JSONWriter()
        json.texts(process.flags)
        return json
    }

    func runtimeInfo() -> JSONWriter {
        Self.object([
            ("startTime", { $0.string(TimeText.text(process.startedAt)) }),
            ("CWD", { $0.string(process.workingDirectory) }),
            ("reloadConfigSuccess", { $0.raw(process.isConfigurationRead ? "true" : "false") }),
            ("lastConfigTime", { $0.string(TimeText.text(process.configuredAt)) }),
            ("corruptionCount", { $0.raw("0") }),
            ("storageRetention", { $0.string(PrometheusDuration.text(process.retention)) }),
        ])
    }

    /// Nothing is scraped: what is collected comes from panels, which are no targets.
    func targets() -> JSONWriter {
        Self.object([
            ("activeTargets", { $0.raw("[]") }), ("droppedTargets", { $0.raw("[]") }),
            ("droppedTargetCounts", { $0.raw("{}") }),
        ])
    }

    func alertmanagers() -> JSONWriter {
        Self.object([
            (
                "activeAlertmanagers",
                { json in json.list(process.alertmanagers) { json, url in json.object([("url", { $0.string(url) })]) } }
            ),
            ("droppedAlertmanagers", { $0.raw("[]") }),
        ])
    }

    /// How many series there are, and of which names and labels most, ten of each unless a limit says otherwise.
    func historyStatistics(_ request: QueryRequest) throws(QueryFailure) -> JSONWriter {
        let span = history.span
        let all = span.map { history.series([], after: $0.lowerBound - .milliseconds(1), through: $0.upperBound) } ?? []
        var pairs: [Label: Int] = [:]
        for label in all.lazy.flatMap(\.labels) { pairs[label, default: 0] += 1 }
        let values = Dictionary(grouping: pairs.keys, by: \.name)
        let names = pairs.filter { $0.key.name == LabelSet.metricName }.map { (name: $0.key.value, count: $0.value) }
        let limit = try request.limit() ?? 10
        func list(_ counts: [(name: String, count: Int)]) -> (inout JSONWriter) -> Void {
            let greatest = counts.sorted { ($1.count, $0.name) < ($0.count, $1.name) }.prefix(limit)
            return { json in
                json.list(greatest) { json, entry in
                    json.object([("name", { $0.string(entry.name) }), ("value", { $0.raw("\(entry.count)") })])
                }
            }
        }
        let head: [(name: String, count: Int64)] = [
            ("numSeries", Int64(all.count)), ("numLabelPairs", Int64(pairs.count)),
            ("chunkCount", Int64(history.blockCount)),
            ("minTime", span?.lowerBound.millisecondsSince1970 ?? 0),
            ("maxTime", span?.upperBound.millisecondsSince1970 ?? 0),
        ]
        return Self.object([
            ("headStats", { $0.object(head.map { entry in (entry.name, { $0.raw("\(entry.count)") }) }) }),
            ("seriesCountByMetricName", list(names)),
            ("labelValueCountByLabelName", list(values.map { ($0.key, $0.value.count) })),
            (
                "memoryInBytesByLabelName",
                list(values.map { ($0.key, $0.value.reduce(0) { $0 + $1.value.utf8.count }) })
            ),
            ("seriesCountByLabelValuePair", list(pairs.map { ("\($0.key.name)=\($0.key.value)", $0.value) })),
        ])
    }

    private static func object(_ members: [(name: String, write: (inout JSONWriter) -> Void)]) -> JSONWriter {
        var json = JSONWriter()
        json.object(members)
        return json
    }
}
