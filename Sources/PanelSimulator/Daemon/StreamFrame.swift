public import Telemetry

/// A WebSocket of a simulated Wings.
public struct StreamID: Hashable, Sendable {
    let number: Int
}

/// Something that a simulated Wings does on a WebSocket, and when.
public struct StreamFrame: Sendable, Equatable {
    /// What it does.
    public enum Payload: Sendable, Equatable {
        /// A text frame: JSON, `{"event": …, "args": […]}`.
        case text(String)
        /// A close frame, then the end.
        case close(code: Int, reason: String)
        /// The connection ends without a close frame, which clients report as 1006.
        case broken
    }

    /// When it is sent.
    public let at: Timestamp
    /// What is sent.
    public let payload: Payload
}

/// How a simulated Wings meets the request for a WebSocket.
public enum StreamOpening: Sendable, Equatable {
    /// It switches protocols; nothing is sent before the client authenticates.
    case opened(StreamID)
    /// It answers with an error: 403 for a wrong `Origin`, 404 for an unknown server, 400 for what is no upgrade.
    case rejected(SimulatedReply)
}
