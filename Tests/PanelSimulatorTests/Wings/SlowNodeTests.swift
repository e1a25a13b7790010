import PanelSimulator
import PterodactylAPI
import Testing

/// A Wings that does at once what it is asked, and answers late.
struct SlowNodeTests {
    private let node = NodeID(1)

    /// The status of an answer, and how late it comes.
    private func outcome(_ reply: SimulatedReply) throws -> (status: Int, after: Duration) {
        guard case .answer(let response, let delay) = reply else {
            Issue.record("no answer but \(reply)")
            return (0, .zero)
        }
        return (response.status, delay)
    }

    @Test func `direct answers and the panel's are late, but not those that the panel has by itself`() throws {
        var wings = WingsBench()
        let path = wings.bench.path("Survival")
        let key = wings.bench.panel.clientKey
        try wings.apply(.setNodeMode(node, .slow(.seconds(5))))
        #expect(try outcome(wings.reply(.get, "/api/servers")) == (200, .seconds(5)))
        #expect(try outcome(wings.reply(.get, "/api/servers", token: "wrong")) == (403, .seconds(5)))
        #expect(try outcome(wings.bench.reply(.get, path + "/resources", key: key)) == (200, .seconds(5)))
        #expect(try outcome(wings.bench.reply(.get, path + "/resources", key: key)) == (200, .zero))
        #expect(try outcome(wings.bench.reply(.get, path, key: key)) == (200, .zero))
        try wings.apply(.setNodeMode(node, .ok))
        #expect(try outcome(wings.reply(.get, "/api/servers")) == (200, .zero))
    }

    @Test func `the panel gives up after 15 s, and what it asked for is done all the same`() throws {
        var wings = WingsBench()
        let path = wings.bench.path("Survival")
        let key = wings.bench.panel.clientKey
        try wings.apply(.setNodeMode(node, .slow(.seconds(20))))
        #expect(try outcome(wings.bench.reply(.get, path + "/resources", key: key)) == (504, .seconds(15)))
        let stop = wings.bench.reply(.post, path + "/power", key: key, body: #"{"signal":"stop"}"#)
        #expect(try outcome(stop) == (504, .seconds(15)))
        wings.pass(.seconds(3))
        #expect(wings.bench.state("Survival") == .offline)
        #expect(try outcome(wings.reply(.get, "/api/servers")) == (200, .seconds(20)))
    }

    @Test func `a WebSocket's requests are answered late, its events are not`() throws {
        var wings = WingsBench()
        try wings.apply(.setNodeMode(node, .slow(.seconds(5))))
        #expect(wings.bench.panel.wingsDelay(of: node) == .seconds(5))
        let stream = try wings.connect("Survival")
        wings.pass(.milliseconds(4_999))
        #expect(wings.events(stream) == [])
        wings.pass(.milliseconds(1))
        #expect(wings.events(stream) == ["auth success", "status running"])
        try wings.apply(.crash(wings.bench.id("Survival")))
        #expect(wings.events(stream).contains("status offline"))
    }

    @Test func `the delay is shorter in a faster world`() throws {
        var wings = WingsBench(SimulatorOptions(latency: .milliseconds(20), timeScale: 10))
        try wings.apply(.setNodeMode(node, .slow(.seconds(5))))
        #expect(try outcome(wings.reply(.get, "/api/servers")) == (200, .milliseconds(520)))
    }
}
