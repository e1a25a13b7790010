import Telemetry

/// A place within an interval that is the same in every run: the spread of calls that carry an id.
enum Phase {
    /// 0 up to 1, evenly spread over ids (FNV-1a, 64 bits).
    static func of(_ id: String) -> Double {
        var hash = FNV1a()
        hash.add(id)
        return Double(hash.mixed >> 11) / Double(1 << 53)
    }
}
