import PterodactylAPI
import Telemetry

/// The WebSockets of one panel's servers that are followed, and how they fare.
struct StreamBook: Sendable {
    /// One WebSocket.
    struct Record: Sendable {
        /// The node that it leads to.
        let node: String
        /// Whether it is open, and everything that happens is told.
        var isLive = false
        /// Whether it was open before.
        var wasLive = false
        /// Whether the state that the next statistics carry is the present one, whatever was told before.
        var isResyncing = true
        /// The state that was told last; nil where events were lost since.
        var state: PowerState?
        /// Puts the lines about a crash together.
        var reports = CrashReportAssembler()

        /// Takes the next statistics for the present.
        fileprivate mutating func resynchronise() {
            isResyncing = true
            state = nil
        }

        /// Notes a state that was told.
        mutating func note(_ state: PowerState) {
            isResyncing = false
            self.state = state
        }
    }

    private(set) var records: [ServerUUID: Record] = [:]
    /// Servers whose WebSocket the panel or the node refused for good, and until when that is believed.
    private var refused: [ServerUUID: Timestamp] = [:]
    private(set) var reconnects: [String: Int] = [:]
    private(set) var gaps: [String: Int] = [:]
    /// Keeps requests for credentials from the panel while no WebSocket to a node can be opened.
    var breakers: [String: CircuitBreaker] = [:]
    /// Why not all servers are followed; nil when they are.
    var reason: SourceReason?

    subscript(_ server: ServerUUID) -> Record? { records[server] }

    // MARK: - Which are followed

    /// Takes a server in or out.
    mutating func follow(_ server: ServerUUID, on node: String) { records[server] = Record(node: node) }

    mutating func unfollow(_ server: ServerUUID) { records[server] = nil }

    /// Notes that a server's WebSocket will not be given.
    mutating func refuse(_ server: ServerUUID, at now: Timestamp) {
        records[server] = nil
        refused[server] = now + Self.refusalLife
    }

    /// Whether a server's WebSocket was refused not long ago.
    func isRefused(_ server: ServerUUID, at now: Timestamp) -> Bool { refused[server].map { now < $0 } ?? false }

    /// Forgets refusals that are too old to be believed.
    /// - Returns: whether there was one.
    mutating func forgetRefusals(at now: Timestamp) -> Bool {
        let before = refused.count
        if before > 0 { refused = refused.filter { now < $0.value } }
        return refused.count < before
    }

    /// Forgets servers that are gone.
    mutating func forget(_ gone: Set<ServerUUID>) {
        for server in gone {
            records[server] = nil
            refused[server] = nil
        }
    }

    /// How long a refusal is taken for lasting: rights may be given meanwhile.
    private static let refusalLife = Duration.seconds(600)

    // MARK: - How they fare

    mutating func update(_ server: ServerUUID, _ change: (inout Record) -> Void) {
        guard let index = records.index(forKey: server) else { return }
        change(&records.values[index])
    }

    /// Notes that a WebSocket is open.
    mutating func connect(_ server: ServerUUID) {
        guard let record = records[server] else { return }
        if record.wasLive { reconnects[record.node, default: 0] += 1 }
        update(server) { record in
            record.isLive = true
            record.wasLive = true
            record.resynchronise()
        }
        breakers[record.node, default: Self.newBreaker].succeed()
    }

    /// Notes that a WebSocket ended or could not be opened.
    /// - Parameter isFailure: whether its node could not be reached, which others of the node are to be spared.
    mutating func disconnect(_ server: ServerUUID, isFailure: Bool, at now: Timestamp) {
        guard let record = records[server] else { return }
        update(server) { $0.isLive = false }
        if isFailure { breakers[record.node, default: Self.newBreaker].fail(at: now) }
    }

    /// Notes that credentials are asked for, for a node whose WebSockets could not be opened: nobody else tries before it is
    /// known what became of it.
    mutating func probe(_ node: String, at now: Timestamp) {
        guard breakers[node].map({ !$0.isClosed }) ?? false else { return }
        breakers[node]?.fail(at: now)
    }

    /// Notes that events may have been lost.
    mutating func miss(_ server: ServerUUID) {
        guard let record = records[server] else { return }
        gaps[record.node, default: 0] += 1
        update(server) { $0.resynchronise() }
    }

    private static let newBreaker = CircuitBreaker(shortestWait: .seconds(5), longestWait: .seconds(120))
}
