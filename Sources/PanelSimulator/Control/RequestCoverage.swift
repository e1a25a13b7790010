import Telemetry

/// What requests of one kind were about, and how long it took until each object had been asked for once.
///
/// With it the length of a sweep over all servers can be read from outside, whoever sweeps.
struct RequestCoverage: Sendable, Equatable {
    private var seen: Set<String> = []
    /// When the first request came.
    let from: Timestamp
    /// When the latest request came that was the first one about its object.
    private(set) var to: Timestamp

    init(from time: Timestamp) {
        from = time
        to = time
    }

    /// How many objects were asked for; a request about nothing in particular counts as one about one object.
    var objects: Int { seen.count }

    mutating func add(_ object: String, at now: Timestamp) {
        if seen.insert(object).inserted { to = now }
    }
}
