import PanelSimulator
import PterodactylAPI
import Synchronization
import Telemetry
import Testing

/// A clock that sleepers push forward.
private final class PushedClock: Sendable {
    private let time = Mutex(Bench.start)

    var now: Telemetry.Timestamp { time.withLock { $0 } }

    func pass(_ duration: Duration) { time.withLock { $0 = $0 + duration } }
}

struct TransportTests {
    private let clock = PushedClock()
    private let transport: SimulatedTransport
    private let request: HTTPRequest

    init() {
        let clock = clock
        let panel = SimulatedPanel(options: SimulatorOptions(latency: .milliseconds(20)), startingAt: clock.now)
        request = HTTPRequest(
            method: .get,
            url: SimulatedTransport.panelURL + "/api/client",
            headers: [("Accept", "application/json"), ("Authorization", "Bearer " + panel.clientKey.reveal())],
            timeout: .seconds(15)
        )
        transport = SimulatedTransport(panel: panel, now: { clock.now }, sleep: { clock.pass($0) })
    }

    @Test func `an answer comes after the latency`() async throws {
        let response = try await transport.send(request)
        #expect(response.status == 200)
        #expect(clock.now - Bench.start == .milliseconds(20))
    }

    @Test func `a panel that is down refuses, one that hangs lets the request time out`() async throws {
        try transport.apply(.setPanelMode(.down))
        await #expect(throws: TransportError.connectFailed("connection refused")) { try await transport.send(request) }
        try transport.apply(.setPanelMode(.hang))
        await #expect(throws: TransportError.timedOut) { try await transport.send(request) }
        #expect(clock.now - Bench.start == .seconds(15))
    }

    @Test func `a slow panel answers ten seconds later, or too late`() async throws {
        try transport.apply(.setPanelMode(.slow(.seconds(10))))
        let response = try await transport.send(request)
        #expect(response.status == 200)
        #expect(clock.now - Bench.start == .milliseconds(10_020))
        try transport.apply(.setPanelMode(.slow(.seconds(20))))
        await #expect(throws: TransportError.timedOut) { try await transport.send(request) }
    }

    @Test func `a cut body is a broken answer`() async throws {
        try transport.apply(.setPanelMode(.cut))
        do {
            _ = try await transport.send(request)
            Issue.record("an answer came")
        } catch .brokenAnswer {
            #expect(transport.withPanel { $0.requests["client_servers"] } == 1)
        }
    }

    @Test func `a cancelled sleep is a cancelled request`() async throws {
        let clock = clock
        let panel = SimulatedPanel(options: SimulatorOptions(latency: .seconds(1)), startingAt: clock.now)
        let cancelled = SimulatedTransport(panel: panel, now: { clock.now }, sleep: { _ in throw CancellationError() })
        await #expect(throws: TransportError.cancelled) { try await cancelled.send(request) }
    }

    @Test func `wrong JSON is JSON with the right status and nothing else right`() async throws {
        try transport.apply(.setPanelMode(.wrongJSON))
        let response = try await transport.send(request)
        #expect(response.status == 200)
        #expect(response.json.keys == ["status"])
    }
}
