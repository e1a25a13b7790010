import Telemetry

extension MetricFamily {
    /// The family's name and type as OpenMetrics has them.
    ///
    /// A counter is named without `_total` there, and one without it is of no known type, as Go's writer has it. A
    /// gauge `x_info` is the information `x`. A state stays a gauge: the label of a stateset would have to be named like
    /// the family.
    ///
    /// | family | name | type |
    /// |---|---|---|
    /// | counter `x_total` | `x` | `counter` |
    /// | counter `x` | `x` | `unknown` |
    /// | gauge `x_info` | `x` | `info` |
    /// | gauge `x_state` | `x_state` | `gauge` |
    var openMetrics: (name: String, type: String) {
        switch kind {
        case .counter:
            return name.hasSuffix("_total") ? (String(name.dropLast("_total".count)), "counter") : (name, "unknown")
        case .gauge where name.hasSuffix("_info"):
            return (String(name.dropLast("_info".count)), "info")
        case .gauge, .histogram:
            return (name, kind.rawValue)
        }
    }

    /// The base unit that the family's name, without `_total`, ends in; nil for a number of things, and for information.
    var unit: String? {
        let (name, type) = openMetrics
        return type == "info" ? nil : Self.units.first { name.hasSuffix("_" + $0) }
    }

    private static let units = ["seconds", "bytes", "ratio", "cores"]
}
