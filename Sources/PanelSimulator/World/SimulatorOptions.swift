/// What is simulated, and how fast its clock-bound things go.
public struct SimulatorOptions: Sendable, Equatable {
    /// How many servers there are at the start.
    public var servers: Int
    /// How many nodes there are.
    public var nodes: Int
    /// The seed of everything random: the same seed gives the same world and the same answers.
    public var seed: UInt64
    /// Client API requests that a user may make in a minute; the panel's default is 720.
    public var clientRateLimit: Int
    /// Application API requests that a user may make in a minute; the panel's default is 240.
    public var applicationRateLimit: Int
    /// The time that each answer takes; not divided by `timeScale`.
    public var latency: Duration
    /// Divides every simulated duration (caches, windows, boots, time-outs); the clock itself is not scaled.
    public var timeScale: Double
    /// Wings' `system.crash_detection.detect_clean_exit_as_crash`, on all nodes.
    public var detectsCleanExitAsCrash: Bool
    /// How often Wings tells a server's use on its WebSockets: each second, but for long simulations of many.
    package var statsInterval: Duration = .seconds(1)

    /// Who must use a second factor to be let in.
    public var requiredTwoFactor: TwoFactorRequirement
    /// The ports that the panel hands out by itself; nil when it does not (a real panel's default).
    public var allocationPorts: ClosedRange<Int>?

    /// Whom the panel asks for a second factor.
    public enum TwoFactorRequirement: Sendable, Equatable {
        /// Nobody.
        case nobody
        /// Root admins.
        case admins
        /// Everybody.
        case everybody
    }

    /// Makes options; the defaults are the demo's.
    public init(
        servers: Int = 5,
        nodes: Int = 1,
        seed: UInt64 = 1,
        clientRateLimit: Int = 720,
        applicationRateLimit: Int = 240,
        latency: Duration = .zero,
        timeScale: Double = 1,
        detectsCleanExitAsCrash: Bool = true,
        requiredTwoFactor: TwoFactorRequirement = .nobody,
        allocationPorts: ClosedRange<Int>? = 25_565...26_564
    ) {
        self.servers = max(0, servers)
        self.nodes = max(1, nodes)
        self.seed = seed
        self.clientRateLimit = max(1, clientRateLimit)
        self.applicationRateLimit = max(1, applicationRateLimit)
        self.latency = max(.zero, latency)
        self.timeScale = timeScale > 0 ? timeScale : 1
        self.detectsCleanExitAsCrash = detectsCleanExitAsCrash
        self.requiredTwoFactor = requiredTwoFactor
        self.allocationPorts = allocationPorts
    }

    /// How long something that takes `duration` on a real panel takes here; at least a millisecond of what was not zero.
    public func scaled(_ duration: Duration) -> Duration {
        guard timeScale != 1, duration > .zero else { return duration }
        return max(.milliseconds(1), duration / timeScale)
    }
}
