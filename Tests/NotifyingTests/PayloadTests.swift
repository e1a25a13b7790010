import Notifying
import PterodactylAPI
import Telemetry
import Testing

/// What messages look like.
struct PayloadTests {
    private static func body(_ format: ReceiverPlan.Format, down: Set<String>) throws -> JSONValue {
        var plan = telling(ReceiverPlan(name: "team", format: format))
        plan.externalURL = "http://pterowatch.example.com"
        var bench = try NotifierBench(plan)
        bench.down = down
        bench.run(until: 60)
        return try #require(bench.messages.first).body
    }

    @Test func `a webhook gets Alertmanager's payload, version 4`() throws {
        let body = try Self.body(.webhook(maxAlerts: 0), down: ["a"])
        let expected = """
            {"version":"4","groupKey":"{}:{alertname=\\"Down\\"}","truncatedAlerts":0,"status":"firing","receiver":"team",
             "groupLabels":{"alertname":"Down"},
             "commonLabels":{"alertname":"Down","job":"a","severity":"critical"},
             "commonAnnotations":{"summary":"a is down"},
             "externalURL":"http://pterowatch.example.com","notification_reason":"first notification",
             "alerts":[{"status":"firing","labels":{"alertname":"Down","job":"a","severity":"critical"},
               "annotations":{"summary":"a is down"},"startsAt":"1970-01-12T13:46:55Z","endsAt":"0001-01-01T00:00:00Z",
               "generatorURL":"http://pterowatch.example.com/graph?g0.expr=down+%3D%3D+1&g0.tab=1",
               "fingerprint":"\(LabelSet(["alertname": "Down", "job": "a", "severity": "critical"]).fingerprint)"}]}
            """
        #expect(body == JSONValue(parsing: Array(expected.utf8)))
    }

    @Test func `a fingerprint is Alertmanager's`() {
        #expect(LabelSet(["alertname": "A", "i": "1"]).fingerprint == "caaaffbd9ccf039f")
    }

    @Test func `a webhook gets so many alerts and the count of the rest`() throws {
        let body = try Self.body(.webhook(maxAlerts: 2), down: ["a", "b", "c", "d", "e"])
        #expect(body["alerts"]?.array?.count == 2)
        #expect(body["truncatedAlerts"] == .integer(3))
    }

    @Test func `Discord gets an embed that can mention nobody and formats nothing`() throws {
        let body = try Self.body(.discord, down: ["@everyone **[free](http://x)** <@1>"])
        #expect(body["allowed_mentions"] == .object(["parse": .array([])]))
        let embed = try #require(body["embeds"]?.array?.first)
        #expect(embed["color"] == .integer(0xC0392B))
        #expect(
            embed["description"]?.string
                == #"🔥 \@everyone \*\*\[free\]\(http://x\)\*\* \<\@1\> is down"#
        )
    }

    @Test func `Slack gets an attachment in which no text is a link or a mention`() throws {
        let body = try Self.body(.slack, down: ["<!channel> & <http://x|y>"])
        let attachment = try #require(body["attachments"]?.array?.first)
        #expect(attachment["text"]?.string == "🔥 &lt;!channel&gt; &amp; &lt;http://x|y&gt; is down")
        #expect(attachment["color"]?.string == "danger")
        #expect(body["link_names"] == .bool(false))
    }

    @Test(arguments: [ReceiverPlan.Format.discord, .slack])
    func `a message of many long alerts keeps within the service's limits and counts the rest`(
        _ format: ReceiverPlan.Format
    ) throws {
        let names = Set((0..<500).map { "\($0)-" + String(repeating: "*", count: $0 == 0 ? 9_000 : 90) })
        let body = try Self.body(format, down: names)
        let text: String
        if format == .discord {
            let embed = try #require(body["embeds"]?.array?.first)
            text = try #require(embed["description"]?.string)
            #expect(text.count <= 4_096)
            #expect(try #require(embed["title"]?.string).count <= 256)
        } else {
            text = try #require(body["attachments"]?.array?.first?["text"]?.string)
            #expect(text.count <= 3_000)
        }
        #expect(text.hasSuffix(" more") || text.hasSuffix("…"))
    }

    /// The first message about one alert of which remediation has an incident.
    private static func bodyOfIncident(_ format: ReceiverPlan.Format) throws -> JSONValue {
        var bench = try NotifierBench(telling(ReceiverPlan(name: "team", format: format)))
        bench.down = ["a"]
        bench.incidents = ["a": "my_panel/a/1"]
        bench.run(until: 60)
        return try #require(bench.messages.first).body
    }

    @Test func `an alert's incident is an annotation to a program and a line to people`() throws {
        let chat = try Self.bodyOfIncident(.discord)["embeds"]?.array?.first
        #expect(chat?["description"]?.string == #"🔥 a is down\#nIncident my\_panel/a/1"#)
        let slack = try Self.bodyOfIncident(.slack)["attachments"]?.array?.first
        #expect(slack?["text"]?.string == "🔥 a is down\nIncident my_panel/a/1")
        let webhook = try Self.bodyOfIncident(.webhook(maxAlerts: 0))
        #expect(webhook["alerts"]?.array?.first?["annotations"]?["incident"] == "my_panel/a/1")
    }

    @Test func `what is told names the incident as soon as there is one, and the end names it still`() throws {
        let receiver = ReceiverPlan(name: "team", format: .webhook(maxAlerts: 0), repeatInterval: .seconds(600))
        var plan = telling(receiver)
        plan.alertmanagers = [AlertmanagerPlan(name: "am", silenceInterval: nil)]
        var bench = try NotifierBench(plan)
        bench.down = ["a"]
        bench.run(until: 60)
        bench.incidents = ["a": "first"]
        bench.run(until: 700)
        bench.incidents = [:]
        bench.down = []
        bench.run(until: 1_400)
        bench.incidents = ["a": "second"]
        bench.down = ["a"]
        bench.run(until: 2_100)
        let told = bench.messages.map { $0.body["alerts"]?.array?.first?["annotations"]?["incident"]?.string }
        #expect(told == [nil, "first", "first", "second", "second"])
        let posted = bench.posts.map { $0.body.array?.first?["annotations"]?["incident"]?.string }
        #expect(posted.first == .some(nil) && Set(posted.dropFirst()) == ["first", "second"])
        #expect(posted.last == "second")
    }

    @Test func `an alert that fires again without an incident does not keep the one before`() throws {
        var bench = try NotifierBench(telling(ReceiverPlan(name: "team", format: .webhook(maxAlerts: 0))))
        bench.down = ["a"]
        bench.incidents = ["a": "first"]
        bench.run(until: 60)
        bench.down = []
        bench.incidents = [:]
        bench.run(until: 400)
        bench.down = ["a"]
        bench.run(until: 800)
        let told = bench.messages.map { $0.body["alerts"]?.array?.first?["annotations"]?["incident"]?.string }
        #expect(told == ["first", "first", nil])
    }

    @Test func `a title names the state, the group and what its alerts have in common`() throws {
        let body = try Self.body(.slack, down: ["a", "b"])
        #expect(body["attachments"]?.array?.first?["title"]?.string == "[FIRING:2] Down (critical)")
    }
}
