import Alerting
import PterodactylAPI
import QueryAPI
import Telemetry
import TestSupport
import Testing

/// What an Alertmanager sends to a webhook, well formed or not.
struct HookBodyTests {
    /// As Alertmanager 0.25 sent it.
    private static let body: JSONValue = [
        "receiver": "pterowatch", "status": "firing", "version": "4", "truncatedAlerts": 0,
        "groupKey": "{}:{alertname=\"ServerDown\"}", "groupLabels": ["alertname": "ServerDown"],
        "commonLabels": ["alertname": "ServerDown"], "commonAnnotations": [:], "externalURL": "http://am:9093",
        "alerts": [
            [
                "status": "firing",
                "labels": [
                    "alertname": "ServerDown", "panel": "main", "server": "1a7ce997", "remediation": "restart-crashed",
                ],
                "annotations": ["summary": "down"], "startsAt": "2026-11-26T13:20:00.123Z",
                "endsAt": "0001-01-01T00:00:00Z", "generatorURL": "http://prometheus/graph",
                "fingerprint": "e9b3f0f2ad2bb9a3",
            ],
            [
                "status": "resolved", "labels": ["alertname": "ServerDown", "server": "b9f00986"], "annotations": [:],
                "startsAt": "2026-11-26T13:00:00Z", "endsAt": "2026-11-26T14:10:00+01:00", "generatorURL": "",
                "fingerprint": "0c2e6d",
            ],
        ],
    ]

    private static func changed(_ name: String, _ value: JSONValue?) -> JSONValue {
        var members = body.object ?? [:]
        members[name] = value
        return .object(members)
    }

    /// The body with one field of its first alert changed, or left out.
    private static func changedAlert(_ name: String, _ value: JSONValue?) -> JSONValue {
        var alerts = body["alerts"]?.array ?? []
        var first = alerts.first?.object ?? [:]
        first[name] = value
        alerts[0] = .object(first)
        return changed("alerts", .array(alerts))
    }

    private static func time(_ text: String) throws -> Timestamp { try #require(Timestamp(rfc3339: text)) }

    @Test func `each alert is read with its own status, and a time of the year 1 says nothing`() throws {
        let message = try HookBody.message(Self.body.encoded())
        #expect(message.truncated == 0)
        #expect(
            message.alerts == [
                ReceivedAlert(
                    labels: [
                        "alertname": "ServerDown", "panel": "main", "server": "1a7ce997",
                        "remediation": "restart-crashed",
                    ],
                    isFiring: true,
                    startsAt: try Self.time("2026-11-26T13:20:00.123Z")
                ),
                ReceivedAlert(
                    labels: ["alertname": "ServerDown", "server": "b9f00986"],
                    isFiring: false,
                    startsAt: try Self.time("2026-11-26T13:00:00Z"),
                    endsAt: try Self.time("2026-11-26T13:10:00Z")
                ),
            ]
        )
    }

    @Test(
        arguments: ["fingerprint", "endsAt", "annotations", "generatorURL"],
        [JSONValue?.none, .some(.null)]
    )
    func `what does not say which alert it is and since when may be missing`(_ name: String, _ value: JSONValue?) throws
    {
        let wanted = try HookBody.message(Self.body.encoded())
        #expect(try HookBody.message(Self.changedAlert(name, value).encoded()) == wanted)
    }

    @Test func `that alerts were left out is known`() throws {
        #expect(try HookBody.message(Self.changed("truncatedAlerts", 12).encoded()).truncated == 12)
        #expect(try HookBody.message(Self.changed("truncatedAlerts", JSONValue?.none).encoded()).truncated == 0)
        #expect(try HookBody.message(Self.changed("alerts", []).encoded()).alerts.isEmpty)
    }

    @Test(
        arguments: [
            (changed("version", "3"), #"version: found "3", allowed is "4""#),
            (changed("version", 4), #"version: found 4, allowed is "4""#),
            (changed("version", JSONValue?.none), #"version: found nothing, allowed is "4""#),
            (changed("alerts", JSONValue?.none), "alerts: found nothing, allowed is a list of alerts"),
            (changed("alerts", [:]), "alerts: found {}, allowed is a list of alerts"),
            (changed("alerts", ["x"]), #"alerts[0]: found "x", allowed is an object"#),
            (changed("truncatedAlerts", -1), "truncatedAlerts: found -1, allowed is a number of alerts"),
            (changed("truncatedAlerts", "1"), #"truncatedAlerts: found "1", allowed is a number of alerts"#),
            (changedAlert("status", "up"), #"alerts[0].status: found "up", allowed is "firing" or "resolved""#),
            (changedAlert("status", JSONValue?.none), "alerts[0].status: found nothing, allowed is"),
            (changedAlert("labels", JSONValue?.none), "alerts[0].labels: found nothing, allowed is an object of texts"),
            (changedAlert("labels", ["a": 1]), #"alerts[0].labels: found {"a":1}, allowed is an object of texts"#),
            (changedAlert("labels", ["": "1"]), "alerts[0].labels: found"),
            (changedAlert("startsAt", "now"), #"alerts[0].startsAt: found "now", allowed is a time such as"#),
            (changedAlert("startsAt", JSONValue?.none), "alerts[0].startsAt: found nothing"),
            (changedAlert("endsAt", 0), "alerts[0].endsAt: found 0, allowed is a time such as"),
            (changedAlert("fingerprint", 7), "alerts[0].fingerprint: found 7, allowed is a text"),
            ("x", #"the body: found "x", allowed is an object"#),
        ]
    )
    func `what cannot be used is told by its field, what was found and what is allowed`(
        _ body: JSONValue,
        _ message: String
    ) {
        let failure = #expect(throws: AlertmanagerFailure.self) { try HookBody.message(body.encoded()) }
        #expect(failure?.status == 400)
        #expect(failure?.message.hasPrefix(message) == true, "\(failure?.message ?? "")")
    }

    @Test func `what is no JSON is told as such`() {
        let failure = #expect(throws: AlertmanagerFailure.self) { try HookBody.message(Array("{\"version\":".utf8)) }
        #expect(failure?.message == "the body is not JSON")
    }

    @Test(arguments: 0..<(Soak.isOn ? 100 : 2))
    func `whatever is sent gives alerts, or 400 with a sentence`(batch: Int) {
        var random = SeededGenerator(seed: UInt64(batch))
        var taken = 0
        for number in 0..<5_000 {
            do throws(AlertmanagerFailure) {
                let message = try HookBody.message(BodyFuzz.mutated(Self.body, &random))
                taken += 1
                #expect(message.truncated >= 0, "batch \(batch), case \(number)")
                #expect(message.alerts.allSatisfy { !$0.labels.labels.contains { $0.name.isEmpty } })
            } catch {
                #expect(error.status == 400 && !error.message.isEmpty, "batch \(batch), case \(number)")
            }
        }
        #expect(taken > 100, "the fuzz reaches what is behind the reading")
    }
}
