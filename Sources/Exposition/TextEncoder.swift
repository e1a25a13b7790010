public import Telemetry

/// Encodes snapshots in Prometheus' text format 0.0.4
/// (<https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format>).
public struct TextEncoder: Sendable {
    /// What an answer with this body says of itself.
    public static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    private var encoder = PageEncoder(.text)

    /// Makes an encoder that has seen no layout yet.
    public init() {}

    /// The page of a snapshot; empty for one without series.
    public mutating func encode(_ snapshot: Snapshot) -> [UInt8] {
        encoder.encode(snapshot).bytes
    }
}
