public import Telemetry

/// Encodes snapshots in Prometheus' text format 0.0.4.
///
/// What depends on names and labels alone is escaped once for each layout and kept; a snapshot of a known layout costs
/// copying those bytes and writing its numbers. Families stand in the layout's order, each with HELP and TYPE before its
/// samples; no timestamps; every line ends with LF
/// (<https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format>).
public struct TextEncoder: Sendable {
    /// What an answer with this body says of itself.
    public static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    private var known: (layout: SnapshotLayout, lines: TextLines)?

    /// Makes an encoder that has seen no layout yet.
    public init() {}

    /// The page of a snapshot; empty for one without series.
    public mutating func encode(_ snapshot: Snapshot) -> [UInt8] {
        lines(of: snapshot.layout).filled(with: snapshot.values)
    }

    private mutating func lines(of layout: SnapshotLayout) -> TextLines {
        if let known, known.layout === layout { return known.lines }
        let lines = TextLines(layout)
        known = (layout, lines)
        return lines
    }
}
