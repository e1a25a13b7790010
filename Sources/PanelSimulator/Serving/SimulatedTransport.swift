public import PterodactylAPI
import Synchronization
public import Telemetry

/// A way into a simulated panel without a socket: agent and simulator share one clock, which may be a manual one.
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

    /// Gives the panel's reply as a connection would: late, broken off, or not at all.
    public func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        let time = now()
        let reply = panel.withLock { $0.respond(to: request, at: time) }
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
