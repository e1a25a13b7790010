import Collecting
import Telemetry

/// How much was done lately, by node, by panel and in all.
struct Attempts: Sendable {
    /// An attempt that ended, or that began when it is still open.
    struct Entry: Sendable, Equatable {
        let at: Timestamp
        let server: ServerAddress
        let node: Fleet.Node?
        let outcome: Outcome?
    }

    private var open: [Fleet.Node: Int] = [:]
    private var entries: [Entry] = []

    init(_ records: [ServerAddress: ServerRecord], in fleet: Fleet) {
        for (address, record) in records {
            let node = fleet[address].map { Fleet.Node($0) }
            for attempt in record.ended where attempt.isBeginning && attempt.outcome.countsAsAttempt {
                entries.append(Entry(at: attempt.endedAt, server: address, node: node, outcome: attempt.outcome))
            }
            guard let attempt = record.open else { continue }
            if let node { open[node, default: 0] += 1 }
            entries.append(Entry(at: attempt.intent.createdAt, server: address, node: node, outcome: nil))
        }
    }

    /// Counts an attempt that begins now.
    mutating func begin(_ view: ServerView, at now: Timestamp) {
        let node = Fleet.Node(view)
        open[node, default: 0] += 1
        entries.append(Entry(at: now, server: ServerAddress(view), node: node, outcome: nil))
    }

    /// How many attempts are under way on a node.
    func open(on node: Fleet.Node) -> Int { open[node] ?? 0 }

    /// The attempts on a node that ended after a time, oldest first.
    func ended(on node: Fleet.Node, after time: Timestamp) -> [Entry] {
        entries.filter { $0.node == node && $0.at > time && $0.outcome != nil }.sorted { $0.at < $1.at }
    }

    /// The first budget that a further attempt would exceed, in words; nil when there is room in all.
    func spentBudget(of view: ServerView, _ limits: Limits, at now: Timestamp) -> String? {
        let node = Fleet.Node(view)
        let scopes: [(words: String, budget: Limits.Budget, isMeant: (Entry) -> Bool)] = [
            ("at servers of the node \(view.node)", limits.node, { $0.node == node }),
            ("at servers of the panel \(view.panel)", limits.panel, { $0.server.panel == view.panel }),
            ("at all servers", limits.fleet, { _ in true }),
        ]
        for scope in scopes where entries.count >= scope.budget.attempts {
            let count = entries.count { now - $0.at < scope.budget.window && scope.isMeant($0) }
            guard count >= scope.budget.attempts else { continue }
            return
                "\(count) attempts \(scope.words) in \(scope.budget.window.inWords); allowed are \(scope.budget.attempts)"
        }
        return nil
    }
}
