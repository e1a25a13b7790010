import Alerting
import PromQL
import Telemetry
import Testing

/// Whom silences cover, whoever keeps them.
struct SilencesTests {
    private static let now = Timestamp(millisecondsSince1970: 1_800_000_000_000)
    private static let alert: LabelSet = ["alertname": "Down", "server": "a1", "severity": "page"]

    private static func silence(
        _ id: String,
        _ matchers: String = "server=a1",
        from: Duration = .seconds(-60),
        to: Duration = .seconds(60)
    ) throws -> Silence {
        Silence(
            id: id,
            matchers: try MatcherText.parse(matchers),
            startsAt: now + from,
            endsAt: now + to,
            updatedAt: now,
            createdBy: "ada",
            comment: "why"
        )
    }

    @Test(arguments: [
        ("server=a1", true), ("server=a2", false), ("server=a1,alertname=Down", true),
        ("server=a1,alertname=Up", false),
        ("server=~a.", true), ("server=~a", false), ("server!~b.*", true), ("server!=a1", false), ("node=", true),
        ("node!=", false), ("node!=n1", true), ("node=~.*", true), ("node=~.+", false),
    ])
    func `every matcher must pass, and a label that is not there counts as empty`(
        _ matchers: String,
        _ isCovered: Bool
    ) throws {
        #expect(try Self.silence("s", matchers).covers(Self.alert) == isCovered)
    }

    @Test func `only those that hold now cover, sorted by who keeps them and id`() throws {
        var silences = Silences()
        silences.replace(.alertmanager("b"), with: [try Self.silence("1")])
        silences.replace(.alertmanager("a"), with: [try Self.silence("9"), try Self.silence("8")])
        silences.replace(
            .own,
            with: [
                try Self.silence("3"), try Self.silence("pending", from: .seconds(1)), try Self.silence("2"),
                try Self.silence("expired", to: .zero), try Self.silence("other", "server=a2"),
            ]
        )
        let covering = silences.covering(Self.alert, at: Self.now)
        #expect(covering.map(\.silence.id) == ["2", "3", "8", "9", "1"])
        #expect(covering.map(\.source) == [.own, .own, .alertmanager("a"), .alertmanager("a"), .alertmanager("b")])
        #expect(silences.covering(Self.alert, at: Self.now + .seconds(1)).map(\.silence.id).contains("pending"))
        #expect(silences.activeCounts(at: Self.now) == [.own: 3, .alertmanager("a"): 2, .alertmanager("b"): 1])
    }

    @Test func `what a source says replaces what it said before, and nothing of the others`() throws {
        var silences = Silences()
        silences.replace(.own, with: [try Self.silence("1")])
        silences.replace(.alertmanager("a"), with: [try Self.silence("2")])
        silences.replace(.own, with: [try Self.silence("3")])
        #expect(silences.covering(Self.alert, at: Self.now).map(\.silence.id) == ["3", "2"])
        silences.replace(.own, with: [])
        #expect(silences.covering(Self.alert, at: Self.now).map(\.silence.id) == ["2"])
        #expect(silences.activeCounts(at: Self.now) == [.own: 0, .alertmanager("a"): 1])
    }
}
