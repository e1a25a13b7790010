extension Double {
    /// The one NaN that says "this series ended here" (Prometheus `value.StaleNaN`).
    public static let staleMarker = Double(bitPattern: 0x7FF0_0000_0000_0002)

    /// Whether this is the stale marker, and not just any NaN.
    public var isStaleMarker: Bool { bitPattern == Double.staleMarker.bitPattern }
}
