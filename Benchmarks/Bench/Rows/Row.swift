/// One line of the table: a cost that both sides have, measured in the same call.
struct Row: Sendable {
    /// Begins with the area that it is about, such as `collect`.
    let name: String
    let unit: String
    /// Who the other side is, with its version.
    let peer: String
    /// The greatest ratio of ours to the peer's that is good enough; nil when neither side is right.
    let goal: Double?
    /// Measures both sides, several times and in turns.
    let measure: @Sendable (Session) async throws -> Comparison
}

extension Row {
    /// Every row, in the order of the table: a new one is a file beside this one, and a word here.
    static let all: [Row] =
        [.collectStates, .collectRequests, .collectTime, .collectCPU] + limits
        + [.latencyStream, .latencyWings, .scrapeTime, .scrapeTimeSeries, .scrapeTimeGzip, .scrapeBytes]
        + pages + rules
}

/// A cost on both sides.
struct Comparison: Sendable {
    let ours: Double
    let peer: Double

    /// Ours in parts of the peer's: below 1 is better.
    var ratio: Double { ours / peer }
}

/// The middle value; the mean of the middle two for an even count, and not a number for none.
func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    guard let last = sorted.last else { return .nan }
    let upper = sorted.count / 2
    return sorted.count.isMultiple(of: 2) ? (sorted[upper - 1] + sorted[upper]) / 2 : upper == 0 ? last : sorted[upper]
}
