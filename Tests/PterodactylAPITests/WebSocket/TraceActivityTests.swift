import PterodactylAPI
import TestSupport
import Testing

/// What the panel's activity log held at the end of the traces.
struct TraceActivityTests {
    @Test func `every entry decodes, and only what somebody did is in it`() throws {
        let logs = try #require(try Trace.answer("activity_final.json").object)
        #expect(logs.count == 4)
        var events: Set<String> = []
        for (server, entries) in logs {
            let answer = HTTPResponse(status: 200, body: JSONValue.object(["data": entries]).encoded())
            let log = try ClientAPI().servers(survival).activity().page(1).endpoint.interpret(answer)
            #expect(log.items.count == entries.array?.count, "\(server)")
            #expect(log.items.allSatisfy { $0.time != nil && !$0.id.isEmpty }, "\(server)")
            events.formUnion(log.items.map(\.event))
        }
        #expect(events.isSuperset(of: ["server:power.start", "server:power.kill", "server.backup.restore-failed"]))
        #expect(!events.contains { $0.contains("crash") })
    }
}
