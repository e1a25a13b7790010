import Alerting
import Telemetry

/// What outlives a restart: the alerts that fire or whose end is not told yet, and what each receiver knows.
public struct NotifierMemory: Sendable, Equatable, Codable {
    /// The alerts.
    public internal(set) var alerts: [RememberedNotice]
    /// The groups of all receivers.
    public internal(set) var groups: [Group]

    /// Makes a memory; an empty one is that of a first run.
    public init() { self.init(alerts: [], groups: []) }

    init(alerts: [RememberedNotice], groups: [Group]) {
        self.alerts = alerts
        self.groups = groups
    }

    /// One alert.
    public struct RememberedNotice: Sendable, Equatable, Codable {
        let labels: [String: String]
        let annotations: [String: String]
        let startsAt: Timestamp
        let resolvedAt: Timestamp?
        let generatorURL: String
        let file: String
        let group: String
        let seenAt: Timestamp
        let lifetimeMilliseconds: Int64

        init(_ alert: NotifiedAlert) {
            labels = alert.labels.values
            annotations = alert.annotations
            startsAt = alert.startsAt
            resolvedAt = alert.resolvedAt
            generatorURL = alert.generatorURL
            file = alert.group.file
            group = alert.group.name
            seenAt = alert.seenAt
            lifetimeMilliseconds = alert.lifetime.wholeMilliseconds
        }

        var alert: NotifiedAlert {
            NotifiedAlert(
                labels: LabelSet(values: labels),
                annotations: annotations,
                startsAt: startsAt,
                resolvedAt: resolvedAt,
                generatorURL: generatorURL,
                group: RuleGroupID(file: file, name: group),
                seenAt: seenAt,
                lifetime: .milliseconds(lifetimeMilliseconds)
            )
        }
    }

    /// What a receiver was told of a group, and when the group is looked at next.
    public struct Group: Sendable, Equatable, Codable {
        let receiver: String
        let labels: [String: String]
        let alerts: [[String: String]]
        let firing: [[String: String]]?
        let resolved: [[String: String]]
        let toldAt: Timestamp?
        let dueAt: Timestamp

        init(_ group: AlertGroup, of receiver: String) {
            self.receiver = receiver
            labels = group.labels.values
            alerts = group.alerts.sorted().map(\.values)
            firing = group.told.map { $0.firing.sorted().map(\.values) }
            resolved = group.told.map { $0.resolved.sorted().map(\.values) } ?? []
            toldAt = group.told?.at
            dueAt = group.dueAt
        }
    }

    /// The groups of a receiver; one that is due far in the future, since the clock was set back, is looked at now.
    func groups(of receiver: String, at now: Timestamp) -> [AlertGroup] {
        groups.filter { $0.receiver == receiver }.map { group in
            var restored = AlertGroup(
                labels: LabelSet(values: group.labels),
                dueAt: group.dueAt - now > .seconds(24 * 3_600) ? now : group.dueAt
            )
            restored.alerts = Self.sets(group.alerts)
            if let firing = group.firing, let at = group.toldAt {
                restored.told = AlertGroup.Told(
                    firing: Self.sets(firing),
                    resolved: Self.sets(group.resolved),
                    at: min(at, now)
                )
            }
            return restored
        }
    }

    private static func sets(_ labels: [[String: String]]) -> Set<LabelSet> {
        Set(labels.map(LabelSet.init(values:)))
    }
}
