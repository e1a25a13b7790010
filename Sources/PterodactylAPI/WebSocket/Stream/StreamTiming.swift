/// The times that a server's stream keeps.
public struct StreamTiming: Sendable, Hashable {
    /// A token's life where its claims cannot be read.
    public var tokenLife: Duration = .seconds(600)
    /// The part of a token's life after which it is renewed; drawn anew each time, so that many streams spread.
    public var renewalPart: ClosedRange<Double> = 0.8...0.9
    /// The shortest time between two requests for credentials: panels of 1.12 give five a minute and server.
    public var credentialSpacing: Duration = .seconds(15)
    /// How long opening a socket may take altogether.
    public var openTimeout: Duration = .seconds(20)
    /// How long the answer to a token may take.
    public var authenticationTimeout: Duration = .seconds(10)
    /// After how much silence a ping is sent.
    public var pingAfter: Duration = .seconds(25)
    /// After how much silence of a running server, which tells its `stats` every second, they are asked for.
    public var statsAfter: Duration = .seconds(15)
    /// How long the answer to either may take.
    public var probeTimeout: Duration = .seconds(10)
    /// How long `stats` may show another state than the last `status` (they overtake each other).
    public var stateTolerance: Duration = .seconds(5)
    /// The longest delay before the first reconnection; doubled from one to the next.
    public var firstDelay: Duration = .seconds(5)
    /// The longest delay of all.
    public var longestDelay: Duration = .seconds(60)
    /// How long a connection has to last for the delays to start over.
    public var stableAfter: Duration = .seconds(60)

    /// Makes the times for real nodes.
    public init() {}

    /// The delay before a repetition: between half of and the whole of `firstDelay × 2^(failures-1)`.
    func delay(after failures: Int, using generator: inout some RandomNumberGenerator) -> Duration {
        var ceiling = firstDelay
        for _ in 1..<max(1, failures) where ceiling < longestDelay { ceiling *= 2 }
        return min(ceiling, longestDelay) * Double.random(in: 0.5...1, using: &generator)
    }
}
