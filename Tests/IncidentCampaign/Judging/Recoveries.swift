/// How long servers that were owed a start took to run.
package struct Recoveries: Sendable {
    private struct Recovery {
        let kind: IncidentKind
        let duration: Duration
        let isInOutage: Bool
    }

    private var all: [Recovery] = []

    /// Of servers that failed by themselves, the shortest first.
    package var alone: [Duration] { all.filter { !$0.isInOutage }.map(\.duration).sorted() }

    /// Of servers whose node, or the fleet, had an outage meanwhile: they are left alone for its pauses, too.
    package var inOutages: [Duration] { all.filter(\.isInOutage).map(\.duration).sorted() }

    /// Of servers that failed by themselves, by what befell them.
    package var byKind: [IncidentKind: [Duration]] {
        Dictionary(grouping: all.filter { !$0.isInOutage }, by: \.kind).mapValues { $0.map(\.duration).sorted() }
    }

    /// - Parameter isInOutage: whether its node, or the fleet, had an outage meanwhile.
    mutating func add(_ duration: Duration, of kind: IncidentKind, isInOutage: Bool) {
        all.append(Recovery(kind: kind, duration: duration, isInOutage: isInOutage))
    }

    static func + (one: Self, other: Self) -> Self {
        var sum = one
        sum.all += other.all
        return sum
    }

    /// The least value that so large a part is not above.
    /// - Parameter sorted: the shortest first.
    package static func quantile(_ part: Double, _ sorted: [Duration]) -> Duration {
        guard !sorted.isEmpty else { return .zero }
        let rank = Int((part * Double(sorted.count)).rounded(.up))
        return sorted[max(0, min(sorted.count, rank) - 1)]
    }
}
