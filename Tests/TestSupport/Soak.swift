import Foundation

/// Whether the long runs are asked for: `make soak` sets `PTEROWATCH_SOAK=1`.
public enum Soak {
    /// Whether they are.
    public static let isOn = ProcessInfo.processInfo.environment["PTEROWATCH_SOAK"] == "1"
}
