import Alerting
import PromQL
import PterodactylAPI
import QueryAPI
import Synchronization
import Telemetry
import Testing

/// Requests to the query interface, and what Prometheus' answers look like.
struct QueryViewTests {
    private static let start = Timestamp(millisecondsSince1970: 1_700_000_000_000)

    /// Ten minutes of two gauges, one of which ends half way, and the alerts of a rule on them.
    private static func view() throws -> QueryView {
        var history = History(retention: .seconds(7_200))
        let high = AlertingRule(
            alert: "High",
            expression: try Expression(parsing: "load > 3"),
            labels: ["severity": "warning"],
            annotations: ["summary": "{{ $labels.server }} is at {{ $value }}"]
        )
        let sum = RecordingRule(record: "load:sum", expression: try Expression(parsing: "sum(load)"))
        let group = RuleGroup(name: "own", file: "own.yml", rules: [.alerting(high), .recording(sum)])
        let looks = Mutex(0)
        // Each look at the stopwatch is a millisecond after the one before.
        let stopwatch: @Sendable () -> Duration = {
            looks.withLock { looks in
                looks += 1
                return .milliseconds(looks)
            }
        }
        let options = RuleEngine.Options(evaluationInterval: .seconds(60), stopwatch: stopwatch)
        var engine = RuleEngine([group], options: options, startingAt: start)
        for minute in 0...10 {
            let now = start + .seconds(60) * minute
            var samples: [(labels: LabelSet, value: Double)] = [
                (["__name__": "load", "server": "a"], Double(minute))
            ]
            if minute < 5 { samples.append((["__name__": "load", "server": "b", "node": "n\"1"], 0.5)) }
            history.record(samples, from: .snapshots, at: now)
            _ = engine.evaluate(at: now, over: &history)
        }
        return QueryView(
            history: history,
            groups: engine.groups,
            families: [MetricFamily("load", .gauge, "The \"load\".")],
            build: [("version", "1.2.3")],
            at: start + .seconds(600)
        )
    }

    private static func ask(_ path: String, _ parameters: (name: String, value: String)...) throws -> (Int, JSONValue) {
        let answer = try view().answer(QueryRequest(path, parameters))
        return (answer.status, try #require(JSONValue(parsing: answer.body)))
    }

    // MARK: - Expressions

    @Test func `an instant query gives a vector at the time asked for, or now`() throws {
        let (status, now) = try Self.ask("query", ("query", "load"))
        #expect(status == 200)
        let wanted: JSONValue = [
            "status": "success",
            "data": [
                "resultType": "vector",
                "result": [
                    ["metric": ["__name__": "load", "server": "a"], "value": .array([1_700_000_600, "10"])]
                ],
            ],
        ]
        #expect(now == wanted)
        let (_, earlier) = try Self.ask("query", ("query", "load{server=\"b\"} / 4"), ("time", "1700000060.5"))
        let point = earlier["data"]?["result"]?.array?.first?["value"]
        #expect(point == .array([1_700_000_060.5, "0.125"]))
        let (_, named) = try Self.ask("query", ("query", "load"), ("time", "2023-11-14T23:14:20+01:00"))
        #expect(named["data"]?["result"]?.array?.first?["value"] == .array([1_700_000_060, "1"]))
    }

    @Test(arguments: [
        ("1 / 0", "scalar", #"[1700000600,"+Inf"]"#), ("\"a\\\"b\"", "string", #"[1700000600,"a\"b"]"#),
        ("vector(1e21)", "vector", #"[{"metric":{},"value":[1700000600,"1000000000000000000000"]}]"#),
        (
            "load[90s]", "matrix",
            #"[{"metric":{"__name__":"load","server":"a"},"values":[[1700000540,"9"],[1700000600,"10"]]}]"#
        ),
    ])
    func `each type has its form`(query: String, type: String, result: String) throws {
        let answer = try Self.view().answer(QueryRequest("query", [("query", query)]))
        let text = String(decoding: answer.body, as: UTF8.self)
        #expect(text == #"{"status":"success","data":{"resultType":"\#(type)","result":\#(result)}}"#)
    }

    @Test func `a range query gives the points of its steps`() throws {
        let (_, body) = try Self.ask(
            "query_range",
            ("query", "sum(load)"),
            ("start", "1700000000"),
            ("end", "1700000600"),
            ("step", "5m")
        )
        let values = body["data"]?["result"]?.array?.first?["values"]
        #expect(
            values
                == .array([
                    .array([1_700_000_000, "0.5"]), .array([1_700_000_300, "5"]), .array([1_700_000_600, "10"]),
                ])
        )
    }

    @Test func `an expression is printed in its own spelling`() throws {
        let (_, body) = try Self.ask("format_query", ("query", "sum(load)by(server)"))
        #expect(body["data"] == "sum by (server) (load)")
    }

    // MARK: - Mistakes

    @Test(arguments: [
        ("query", ["query": "1 +"], 400, "bad_data", "invalid parameter \"query\": 1:4: parse error"),
        (
            "query", ["query": "x", "time": "soon"], 400, "bad_data",
            "invalid parameter \"time\": cannot parse \"soon\""
        ),
        (
            "query", ["query": "load * on() group_left load", "time": "1700000060"], 422, "execution",
            "found duplicate series"
        ),
        ("query", ["query": "x", "limit": "-1"], 400, "bad_data", "invalid parameter \"limit\""),
        ("query_range", ["query": "x", "start": "2", "end": "1", "step": "1"], 400, "bad_data", "before start time"),
        ("query_range", ["query": "x", "start": "1", "end": "2", "step": "0"], 400, "bad_data", "zero or negative"),
        ("query_range", ["query": "x", "start": "1", "end": "2"], 400, "bad_data", "invalid parameter \"step\""),
        ("query_range", ["query": "x", "start": "0", "end": "11001", "step": "1"], 400, "bad_data", "11,000 points"),
        (
            "query_range", ["query": "x[5m]", "start": "0", "end": "1", "step": "1"], 400, "bad_data",
            "invalid expression type"
        ),
        ("series", [:], 400, "bad_data", "no match[] parameter provided"),
        ("series", ["match[]": "sum(load)"], 400, "bad_data", "no series selector"),
        ("labels", ["match[]": "{"], 400, "bad_data", "parse error"),
        ("nothing", [:], 404, "not_found", "/api/v1/nothing"),
    ])
    func `a mistake is named as Prometheus names it`(
        path: String,
        parameters: [String: String],
        status: Int,
        kind: String,
        words: String
    ) throws {
        let answer = try Self.view().answer(QueryRequest(path, parameters.map { ($0.key, $0.value) }))
        let body = try #require(JSONValue(parsing: answer.body))
        #expect(answer.status == status)
        #expect(body["status"] == "error")
        #expect(body["errorType"]?.string == kind)
        #expect(body["error"]?.string?.contains(words) == true, "\(String(decoding: answer.body, as: UTF8.self))")
    }

    // MARK: - Series, labels, metadata

    @Test func `series and labels are those with a sample in the time asked for`() throws {
        let (_, all) = try Self.ask("series", ("match[]", "load"))
        #expect(all["data"]?.array?.count == 2)
        let (_, late) = try Self.ask("series", ("match[]", "load"), ("start", "1700000400"))
        #expect(late["data"] == [["__name__": "load", "server": "a"]])
        let (_, names) = try Self.ask("labels", ("match[]", "load"))
        #expect(names["data"] == ["__name__", "node", "server"])
        let (_, values) = try Self.ask("label/node/values")
        #expect(values["data"] == ["n\"1"])
        let (_, metrics) = try Self.ask("label/__name__/values", ("limit", "2"))
        #expect(metrics["data"] == ["ALERTS", "ALERTS_FOR_STATE"])
    }

    @Test func `families tell their types, and the build its version`() throws {
        let (_, metadata) = try Self.ask("metadata", ("metric", "load"))
        #expect(metadata["data"] == ["load": [["type": "gauge", "help": "The \"load\".", "unit": ""]]])
        let (_, none) = try Self.ask("metadata", ("metric", "other"))
        #expect(none["data"] == [:])
        let (_, build) = try Self.ask("status/buildinfo")
        #expect(build["data"] == ["version": "1.2.3"])
    }

    @Test func `warnings and infos of an evaluation stand beside its value, with their place`() throws {
        let doubtful = "quantile(2, load) + sum(rate(load[5m]))"
        let (status, now) = try Self.ask("query", ("query", doubtful))
        #expect(status == 200)
        let info = """
            PromQL info: metric might not be a counter, name does not end in _total/_sum/_count/_bucket: "load" (1:30)
            """
        #expect(now["warnings"] == ["PromQL warning: quantile value should be between 0 and 1, got 2 (1:10)"])
        #expect(now["infos"] == [.string(info)])
        let (_, range) = try Self.ask(
            "query_range",
            ("query", "sort(load)"),
            ("start", "1700000000"),
            ("end", "1700000600"),
            ("step", "60")
        )
        let order = "sort is ineffective for range queries since results are always ordered by labels"
        #expect(range["warnings"] == [.string("PromQL warning: \(order) (1:1)")])
        #expect(range["infos"] == nil)
    }

    @Test func `no more than ten warnings are given, and how many are left out`() throws {
        let query = (2...13).map { "quantile(\($0), load)" }.joined(separator: " + ")
        let (_, answer) = try Self.ask("query", ("query", query))
        #expect(answer["warnings"]?.array?.count == 11)
        #expect(answer["warnings"]?.array?.last == "2 more warning annotations omitted")
    }

    @Test(arguments: [
        ("query", ["query": "{__name__=~\".+\"}"]),
        ("query_range", ["query": "{__name__=~\".+\"}", "start": "1700000000", "end": "1700000600", "step": "60"]),
        ("series", ["match[]": "{__name__=~\".+\"}"]), ("labels", [:]), ("label/__name__/values", [:]),
    ])
    func `a limit cuts an answer and says so`(path: String, parameters: [String: String]) throws {
        func ask(_ limit: Int) throws -> (count: Int?, warnings: JSONValue?) {
            let all = parameters.map { ($0.key, $0.value) } + [("limit", "\(limit)")]
            let body = try #require(JSONValue(parsing: Self.view().answer(QueryRequest(path, all)).body))
            let data = body["data"]
            return ((data?["result"] ?? data)?.array?.count, body["warnings"])
        }
        let (all, none) = try ask(0)
        let count = try #require(all)
        #expect(count > 1 && none == nil)
        let (cut, warnings) = try ask(count - 1)
        #expect(cut == count - 1 && warnings == ["results truncated due to limit"])
        #expect(try ask(count).warnings == nil)
    }

    @Test(arguments: [
        (nil, 9, 200), (nil, 10, 503), ("5", 4, 200), ("5s", 5, 503), ("1h", 10, 503), ("0", 0, 503),
        ("never", 0, 400),
    ])
    func `evaluating takes no longer than the agent or the request allows`(
        timeout: String?,
        elapsed: Int,
        status: Int
    ) throws {
        let time = AnswerTime(limit: .seconds(10)) { .seconds(elapsed) }
        let parameters = [("query", "load")] + (timeout.map { [("timeout", $0)] } ?? [])
        let answer = try Self.view().answer(QueryRequest("query", parameters), within: time)
        #expect(answer.status == status)
        guard status == 503 else { return }
        let body = try #require(JSONValue(parsing: answer.body))
        #expect(body["errorType"] == "timeout")
        #expect(body["error"] == "query timed out in expression evaluation")
    }

    @Test func `a request may say how old a sample may be`() throws {
        func found(_ lookback: String?) throws -> Int? {
            let parameters = [("query", "load"), ("time", "1700000630")]
            let request = QueryRequest("query", parameters + (lookback.map { [("lookback_delta", $0)] } ?? []))
            return try JSONValue(parsing: Self.view().answer(request).body)?["data"]?["result"]?.array?.count
        }
        #expect(try found(nil) == 1)
        #expect(try found("30s") == 0)
        #expect(try found("31") == 1)
    }

    // MARK: - Status

    @Test func `the process tells its configuration, its flags and what it holds`() throws {
        var view = try Self.view()
        view.process = ProcessStatus(
            configuration: "panels: []\n",
            flags: ["log.level": "info"],
            alertmanagers: ["http://127.0.0.1:9093/api/v2/alerts"],
            startedAt: Self.start,
            workingDirectory: "/srv",
            isConfigurationRead: false,
            configuredAt: Self.start + .seconds(1),
            retention: .seconds(7_200)
        )
        func data(_ path: String, _ parameters: [(name: String, value: String)] = []) throws -> JSONValue? {
            try #require(JSONValue(parsing: view.answer(QueryRequest(path, parameters)).body))["data"]
        }
        #expect(try data("status/config") == ["yaml": "panels: []\n"])
        #expect(try data("status/flags") == ["log.level": "info"])
        #expect(
            try data("status/runtimeinfo") == [
                "startTime": "2023-11-14T22:13:20Z", "CWD": "/srv", "reloadConfigSuccess": false,
                "lastConfigTime": "2023-11-14T22:13:21Z", "corruptionCount": 0, "storageRetention": "2h",
            ]
        )
        #expect(try data("targets")?["activeTargets"] == [])
        #expect(
            try data("alertmanagers") == [
                "activeAlertmanagers": [["url": "http://127.0.0.1:9093/api/v2/alerts"]], "droppedAlertmanagers": [],
            ]
        )
        let statistics = try data("status/tsdb", [("limit", "1")])
        #expect(statistics?["headStats"]?["numSeries"] == 5)
        #expect(statistics?["headStats"]?["minTime"] == .integer(Self.start.millisecondsSince1970))
        #expect(statistics?["seriesCountByMetricName"] == [["name": "load", "value": 2]])
        #expect(statistics?["labelValueCountByLabelName"] == [["name": "__name__", "value": 4]])
        #expect(statistics?["seriesCountByLabelValuePair"] == [["name": "server=a", "value": 3]])
    }

    // MARK: - Rules

    @Test func `rules tell their health, their expression and their alerts`() throws {
        let (_, body) = try Self.ask("rules")
        let group = try #require(body["data"]?["groups"]?.array?.first)
        #expect(group["name"] == "own" && group["file"] == "own.yml" && group["interval"] == 60)
        let rules = try #require(group["rules"]?.array)
        #expect(rules.map { $0["type"] } == ["alerting", "recording"])
        #expect(rules.map { $0["health"] } == ["ok", "ok"])
        #expect(rules.map { $0["evaluationTime"] } == [0.001, 0.001])
        #expect(group["evaluationTime"] == 0.005, "that of its rules is part of a group's time")
        #expect(rules.map { $0["lastEvaluation"] } == [group["lastEvaluation"], group["lastEvaluation"]])
        #expect(rules[0]["query"] == "load > 3")
        #expect(rules[0]["state"] == "firing")
        #expect(rules[0]["annotations"]?["summary"] == "{{ $labels.server }} is at {{ $value }}")
        let alert = try #require(rules[0]["alerts"]?.array?.first)
        #expect(alert["labels"]?["alertname"] == "High" && alert["value"] == "9e+00")
        #expect(alert["annotations"]?["summary"] == "a is at 9", "the last slot is before the last sample")
        #expect(alert["activeAt"]?.string?.hasPrefix("2023-11-14T22:1") == true)
        let (_, records) = try Self.ask("rules", ("type", "record"))
        #expect(records["data"]?["groups"]?.array?.first?["rules"]?.array?.map { $0["name"] } == ["load:sum"])
        let (_, others) = try Self.ask("rules", ("rule_group[]", "other"))
        #expect(others["data"]?["groups"] == [])
        let (_, alerts) = try Self.ask("alerts")
        #expect(alerts["data"]?["alerts"]?.array?.map { $0["state"] } == ["firing"])
    }
}
