/// How long it really takes from one look at an object to the next: what the budget, late answers and breakers leave of the
/// configured interval.
package struct AchievedInterval: Sendable, Equatable {
    /// The mean of the last ones, the newest counting most; nil before the second look at anything.
    package private(set) var mean: Duration?
    private var count = 0

    /// How many of them count at most.
    private static let memory = 32

    /// Makes one without a look.
    package init() {}

    /// Takes in the time between two looks at one object.
    package mutating func note(_ interval: Duration) {
        count = min(count + 1, Self.memory)
        mean = mean.map { $0 + (interval - $0) * (1 / Double(count)) } ?? interval
    }
}
