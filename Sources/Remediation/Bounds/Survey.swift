import Collecting
import PromQL
import PterodactylAPI
import Telemetry

/// What lies beyond one server at one moment: made at each call, so that a fleet of thousands is gone through once.
struct Survey: Sendable {
    private var attempts: Attempts
    private let drops: [Timestamp]
    private let expected: Int
    private let awaited: [[String: ServerView]]
    private let openWindows: [MaintenanceWindow]
    private let limits: Limits

    /// - Parameters:
    ///   - drops: when each server that fails went down, in any order.
    init(
        _ records: [ServerAddress: ServerRecord],
        drops: some Sequence<Timestamp>,
        in fleet: Fleet,
        _ limits: Limits,
        at now: Timestamp
    ) {
        self.limits = limits
        self.drops = drops.sorted()
        attempts = Attempts(records, in: fleet)
        expected = fleet.views.values.count(where: Self.isExpected)
        openWindows = limits.windows.filter { $0.isOpen(at: now) }
        awaited = limits.dependencies.map { dependency in
            let missing = fleet.views.values.filter { view in
                Self.isAwaited(view) && dependency.after.allMatch(view.labels)
            }
            return Dictionary(missing.map { ($0.panel, $0) }) { first, second in
                first.identifier.rawValue < second.identifier.rawValue ? first : second
            }
        }
    }

    /// Whether a server is meant to be up, or may be: one that went down a moment ago may still turn out to have crashed.
    private static func isExpected(_ view: ServerView) -> Bool { NodeWatch.isFailing(view) || view.isDesiredUp == true }

    /// Whether what needs a server waits for it: it does not run, but may be meant to, as one whose node was lost from sight
    /// before it could be told why it went down.
    private static func isAwaited(_ view: ServerView) -> Bool {
        let mayHaveCrashed = view.situation == .unknown && view.downSince != nil
        return (isExpected(view) || mayHaveCrashed) && view.state != .running
    }

    /// Counts an attempt that begins now.
    mutating func begin(_ view: ServerView, at now: Timestamp) { attempts.begin(view, at: now) }

    /// What speaks for a server and against it.
    ///
    /// - Parameters:
    ///   - drop: when it went down; nil while it does not fail.
    ///   - firedAt: since when somebody asks for it.
    func surroundings(
        of view: ServerView,
        drop: Timestamp?,
        firedAt: Timestamp,
        at now: Timestamp
    ) -> GuardContext.Surroundings {
        let labels = view.labels
        return GuardContext.Surroundings(
            window: openWindows.first { $0.servers.allMatch(labels) }?.name,
            fleetOutage: drop.flatMap { fleetOutage(around: $0, at: now) },
            awaited: awaitedServer(of: view, firedAt: firedAt, at: now),
            spentBudget: attempts.spentBudget(of: view, limits, at: now),
            openOnNode: attempts.open(on: Fleet.Node(view)),
            atOncePerNode: limits.atOncePerNode
        )
    }

    /// How many servers of the fleet failed together with one, as long as it is not long ago: then it is each node's matter.
    private func fleetOutage(around drop: Timestamp, at now: Timestamp) -> GuardContext.NodeOutage? {
        guard expected >= limits.fleetOutage.minimum, let newest = drops.last, now - newest < limits.probing.pause
        else {
            return nil
        }
        let window = NodeWatch.window
        let near = drops.filter { $0 >= drop - window && $0 <= drop + window }
        let needed = limits.fleetOutage.share * Double(expected)
        guard Double(near.count) >= needed else { return nil }
        let failing = NodeWatch.mostWithinWindow(near, around: drop)
        return Double(failing) >= needed ? GuardContext.NodeOutage(failing: failing, expected: expected) : nil
    }

    private func awaitedServer(of view: ServerView, firedAt: Timestamp, at now: Timestamp) -> String? {
        for (dependency, missing) in zip(limits.dependencies, awaited) {
            guard now - firedAt < dependency.patience, let other = missing[view.panel], other.uuid != view.uuid,
                dependency.servers.allMatch(view.labels)
            else { continue }
            return "\(other.name.prefix(60)) (\(other.identifier.rawValue))"
        }
        return nil
    }

    /// Whether a node whose servers failed together may be tried by one of them: a while after the last of them went down, and
    /// by others when that one came back.
    ///
    /// One that did not says little of the node, as it may be broken itself: another one is tried after the same while; from
    /// then on it takes twice as long each time.
    func mayProbe(by view: ServerView, _ outage: NodeWatch.Outage, at now: Timestamp) -> Bool {
        let node = Fleet.Node(view)
        let pause = limits.probing.pause
        guard now - outage.newest >= pause else { return false }
        let probes = attempts.ended(on: node, after: outage.newest)
        guard let last = probes.last else { return attempts.open(on: node) == 0 }
        if last.outcome == .recovered { return true }
        let failed = probes.reversed().prefix { $0.outcome != .recovered }
        let tried = Set(failed.map(\.server))
        if tried.contains(ServerAddress(view)), !tried.isSuperset(of: outage.servers) { return false }
        return attempts.open(on: node) == 0 && now - last.at >= pause * (1 << min(failed.count - 1, 4))
    }
}
