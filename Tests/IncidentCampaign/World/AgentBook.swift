import Collecting
package import PterodactylAPI
package import Remediation
package import Telemetry

/// What the agent did, as seen from outside: what it asked, what it sent, what it wrote.
package struct AgentBook: Sendable {
    /// A power action that the agent sent.
    package struct Act: Sendable, Hashable {
        /// When it was sent.
        package let at: Timestamp
        /// The server.
        package let server: ServerUUID
        /// What was asked for.
        package let signal: PowerSignal
        /// What the panel answered; nil for nothing.
        package let status: Int?

        /// When the agent that sent it began, or began to look at everything anew.
        package let lookingSince: Timestamp

        /// Whether it may have been carried out: it was accepted, or the answer tells nothing.
        package var mayHaveBeenCarriedOut: Bool {
            guard let status else { return true }
            return (200..<300).contains(status) || status >= 500
        }
    }

    /// The power actions, in order.
    package private(set) var acts: [Act] = []
    /// What the agent typed into consoles, in order.
    package private(set) var commands: [(server: ServerUUID, text: String, at: Timestamp)] = []
    /// Every refusal that was written down: whose it was, why, and when.
    package private(set) var refusals: [(server: ServerAddress?, reason: RefusalReason, at: Timestamp)] = []
    /// How intents ended, in order.
    package private(set) var closings: [Closing] = []
    /// When intents were handed to the ledger, in order.
    package private(set) var commits: [(intent: Intent, isDurable: Bool, at: Timestamp)] = []
    /// When the newest answer about a server's process, or about all of a node's, was asked for.
    private var askedServers: [ServerUUID: Timestamp] = [:]
    private var askedNodes: [NodeID: Timestamp] = [:]
    private var heard: [ServerUUID: Timestamp] = [:]
    private var readLogs: [ServerUUID: Timestamp] = [:]
    /// When this agent began, or began to look at everything anew.
    package private(set) var lookingSince: Timestamp

    init(at now: Timestamp) { lookingSince = now }

    mutating func begin(at now: Timestamp) { lookingSince = now }

    mutating func note(_ act: Act) { acts.append(act) }

    mutating func note(_ command: String, typedTo server: ServerUUID, at now: Timestamp) {
        commands.append((server, command, now))
    }

    mutating func note(_ closing: Closing) { closings.append(closing) }

    mutating func note(_ intent: Intent, isDurable: Bool, at now: Timestamp) {
        commits.append((intent, isDurable, now))
    }

    /// The server of the intent that a closing ends.
    func server(of closing: Closing) -> ServerUUID? {
        commits.last { $0.intent.id == closing.intentID }?.intent.uuid
    }

    mutating func note(_ decision: Decision) {
        switch decision.verdict {
        case .refused(let reason): refusals.append((decision.incident.address, reason, decision.at))
        case .wouldHave: refusals.append((decision.incident.address, .observing, decision.at))
        case .rearmed: break
        }
    }

    mutating func noteAnswer(to call: PanelCall, sentAt: Timestamp) {
        switch call {
        case .resources(let uuid): askedServers[uuid] = sentAt
        case .wingsServers(let node): askedNodes[node] = sentAt
        case .activity(let uuid): readLogs[uuid] = sentAt
        default: break
        }
    }

    /// When a server's activity log was asked for last, and answered; nil when it never was.
    func newestReading(of server: ServerUUID) -> Timestamp? { readLogs[server] }

    /// Whether this agent has heard something of a server by its WebSocket.
    func hasHeard(_ server: ServerUUID) -> Bool { heard[server].map { $0 >= lookingSince } ?? false }

    mutating func hear(_ server: ServerUUID, at now: Timestamp) { heard[server] = now }

    /// When the newest that the agent knows of a server's process was asked for, or said by its WebSocket.
    package func newestKnowledge(of server: ServerUUID, on node: NodeID?) -> Timestamp? {
        [askedServers[server], node.flatMap { askedNodes[$0] }, heard[server]].compactMap(\.self).max()
    }
}
