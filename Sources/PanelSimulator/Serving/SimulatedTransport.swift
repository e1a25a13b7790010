public import PterodactylAPI
import Synchronization
public import Telemetry

/// A way into a simulated panel and its nodes' Wings without a socket: agent and simulator share one clock, which may be a manual one.
public final class SimulatedTransport: HTTPTransport {
    /// The URL that the panel believes it has.
    public static let panelURL = "http://panel.simulated"

    private let panel: Mutex<SimulatedPanel>
    private let now: @Sendable () -> Timestamp
    private let sleep: @Sendable (Duration) async throws -> Void

    /// Makes a transport into a panel.
    /// - Parameters:
    ///   - panel: the panel, which the transport then owns.
    ///   - now: the clock.
    ///   - sleep: waits on that clock; throws when the task is cancelled.
    public init(
        panel: SimulatedPanel,
        now: @escaping @Sendable () -> Timestamp,
        sleep: @escaping @Sendable (Duration) async throws -> Void
    ) {
        var panel = panel
        panel.panelURL = Self.panelURL
        self.panel = Mutex(panel)
        self.now = now
        self.sleep = sleep
    }

    /// Reads or changes the panel; advanced to the clock's time first.
    public func withPanel<Value: Sendable>(_ body: (inout SimulatedPanel) -> Value) -> Value {
        let time = now()
        return panel.withLock { panel in
            panel.advance(to: time)
            return body(&panel)
        }
    }

    /// Carries out a control now.
    public func apply(_ control: Control) throws(ControlError) {
        let time = now()
        let result: Result<Void, ControlError> = panel.withLock { panel in
            do throws(ControlError) {
                try panel.apply(control, at: time)
                return .success(())
            } catch {
                return .failure(error)
            }
        }
        try result.get()
    }

    /// Asks the Wings that the URL names for a WebSocket; nil when no node has that URL.
    public func openStream(_ request: HTTPRequest) -> StreamOpening? {
        let time = now()
        return panel.withLock { panel in
            panel.wingsNode(of: request.url).map { panel.openStream(on: $0, request, at: time) }
        }
    }

    /// Sends a text frame to a simulated Wings.
    public func send(_ text: String, on stream: StreamID) {
        let time = now()
        panel.withLock { $0.receive(text, on: stream, at: time) }
    }

    /// Takes what a simulated Wings has sent by now, oldest first.
    public func takeFrames(of stream: StreamID) -> [StreamFrame] {
        let time = now()
        return panel.withLock { $0.takeFrames(of: stream, at: time) }
    }

    /// Ends a WebSocket from the client's side.
    public func closeStream(_ stream: StreamID) {
        let time = now()
        panel.withLock { $0.closeStream(stream, at: time) }
    }

    /// Gives the reply of the panel, or of the Wings that the URL names, as a connection would: late, broken off, or
    /// not at all.
    public func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        let time = now()
        let reply = panel.withLock { panel in
            if let node = panel.wingsNode(of: request.url) {
                panel.respondAsWings(node, to: request, at: time)
            } else {
                panel.respond(to: request, at: time)
            }
        }
        switch reply {
        case .answer(let response, let delay):
            guard delay <= request.timeout else { throw await timeOut(after: request.timeout) }
            if delay > .zero { try await pause(delay) }
            return response
        case .never: throw await timeOut(after: request.timeout)
        case .refused: throw .connectFailed("connection refused")
        case .cut(let response, let bytes):
            throw .brokenAnswer("the connection ended after \(bytes) of \(response.body.count) bytes")
        }
    }

    private func pause(_ duration: Duration) async throws(TransportError) {
        do {
            try await sleep(duration)
        } catch {
            throw .cancelled
        }
    }

    private func timeOut(after duration: Duration) async -> TransportError {
        do throws(TransportError) {
            try await pause(duration)
            return .timedOut
        } catch {
            return error
        }
    }
}
