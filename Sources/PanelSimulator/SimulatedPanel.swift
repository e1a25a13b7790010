public import PterodactylAPI
public import Telemetry

/// A panel 1.11.8 and its nodes as one value: a request and a time in, an answer out.
///
/// It reads no clock, holds no lock and sends nothing; two panels of the same options that see the same requests at the
/// same times give the same answers. Times must not go back; an earlier one is taken for the latest.
///
///     var panel = SimulatedPanel(options: SimulatorOptions(), startingAt: now)
///     let reply = panel.respond(to: request, at: now)
public struct SimulatedPanel: Sendable {
    /// The password that every user has at the start.
    public static let initialPassword = SimulatedAccount.initialPassword

    /// What is simulated.
    public let options: SimulatorOptions
    /// The `ptlc_` key of the root admin.
    public let clientKey: Secret
    /// The `ptlc_` key of an ordinary user, who owns some servers and is a subuser of others.
    public let userKey: Secret
    /// The `ptla_` key of the root admin, with all rights.
    public let applicationKey: Secret

    /// Application keys of the root admin with fewer rights.
    var limitedKeys: [Secret: ApplicationRights] = [:]
    var world: World
    var limiter: RateLimiter
    var mode: PanelMode = .ok
    var clock: Timestamp
    /// How long the nodes that the request under way needs take to answer.
    var nodeDelay: Duration = .zero
    var requestCounts: [String: Int] = [:]
    var requestCoverage: [String: RequestCoverage] = [:]
    var powerLog: [PowerRequest] = []

    /// Builds the world of the options as it stands at a time.
    public init(options: SimulatorOptions, startingAt now: Timestamp) {
        self.options = options
        var keys = SplitMix64(seed: options.seed ^ 0x6B65_7973)
        clientKey = Secret("ptlc_" + keys.alphanumeric(43))
        userKey = Secret("ptlc_" + keys.alphanumeric(43))
        applicationKey = Secret("ptla_" + keys.alphanumeric(43))
        world = World.make(options, at: now)
        for (user, key) in [(World.adminID, clientKey), (World.ordinaryUserID, userKey)] {
            world.addKey(key, of: user, description: "made by the simulator", at: now)
        }
        limiter = RateLimiter(
            client: options.clientRateLimit,
            application: options.applicationRateLimit,
            window: options.scaled(.seconds(60)),
            pullWindow: options.scaled(RateLimiter.pullWindow)
        )
        clock = now
    }

    /// When something will happen by itself; nil for never.
    public var nextEvent: Timestamp? { world.nextEvent }

    /// Lets everything happen that is due by a time.
    public mutating func advance(to now: Timestamp) {
        clock = max(clock, now)
        world.advance(to: clock)
    }

    /// Answers a request that arrives at a time.
    public mutating func respond(to request: HTTPRequest, at now: Timestamp) -> SimulatedReply {
        advance(to: now)
        let context = RequestContext(request, at: clock)
        if context.segments.first == "simulator" { return .answer(respondToControl(context), after: .zero) }
        switch mode {
        case .down:
            count("refused")
            return .refused
        case .hang:
            count("hanging")
            return .never
        case .ok, .slow, .html502, .rateLimited, .cut, .maintenance, .wrongJSON, .databaseDown: break
        }
        let (response, delay) = answer(context)
        switch mode {
        case .slow(let extra): return .answer(response, after: options.latency + delay + options.scaled(extra))
        case .cut where !response.body.isEmpty: return .cut(response, afterBytes: response.body.count / 2)
        default: return .answer(response, after: options.latency + delay)
        }
    }

    /// Makes an application key of the root admin that may do less than everything.
    package mutating func addApplicationKey(_ rights: ApplicationRights) -> Secret {
        let key = Secret("ptla_" + world.random.alphanumeric(43))
        limitedKeys[key] = rights
        return key
    }

    /// Carries out a power action that came past the panel, with the node's own token: no log has it.
    package mutating func actPastThePanel(_ signal: PowerSignal, on server: ServerIdentifier, at now: Timestamp) {
        advance(to: now)
        guard let id = world.serverID(named: server.rawValue) else { return }
        world.power(signal, id, cause: "\(signal.rawValue) past the panel", at: clock)
    }

    mutating func count(_ kind: String) { requestCounts[kind, default: 0] += 1 }

    /// Counts a request, and what it was about: the name of a server or another object, or nothing.
    mutating func count(_ kind: String, about object: String?) {
        count(kind)
        requestCoverage[kind, default: RequestCoverage(from: clock)].add(object ?? "", at: clock)
    }

    /// Begins to count requests anew; power requests are kept.
    mutating func forgetRequests() {
        requestCounts = [:]
        requestCoverage = [:]
    }
}
