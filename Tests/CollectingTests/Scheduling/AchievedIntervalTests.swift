import Collecting
import Telemetry
import Testing

struct AchievedIntervalTests {
    private static func mean(of seconds: [Int]) -> Duration? {
        var interval = AchievedInterval()
        for value in seconds { interval.note(.seconds(value)) }
        return interval.mean
    }

    @Test(
        arguments: [
            ([], nil), ([20], 20), ([20, 40], 30), ([10, 20, 60], 30),
        ] as [([Int], Int?)]
    )
    func `the first ones count alike`(seconds: [Int], mean: Int?) {
        #expect(Self.mean(of: seconds) == mean.map { .seconds($0) })
    }

    @Test func `later ones count for one in thirty-two, so that it follows a change and no single delay`() throws {
        let steady = Array(repeating: 20, count: 100)
        let delayed = try #require(Self.mean(of: steady + [340]))
        #expect(delayed == .seconds(30))
        let changed = try #require(Self.mean(of: steady + Array(repeating: 40, count: 200)))
        #expect(changed > .seconds(39.9) && changed <= .seconds(40))
    }

    @Test func `the metric tells the configured interval before the second look, and then the real one`() {
        var panel = ScriptedPanel(servers: 4, nodes: 1)
        panel.run(seconds: 2)
        let name = "pterowatch_collector_interval_seconds"
        #expect(panel.value(name, ["collector": "backups"]) == 3_600)
        panel.run(seconds: 700)
        let servers = panel.value(name, ["collector": "servers"]) ?? 0
        #expect(abs(servers - 20) < 0.5)
    }
}
