import Telemetry

/// When to try again one that does not answer: 1 s after the first failure, then twice as long each time, up to a minute.
struct Backoff: Sendable, Equatable {
    private static let first = Duration.seconds(1)
    private static let longest = Duration.seconds(60)

    /// How often it failed since it last succeeded.
    private(set) var failures = 0
    /// Not before this time; nil when nothing failed.
    private(set) var notBefore: Timestamp?

    /// - Parameter wait: how long the other side asked to be left alone, if it did; an hour counts at most.
    mutating func fail(at now: Timestamp, askedToWait wait: Duration? = nil) {
        failures += 1
        let own = min(Self.first * (1 << min(failures - 1, 6)), Self.longest)
        notBefore = now + max(own, min(wait ?? .zero, .seconds(3_600)))
    }

    mutating func succeed() { self = Backoff() }

    func allows(at now: Timestamp) -> Bool { notBefore.map { now >= $0 } ?? true }
}
