import PanelSimulator
import PterodactylAPI
import Synchronization
import Telemetry
import Testing

/// Panel and Wings behind one transport, in virtual time.
struct WingsTransportTests {
    @Test func `one transport leads to the panel and to each node's Wings, by the URL`() async throws {
        let time = Time()
        let panel = SimulatedPanel(options: SimulatorOptions(servers: 4, nodes: 2), startingAt: time.now)
        let (key, urls) = (panel.clientKey, panel.wingsURLs)
        let transport = SimulatedTransport(panel: panel, now: { time.now }, sleep: { time.pass($0) })
        func get(_ url: String, _ key: String) async throws -> HTTPResponse {
            let headers = [
                (name: "Accept", value: "application/json"), (name: "Authorization", value: "Bearer " + key),
            ]
            return try await transport.send(HTTPRequest(method: .get, url: url, headers: headers))
        }
        let nodes = SimulatedTransport.panelURL + "/api/application/nodes/2/configuration"
        let configuration = try await get(nodes, panel.applicationKey.reveal()).json
        let servers = try await get(urls[1] + "/api/servers", configuration["token"].text)
        #expect(servers.json.elements.count == 2)
        #expect(try await get(urls[0] + "/api/servers", configuration["token"].text).status == 403)
        let uuid = servers.json[0]["configuration"]["uuid"].text
        let path = "/api/client/servers/\(uuid.prefix(8))/websocket"
        let credentials = try await get(SimulatedTransport.panelURL + path, key.reveal()).json["data"]
        let request = HTTPRequest(
            method: .get,
            url: credentials["socket"].text,
            headers: [("Upgrade", "websocket"), ("Origin", configuration["remote"].text)]
        )
        guard case .opened(let stream)? = transport.openStream(request) else {
            Issue.record("no WebSocket was opened")
            return
        }
        transport.send("{\"event\":\"auth\",\"args\":[\"\(credentials["token"].text)\"]}", on: stream)
        #expect(transport.takeFrames(of: stream).map(\.summary) == ["auth success", "status offline", "stats offline"])
        try transport.apply(.start(ServerIdentifier(String(uuid.prefix(8))), via: .web))
        time.pass(.seconds(60))
        #expect(transport.takeFrames(of: stream).map(\.summary).contains("status running"))
        transport.closeStream(stream)
        #expect(transport.openStream(HTTPRequest(method: .get, url: "ws://nowhere/")) == nil)
        try transport.apply(.setNodeMode(NodeID(2), .refuse))
        await #expect(throws: TransportError.connectFailed("connection refused")) {
            try await get(urls[1] + "/api/servers", configuration["token"].text)
        }
        try transport.apply(.setNodeMode(NodeID(2), .hang))
        await #expect(throws: TransportError.timedOut) {
            try await get(urls[1] + "/api/servers", configuration["token"].text)
        }
    }

    /// A clock that sleepers push forward.
    private final class Time: Sendable {
        private let time = Mutex(Bench.start)

        var now: Telemetry.Timestamp { time.withLock { $0 } }

        func pass(_ duration: Duration) { time.withLock { $0 = $0 + duration } }
    }
}
