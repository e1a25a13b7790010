import Collecting
import PterodactylAPI
import Telemetry
import Testing

/// Which of several sources' observations count, and what they tell together.
struct ServerTrackerSourcesTests {
    struct Seen: Sendable {
        let source: ObservationSource
        let state: PowerState
        var uptime: Int?
        var askedAt: Int?
        let at: Int

        var sample: StateSample {
            StateSample(
                state: state,
                uptime: uptime.map { .seconds($0) },
                source: source,
                askedAt: askedAt.map(TrackerScript.at),
                receivedAt: TrackerScript.at(at)
            )
        }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let first: Seen
        let second: Seen
        let isNews: Bool
        var testDescription: String { name }

        init(_ name: String, _ first: Seen, _ second: Seen, isNews: Bool) {
            (self.name, self.first, self.second, self.isNews) = (name, first, second, isNews)
        }
    }

    private static let cases = [
        Case(
            "the panel's cache may be older than a WebSocket's word",
            Seen(source: .stream, state: .stopping, at: 10),
            Seen(source: .panel, state: .running, uptime: 500, at: 29),
            isNews: false
        ),
        Case(
            "and is not when a whole cache age passed",
            Seen(source: .stream, state: .stopping, at: 10),
            Seen(source: .panel, state: .running, uptime: 500, at: 30),
            isNews: true
        ),
        Case(
            "the panel's cache may be older than Wings' answer",
            Seen(source: .wings, state: .stopping, askedAt: 9, at: 10),
            Seen(source: .panel, state: .running, uptime: 500, at: 29),
            isNews: false
        ),
        Case(
            "an answer of Wings that was asked for before a WebSocket's word may be older",
            Seen(source: .stream, state: .stopping, at: 10),
            Seen(source: .wings, state: .running, uptime: 500, askedAt: 9, at: 12),
            isNews: false
        ),
        Case(
            "one that was asked for after it is newer",
            Seen(source: .stream, state: .stopping, at: 10),
            Seen(source: .wings, state: .running, uptime: 500, askedAt: 10, at: 12),
            isNews: true
        ),
        Case(
            "a WebSocket's word is newer than an answer of Wings that came before it",
            Seen(source: .wings, state: .stopping, askedAt: 8, at: 10),
            Seen(source: .stream, state: .offline, at: 10),
            isNews: true
        ),
        Case(
            "Wings is taken at once where the panel told before",
            Seen(source: .panel, state: .stopping, at: 10),
            Seen(source: .wings, state: .running, uptime: 500, askedAt: 9, at: 11),
            isNews: true
        ),
        Case(
            "answers of one source come in their order",
            Seen(source: .wings, state: .stopping, askedAt: 8, at: 10),
            Seen(source: .wings, state: .offline, askedAt: 9, at: 11),
            isNews: true
        ),
    ]

    @Test(arguments: cases)
    func `what another source told is only overruled by what was surely true later`(row: Case) {
        var tracker = TrackerScript().tracker
        tracker.observe(row.first.sample)
        tracker.observe(row.second.sample)
        #expect(tracker.state == (row.isNews ? row.second.state : row.first.state))
    }

    @Test func `each source's last word has a time of its own`() {
        var tracker = TrackerScript().tracker
        tracker.observe(Seen(source: .panel, state: .running, uptime: 50, at: 0).sample)
        tracker.observe(Seen(source: .wings, state: .running, uptime: 62, askedAt: 10, at: 12).sample)
        tracker.observe(Seen(source: .stream, state: .running, at: 14).sample)
        #expect(
            tracker.observedBySource == [
                .panel: TrackerScript.at(-20), .wings: TrackerScript.at(10), .stream: TrackerScript.at(14),
            ]
        )
        #expect(tracker.observedAt == TrackerScript.at(14))
    }

    @Test func `the start time is steady while the sources change, and nobody counts a start`() {
        var tracker = TrackerScript().tracker
        tracker.observe(Seen(source: .wings, state: .running, uptime: 100, askedAt: 100, at: 100).sample)
        let start = tracker.startTime
        #expect(start == TrackerScript.at(0))
        let seen = [
            Seen(source: .panel, state: .running, uptime: 105, at: 125),
            Seen(source: .stream, state: .running, at: 126),
            Seen(source: .stream, state: .running, uptime: 127, at: 127),
            Seen(source: .wings, state: .running, uptime: 127, askedAt: 127, at: 130),
            Seen(source: .panel, state: .running, uptime: 130, at: 150),
            Seen(source: .wings, state: .running, uptime: 152, askedAt: 151, at: 152),
        ]
        for sample in seen.map(\.sample) {
            tracker.observe(sample)
            #expect(tracker.startTime == start)
        }
        #expect(tracker.starts.isEmpty)
        #expect(tracker.clarificationDue == nil)
    }

    @Test(arguments: [ObservationSource.wings, .stream])
    func `a live source shows a new container at once, where the panel leaves its cache's age open`(
        source: ObservationSource
    ) {
        var tracker = TrackerScript().tracker
        tracker.observe(Seen(source: source, state: .running, uptime: 100, at: 100).sample)
        tracker.observe(Seen(source: source, state: .running, uptime: 2, at: 110).sample)
        #expect(tracker.startTime == TrackerScript.at(108))
        #expect(tracker.clarificationDue != nil)
    }
}
