import PanelSimulator
import Telemetry

/// A large simulated fleet behind several panels, watched by the product in virtual time: makes the snapshots that both
/// sides are fed.
struct VirtualFleet {
    private var panels: [WatchedPanel]
    private var now: Timestamp
    private var assembler = SnapshotAssembler()

    /// How long it is from one snapshot to the next; each node is asked as often.
    static let interval = Duration.seconds(15)
    private static let seed: UInt64 = 20_261_126
    /// As many can be simulated at once.
    private static let panelCount = 4
    /// For the first sweep over states and backups of all servers.
    private static let settling = Duration.seconds(120)

    /// Makes a fleet that was watched for a while.
    init(servers: Int, startingAt start: Timestamp) async throws {
        now = start - Self.settling
        let (share, begin) = (servers / Self.panelCount, now)
        panels = (0..<Self.panelCount).map { number in
            let options = SimulatorOptions(
                servers: share,
                nodes: max(1, share / 100),
                seed: Self.seed + UInt64(number),
                clientRateLimit: 100_000_000,
                applicationRateLimit: 100_000_000
            )
            return WatchedPanel("panel-\(number)", options, startingAt: begin)
        }
        await run(until: start)
        guard panels.allSatisfy(\.isReady) else {
            throw BenchError("the first sweep over \(servers) servers did not end")
        }
    }

    /// What the agent would show an interval later.
    mutating func nextSnapshot() async -> Snapshot {
        await run(until: now + Self.interval)
        return assembler.assemble(at: now) { draft in
            for panel in panels { panel.write(into: &draft, at: now) }
        }
    }

    private mutating func run(until end: Timestamp) async {
        let waiting = panels
        // Taken out, so that they are changed in place.
        panels = []
        panels = await withTaskGroup(of: (Int, WatchedPanel).self) { group in
            for (number, panel) in waiting.enumerated() {
                group.addTask {
                    var panel = panel
                    panel.run(until: end)
                    return (number, panel)
                }
            }
            var done: [(number: Int, panel: WatchedPanel)] = []
            for await (number, panel) in group { done.append((number, panel)) }
            return done.sorted { $0.number < $1.number }.map(\.panel)
        }
        now = end
    }
}
