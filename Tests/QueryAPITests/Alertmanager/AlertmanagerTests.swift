import Alerting
import PromQL
import PterodactylAPI
import QueryAPI
import Telemetry
import Testing

/// Alerts as Alertmanager's interface shows them.
struct AlertmanagerTests {
    private static let start = Timestamp(millisecondsSince1970: 1_800_000_000_000)
    private static let now = start + .milliseconds(150_250)

    private static func silence(_ id: String, _ matchers: String) throws -> Silence {
        Silence(
            id: id,
            matchers: try MatcherText.parse(matchers),
            startsAt: start,
            endsAt: start + .seconds(3_600),
            updatedAt: start,
            createdBy: "ada",
            comment: "why"
        )
    }

    /// Two servers whose load is high, one of them silenced twice, and a third alert that is still pending.
    private static func view(
        receivers: [AlertReceiver] = AlertReceiver.standard,
        externalLabels: LabelSet = .empty
    ) throws -> QueryView {
        let rules = [
            AlertingRule(
                alert: "High",
                expression: try Expression(parsing: "load > 3"),
                annotations: ["summary": "{{ $labels.i }} is high"]
            ),
            AlertingRule(alert: "Slow", expression: try Expression(parsing: "load > 4")),
            AlertingRule(alert: "Late", expression: try Expression(parsing: "load > 3"), holdDuration: .seconds(600)),
        ]
        let group = RuleGroup(name: "own", file: "own.yml", rules: rules.map { .alerting($0) })
        var history = History(retention: .seconds(7_200))
        var engine = RuleEngine([group], options: .init(evaluationInterval: .seconds(60)), startingAt: start)
        for minute in 0...2 {
            let time = start + .seconds(60) * minute
            let samples: [(labels: LabelSet, value: Double)] = [
                (["__name__": "load", "i": "1"], 5), (["__name__": "load", "i": "2"], minute == 2 ? 4 : 1),
            ]
            history.record(samples, from: .snapshots, at: time)
            // The group's slot is some seconds behind the minute.
            _ = engine.evaluate(at: time + .seconds(30), over: &history)
        }
        var silences = Silences()
        silences.replace(.own, with: [try silence("own", "i=1,alertname=High")])
        silences.replace(.alertmanager("am"), with: [try silence("theirs", "i=1,alertname=~High|Late")])
        var view = QueryView(
            history: history,
            groups: engine.groups,
            build: [("version", "1.2.3"), ("goVersion", "swift 6")],
            silences: silences,
            receivers: receivers,
            externalLabels: externalLabels,
            at: now
        )
        view.process.startedAt = start
        return view
    }

    private static func ask(_ path: String, _ parameters: (String, String)...) throws -> (Int, JSONValue) {
        let answer = try view().answerAlertmanager(QueryRequest(path, parameters.map { ($0.0, $0.1) }))
        return (answer.status, try #require(JSONValue(parsing: answer.body)))
    }

    /// The names and numbers of the alerts of an answer, in order.
    private static func alerts(_ value: JSONValue) -> [String] {
        (value.array ?? []).map { alert in
            (alert["labels"]?["alertname"]?.string ?? "") + (alert["labels"]?["i"]?.string ?? "")
        }
    }

    private static let silenced: JSONValue = [
        "annotations": ["summary": "1 is high"], "endsAt": "2027-01-15T08:07:30.250Z",
        "fingerprint": "31eb6fda11444b14", "receivers": [["name": "default"]],
        "startsAt": "2027-01-15T08:00:05.792Z", "updatedAt": "2027-01-15T08:02:05.792Z",
        "status": [
            "inhibitedBy": [], "mutedBy": [], "silencedBy": ["own", "theirs"], "state": "suppressed",
        ],
        "labels": ["alertname": "High", "i": "1"],
    ]

    @Test func `alerts that fire are shown, with the silences of all that keep some`() throws {
        let (status, answer) = try Self.ask("alerts")
        #expect(status == 200)
        #expect(Self.alerts(answer).sorted() == ["High1", "High2", "Slow1"])
        let fingerprints = (answer.array ?? []).compactMap { $0["fingerprint"]?.string }
        #expect(fingerprints == fingerprints.sorted() && fingerprints.count == 3)
        let first = try #require(
            (answer.array ?? []).first { $0["labels"]?["i"] == "1" && $0["labels"]?["alertname"] == "High" }
        )
        #expect(first == Self.silenced)
        let second = try #require((answer.array ?? []).first { $0["labels"]?["i"] == "2" })
        #expect(second["status"]?["state"] == "active")
        #expect(second["status"]?["silencedBy"] == [])
        #expect(second["startsAt"] == "2027-01-15T08:02:05.792Z")
    }

    @Test(arguments: [
        (["silenced": "false"], ["High2", "Slow1"]), (["active": "false"], ["High1"]),
        (["active": "false", "silenced": "false"], []),
        (["active": "true", "inhibited": "false"], ["High1", "High2", "Slow1"]),
        (["filter": "i=1"], ["High1", "Slow1"]), (["filter": "{i=\"1\",alertname!=High}"], ["Slow1"]),
        (["filter": "nothing="], ["High1", "High2", "Slow1"]), (["receiver": "def.*"], ["High1", "High2", "Slow1"]),
        (["receiver": "def"], []),
    ])
    func `the parameters choose`(_ parameters: [String: String], _ wanted: [String]) throws {
        let request = QueryRequest("alerts", parameters.map { ($0.key, $0.value) })
        let answer = try #require(JSONValue(parsing: try Self.view().answerAlertmanager(request).body))
        #expect(Self.alerts(answer).sorted() == wanted)
        let groups = QueryRequest("alerts/groups", parameters.map { ($0.key, $0.value) })
        let grouped = try #require(JSONValue(parsing: try Self.view().answerAlertmanager(groups).body))
        #expect((grouped.array ?? []).flatMap { Self.alerts($0["alerts"] ?? []) } == wanted)
    }

    @Test func `every filter must pass`() throws {
        let (_, answer) = try Self.ask("alerts", ("filter", "i=1"), ("filter", "alertname=Slow"))
        #expect(Self.alerts(answer) == ["Slow1"])
    }

    @Test(arguments: [
        ("active", "maybe", "invalid parameter \"active\": found \"maybe\", allowed are true and false"),
        ("muted", "1", "invalid parameter \"muted\": found \"1\", allowed are true and false"),
        ("filter", "=", "invalid parameter \"filter\": matcher '=', column 1: expected the name of a label"),
        ("receiver", "(", "invalid parameter \"receiver\": "),
    ])
    func `a parameter that makes no sense is told as a text, which amtool shows`(
        _ name: String,
        _ value: String,
        _ message: String
    ) throws {
        let (status, answer) = try Self.ask("alerts", (name, value))
        #expect(status == 400)
        #expect(answer.string?.hasPrefix(message) == true, "\(answer)")
    }

    @Test func `groups are by name, for each receiver with what it is told`() throws {
        let receivers = [AlertReceiver("a"), AlertReceiver("b", try MatcherText.parse("i=1,alertname=High"))]
        let view = try Self.view(receivers: receivers)
        let groups = try #require(
            JSONValue(parsing: view.answerAlertmanager(QueryRequest("alerts/groups")).body)?.array
        )
        #expect(groups.map { $0["labels"] ?? [] } == ["High", "High", "Slow"].map { ["alertname": .string($0)] })
        #expect(groups.map { $0["receiver"]?["name"] ?? [] } == ["a", "b", "a"])
        #expect(groups.map { Self.alerts($0["alerts"] ?? []) } == [["High1", "High2"], ["High1"], ["Slow1"]])
        let ofB = QueryRequest("alerts/groups", [("receiver", "b")])
        let one = try #require(JSONValue(parsing: view.answerAlertmanager(ofB).body)?.array)
        #expect(one.map { Self.alerts($0["alerts"] ?? []) } == [["High1"]])
        let alerts = try #require(
            JSONValue(parsing: view.answerAlertmanager(QueryRequest("alerts", [("receiver", "b")])).body)?.array
        )
        #expect(alerts.map { $0["receivers"] ?? [] } == [[["name": "a"], ["name": "b"]]])
    }

    @Test func `external labels are shown, and filters, silences and receivers see them`() throws {
        let receivers = [AlertReceiver("a", try MatcherText.parse("agent=one"))]
        var view = try Self.view(receivers: receivers, externalLabels: ["agent": "one", "i": "9"])
        view.silences.replace(.own, with: [try Self.silence("own", "agent=one,i=2")])
        let request = QueryRequest("alerts", [("filter", "agent=one"), ("active", "false"), ("receiver", "a")])
        let answer = try #require(JSONValue(parsing: view.answerAlertmanager(request).body)?.array)
        let labels = answer.map { $0["labels"] ?? [] }
        #expect(Set(labels) == Set(["1", "2"].map { ["alertname": "High", "agent": "one", "i": $0] }))
    }

    @Test func `receivers and status have the shape that clients read`() throws {
        #expect(try Self.ask("receivers").1 == [["name": "default"]])
        let wanted: JSONValue = [
            "cluster": ["status": "disabled", "peers": []],
            "versionInfo": ["version": "1.2.3", "goVersion": "swift 6"],
            "config": ["original": ""],
            "uptime": "2027-01-15T08:00:00.000Z",
        ]
        #expect(try Self.ask("status").1 == wanted)
    }

    @Test func `another path is told as Alertmanager tells it`() throws {
        let (status, answer) = try Self.ask("nothing")
        #expect(status == 404)
        #expect(answer == ["code": 404, "message": "path /api/v2/nothing was not found"])
    }

    @Test(arguments: [("A", "1", "caaaffbd9ccf039f"), ("A", "2", "caa6ffbd9ccb1ac8"), ("B", "1", "121865f3509280a8")])
    func `fingerprints are those of a real Alertmanager`(_ name: String, _ number: String, _ wanted: String) throws {
        let rule = AlertingRule(
            alert: name,
            expression: try Expression(parsing: "vector(1)"),
            labels: ["i": number]
        )
        let group = RuleGroup(name: "own", file: "own.yml", rules: [.alerting(rule)])
        var history = History(retention: .seconds(7_200))
        var engine = RuleEngine([group], options: .init(evaluationInterval: .seconds(60)), startingAt: Self.start)
        _ = engine.evaluate(at: Self.start + .seconds(60), over: &history)
        let view = QueryView(history: history, groups: engine.groups, at: Self.start)
        let answer = try #require(JSONValue(parsing: view.answerAlertmanager(QueryRequest("alerts")).body))
        #expect(answer.array?.first?["fingerprint"] == .string(wanted))
    }
}
