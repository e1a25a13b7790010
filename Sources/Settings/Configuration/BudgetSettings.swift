/// How much of the panel's rate limit is used.
public struct BudgetSettings: Sendable, Equatable {
    /// The part of the limit that the agent may use at all, 0 to 1; the rest is left to other users of the key's owner.
    public var share: Double
    /// The part of its share that is kept for actions, 0 to 1.
    public var reserve: Double

    /// Makes the settings.
    public init(share: Double = 0.9, reserve: Double = 0.1) {
        self.share = share
        self.reserve = reserve
    }
}
