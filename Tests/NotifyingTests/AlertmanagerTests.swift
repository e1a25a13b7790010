import Alerting
import Notifying
import PromQL
import PterodactylAPI
import Telemetry
import Testing

/// What Alertmanagers are told, as Prometheus tells them.
struct AlertmanagerTests {
    private static let plan = NotificationPlan(
        externalURL: "http://pterowatch.example.com",
        externalLabels: ["cluster": "eu", "severity": "outer"],
        alertmanagers: [AlertmanagerPlan(name: "am", silenceInterval: nil)]
    )

    private static func alerts(in sent: NotifierBench.Sent) -> [JSONValue] { sent.body.array ?? [] }

    @Test func `an alert that fires is told at once, in the form that Alertmanager reads`() throws {
        var bench = try NotifierBench(Self.plan)
        bench.down = ["a"]
        bench.run(until: 15)
        #expect(
            bench.posts.map(\.body) == [
                .array([
                    .object([
                        "labels": .object([
                            "alertname": .string("Down"), "job": .string("a"), "severity": .string("critical"),
                            "cluster": .string("eu"),
                        ]),
                        "annotations": .object(["summary": .string("a is down")]),
                        "startsAt": .string("1970-01-12T13:46:55Z"),
                        "endsAt": .string("1970-01-12T13:50:55Z"),
                        "generatorURL": .string(
                            "http://pterowatch.example.com/graph?g0.expr=down+%3D%3D+1&g0.tab=1"
                        ),
                    ])
                ])
            ]
        )
    }

    @Test func `it is told again every minute, with a later end, and its end for a quarter of an hour`() throws {
        var bench = try NotifierBench(Self.plan)
        bench.down = ["a"]
        bench.run(until: 130)
        #expect(bench.posts.map(\.at) == [15, 75])
        bench.forgetSent()
        bench.down = []
        bench.run(until: 2_000)
        let ends = Set(bench.posts.compactMap { Self.alerts(in: $0).first?["endsAt"]?.string })
        #expect(ends == ["1970-01-12T13:48:55Z"], "the time of the evaluation that missed it")
        #expect(bench.posts.first?.at == 135)
        #expect(bench.posts.last.map { $0.at <= 1_050 && $0.at > 960 } == true)
    }

    @Test func `an Alertmanager that was away is told how things are now, nothing lost`() throws {
        var bench = try NotifierBench(Self.plan)
        bench.down = ["a", "b"]
        bench.run(until: 60)
        bench.forgetSent()
        bench.answer = { _ in .failure(.connectFailed("refused")) }
        bench.down = ["b", "c"]
        bench.run(until: 3_000)
        bench.forgetSent()
        bench.answer = { _ in .success(HTTPResponse(status: 200)) }
        bench.run(until: 3_061)
        let told = bench.posts.flatMap { Self.alerts(in: $0) }
        let ended = told.filter { $0["endsAt"]?.string ?? "" < "1970-01-12T14:00:00Z" }
        #expect(ended.compactMap { $0["labels"]?["job"]?.string } == ["a"], "although its rule has forgotten it")
        #expect(Set(told.compactMap { $0["labels"]?["job"]?.string }) == ["a", "b", "c"])
        #expect(bench.notifier.queueLengths(at: at(bench.now)) == ["am": 0])
    }

    @Test func `many alerts come in requests of 256, and each is there once`() throws {
        var bench = try NotifierBench(Self.plan)
        bench.down = Set((0..<600).map { "j\($0)" })
        bench.run(until: 15)
        #expect(bench.posts.map { Self.alerts(in: $0).count } == [256, 256, 88])
        #expect(
            Set(bench.posts.flatMap { Self.alerts(in: $0).compactMap { $0["labels"]?["job"]?.string } }).count == 600
        )
    }

    @Test func `more alerts than the queue holds are dropped, the oldest first, and counted`() throws {
        var bench = try NotifierBench(Self.plan)
        bench.answer = { _ in .failure(.timedOut) }
        bench.down = Set((0..<10_300).map { "j\($0)" })
        bench.run(until: 15)
        #expect(bench.notifier.counters.failed.first { $0.key.reason == "queue_full" }?.value == 300)
        #expect(bench.notifier.queueLengths(at: at(15)) == ["am": 10_000])
    }

    @Test func `an answer that says no is not asked for again`() throws {
        var bench = try NotifierBench(Self.plan)
        bench.answer = { _ in .success(HTTPResponse(status: 400, body: Array("bad".utf8))) }
        bench.down = ["a"]
        bench.run(until: 60)
        #expect(bench.posts.count == 1)
        #expect(bench.notices == [.refused(target: "am", detail: "status 400: bad")])
    }

    @Test func `its silences are asked for, and those that hold are kept while it is away`() throws {
        var plan = Self.plan
        plan.alertmanagers[0].silenceInterval = .seconds(10)
        var bench = try NotifierBench(plan)
        bench.answer = { _ in
            let text = """
                [{"id":"1","status":{"state":"active"},"updatedAt":"1970-01-12T13:46:40.000Z","comment":"c","createdBy":"me",
                  "startsAt":"1970-01-12T13:46:40.000Z","endsAt":"1970-01-12T13:56:40.000Z",
                  "matchers":[{"name":"job","value":"a|b","isRegex":true,"isEqual":true}]},
                 {"id":"2","status":{"state":"expired"},"updatedAt":"1970-01-12T13:46:40.000Z","comment":"c","createdBy":"me",
                  "startsAt":"1970-01-12T13:46:40.000Z","endsAt":"1970-01-12T13:46:40.000Z",
                  "matchers":[{"name":"job","value":"a","isRegex":false}]},
                 {"id":"3","matchers":[{"name":"job","value":"(","isRegex":true}],"startsAt":"1970-01-12T13:46:40.000Z",
                  "endsAt":"1970-01-12T13:56:40.000Z"}]
                """
            return .success(HTTPResponse(status: 200, body: Array(text.utf8)))
        }
        bench.run(until: 1)
        let labels: LabelSet = ["alertname": "Down", "job": "b"]
        #expect(bench.silences.covering(labels, at: at(1)).map(\.silence.id) == ["1"])
        #expect(bench.silences.covering(["job": "c"], at: at(1)).isEmpty)
        #expect(bench.notices == [.silencesUnreadable(target: "am", detail: "1 of them are not understood")])
        bench.answer = { _ in .failure(.timedOut) }
        bench.run(until: 100)
        #expect(bench.sent.count == 10, "asked every 10 s")
        #expect(bench.silences.covering(labels, at: at(100)).count == 1)
        #expect(
            bench.silences.covering(labels, at: at(700)).isEmpty,
            "it has ended, whether anybody can be asked or not"
        )
    }

    @Test func `alerts of a group that a reload took away are over`() throws {
        var bench = try NotifierBench(Self.plan)
        bench.down = ["a"]
        bench.run(until: 20)
        bench.forgetSent()
        bench.reload()
        #expect(
            bench.posts.flatMap { Self.alerts(in: $0) }.compactMap { $0["endsAt"]?.string } == ["1970-01-12T13:47:00Z"]
        )
    }
}
