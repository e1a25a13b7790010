import Foundation

/// Whether the long runs are asked for: `make soak` sets `PTEROWATCH_SOAK=1`.
enum Soak {
    static let isOn = ProcessInfo.processInfo.environment["PTEROWATCH_SOAK"] == "1"
}
