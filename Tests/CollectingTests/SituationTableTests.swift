import Collecting
import PterodactylAPI
import Telemetry
import Testing

/// What polling a panel makes of each situation that a server can be in.
///
/// A panel is driven through it, and the watcher looks on. A restart is only ever considered for what is `crashed`.
struct SituationTableTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        /// What happens, in seconds after the agent began; the server has been running for long.
        let story: [(Int, [PanelChange])]
        /// What is believed in the end.
        let situation: Situation
        let isDesiredUp: Bool?
        let crashes: Double
        let starts: [StartCause: Double]
        /// Whether it is believed to have crashed at any time, and might be restarted then.
        let isEverCrashed: Bool
        var testDescription: String { name }

        init(
            _ name: String,
            _ story: [(Int, [PanelChange])],
            _ situation: Situation,
            wanted isDesiredUp: Bool?,
            crashes: Double = 0,
            starts: [StartCause: Double] = [:],
            isEverCrashed: Bool? = nil
        ) {
            self.name = name
            self.story = story
            self.situation = situation
            self.isDesiredUp = isDesiredUp
            self.crashes = crashes
            self.starts = starts
            self.isEverCrashed = isEverCrashed ?? (situation == .crashed || starts[.agent] != nil)
        }
    }

    @Test(arguments: SituationRows.crashes + SituationRows.humans + SituationRows.panel + SituationRows.outages)
    func `each situation is told as far as polling can tell it`(row: Row) throws {
        var panel = ScriptedPanel(servers: 1, nodes: 1)
        var wasCrashed = false
        for second in 0..<600 {
            for (_, changes) in row.story.filter({ $0.0 == second }) { changes.forEach { panel.apply($0) } }
            panel.run(seconds: 1)
            wasCrashed = wasCrashed || panel.view(0)?.situation == .crashed
        }
        let view = try #require(panel.view(0))
        #expect(view.situation == row.situation)
        #expect(view.isDesiredUp == row.isDesiredUp)
        let crashes = panel.samples("pterodactyl_server_crashes_total").map(\.value).reduce(0, +)
        #expect(crashes == row.crashes)
        for cause in StartCause.allCases {
            let starts = panel.value("pterodactyl_server_starts_total", ["cause": cause.rawValue])
            #expect(starts == row.starts[cause, default: 0], "started by \(cause)")
        }
        #expect(wasCrashed == row.isEverCrashed, "what is crashed may be restarted, and nothing else")
    }

    @Test func `a server that was deleted is forgotten`() {
        var panel = ScriptedPanel(servers: 2, nodes: 1)
        panel.run(seconds: 60)
        let uuid = panel.servers.removeFirst().uuid
        panel.run(seconds: 120)
        #expect(panel.watcher.view(of: uuid) == nil)
    }
}
