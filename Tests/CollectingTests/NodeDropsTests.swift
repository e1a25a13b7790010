import Collecting
import PterodactylAPI
import Telemetry
import Testing

/// When servers that go down are one event of their node, and when each is looked at by itself.
struct NodeDropsTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        /// After how many seconds each server goes down; nil for one that stays up.
        let drops: [Int?]
        var wasDown: Set<Int> = []
        var wasStopping: Set<Int> = []
        let isOutage: Bool
        var testDescription: String { name }
    }

    private static let cases = [
        Case(name: "three of three in one second", drops: [0, 0, 0], isOutage: true),
        Case(name: "three of three over two seconds", drops: [0, 1, 2], isOutage: true),
        Case(name: "three of three over four seconds", drops: [0, 2, 4], isOutage: false),
        Case(name: "two of two", drops: [0, 0], isOutage: false),
        Case(name: "three of four", drops: [0, 0, 0, nil], isOutage: false),
        Case(name: "three of four, the other one was down", drops: [0, 0, 0, nil], wasDown: [3], isOutage: true),
        Case(name: "three of which one was being stopped", drops: [0, 0, 0], wasStopping: [1], isOutage: false),
        Case(name: "four of which one was being stopped", drops: [0, 0, 0, 0], wasStopping: [1], isOutage: true),
    ]

    @Test(arguments: cases)
    func `servers that go down together are one event of their node where all that were up do`(row: Case) {
        let sources = SourcePlan(stream: .all)
        var panel = ScriptedPanel(
            servers: row.drops.count,
            nodes: 1,
            plan: PanelPlan(name: "main", sources: sources)
        )
        for index in row.wasDown { panel.servers[index].state = .offline }
        panel.run(seconds: 30)
        for index in row.wasStopping { panel.become(.stopping, index) }
        for second in 0...4 {
            for (index, drop) in row.drops.enumerated() where drop == second { panel.become(.offline, index) }
            panel.run(seconds: 1)
        }
        let isSaid = panel.notices.contains { if case .serversVanished = $0 { true } else { false } }
        #expect(isSaid == row.isOutage)
        let dropped = row.drops.indices.filter { row.drops[$0] != nil && !row.wasStopping.contains($0) }
        let expected: Situation = row.isOutage ? .unknown : .undecided
        #expect(dropped.allSatisfy { panel.view($0)?.situation == expected })
    }

    @Test func `drops on different nodes are no event of either`() {
        let sources = SourcePlan(stream: .all)
        var panel = ScriptedPanel(servers: 4, nodes: 2, plan: PanelPlan(name: "main", sources: sources))
        panel.run(seconds: 30)
        for index in panel.servers.indices { panel.become(.offline, index) }
        #expect(panel.watcher.views.allSatisfy { $0.situation == .undecided })
    }

    @Test func `a server that was last seen up before the others went down says nothing against it`() {
        var panel = ScriptedPanel.withWings(servers: 4, nodes: 1, sources: SourcePlan(stream: .all))
        panel.run(seconds: 30)
        panel.disconnect(panel.servers[3].uuid, .closed(.abnormal))
        panel.wings[0].isDockerAway = true
        for index in 0..<3 { panel.become(.offline, index) }
        #expect(panel.watcher.views.allSatisfy { $0.state == nil })
        #expect((0..<3).allSatisfy { panel.view($0)?.situation == .unknown })
    }
}
