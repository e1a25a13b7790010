import PanelSimulator
import PterodactylAPI
import Testing

/// A node that the panel reaches and clients do not.
struct NodeBlockTests {
    private let node = NodeID(1)

    @Test(arguments: [(NodeBlock.refuse, -1), (.hang, 0)])
    func `clients get nothing and lose their sockets, the panel works on`(block: NodeBlock, status: Int) throws {
        var wings = WingsBench()
        let token = wings.token()
        let stream = try wings.connect("Survival")
        wings.take(stream)
        try wings.apply(.setNodeBlock(node, block))
        #expect(wings.events(stream) == ["closed 1006"])
        #expect(wings.ask(.get, "/api/servers", token: token).status == status)
        #expect(wings.opening(of: wings.uuid("Survival")) == .rejected(block == .refuse ? .refused : .never))
        #expect(wings.bench.panel.isWingsListening(node) == (block == .hang))
        #expect(wings.bench.panel.nodes.map(\.mode) == [.ok])
        #expect(wings.bench.resources("Survival")["current_state"].text == "running")
        wings.power("stop", "Survival")
        wings.pass(.seconds(3))
        #expect(wings.bench.state("Survival") == .offline)
        try wings.apply(.setNodeBlock(node, .none))
        #expect(wings.ask(.get, "/api/servers", token: token).status == 200)
        let again = try wings.connect("Survival")
        #expect(wings.events(again) == ["auth success", "status offline", "stats offline"])
    }

    @Test func `what a block swallows is never done`() throws {
        var wings = WingsBench()
        let target = "/api/servers/\(wings.uuid("Creative"))/power"
        try wings.apply(.setNodeBlock(node, .hang))
        #expect(wings.ask(.post, target, body: #"{"action":"start"}"#).status == 0)
        try wings.apply(.setNodeMode(node, .hang))
        #expect(wings.ask(.post, target, body: #"{"action":"start"}"#).status == 0)
        try wings.apply(.setNodeMode(node, .ok))
        try wings.apply(.setNodeBlock(node, .none))
        wings.pass(.seconds(60))
        #expect(wings.bench.state("Creative") == .offline)
    }

    @Test func `a block stands in front of every mode`() throws {
        var wings = WingsBench()
        try wings.apply(.setNodeBlock(node, .refuse))
        for mode in [NodeMode.hang, .error(500), .slow(.seconds(5)), .maintenance] {
            try wings.apply(.setNodeMode(node, mode))
            #expect(wings.ask(.get, "/api/servers").status == -1, "\(mode)")
        }
    }
}
