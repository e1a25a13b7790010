internal import Telemetry

/// What was done to the counts of classic histograms that fell where they cannot: which buckets, by how much and when.
struct ForcedMonotonicity: Equatable {
    private var falls: ClassicHistogram.Falls
    private var count = 1
    private var times: ClosedRange<Timestamp>

    /// One histogram's.
    init(_ falls: ClassicHistogram.Falls, at time: Timestamp) { (self.falls, times) = (falls, time...time) }

    /// Adds that of more histograms, or of the same one at another time.
    mutating func merge(_ other: ForcedMonotonicity) {
        falls.merge(other.falls)
        times = min(times.lowerBound, other.times.lowerBound)...max(times.upperBound, other.times.upperBound)
        count += other.count
    }

    /// What stands behind the remark itself, in the words of Prometheus from 3.10 on.
    var text: String {
        """
        , from buckets \(DecimalText.short(falls.lowest)) to \(DecimalText.short(falls.highest)), \
        with a max diff of \(DecimalText.twoDigits(falls.largest)), over \(count) samples \
        from \(Self.text(times.lowerBound)) to \(Self.text(times.upperBound))
        """
    }

    /// The moment as RFC 3339 has it, whole seconds.
    private static func text(_ time: Timestamp) -> String {
        let date = CivilDate(time)
        func padded(_ value: Int, _ width: Int = 2) -> String {
            String(repeating: "0", count: max(0, width - "\(value)".count)) + "\(value)"
        }
        let day = "\(padded(date.year, 4))-\(padded(date.month))-\(padded(date.day))"
        return "\(day)T\(padded(date.hour)):\(padded(date.minute)):\(padded(date.second))Z"
    }
}
