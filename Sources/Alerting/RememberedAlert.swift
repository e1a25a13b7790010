public import Telemetry

/// What has to outlive a restart so that a long `for` does not begin again (Prometheus' `ALERTS_FOR_STATE`).
public struct RememberedAlert: Sendable, Hashable, Codable {
    /// The file of the rule's group.
    public let file: String
    /// The name of the rule's group.
    public let group: String
    /// The alert's labels, `alertname` among them.
    public let labels: [String: String]
    /// The first evaluation that had it.
    public let activeAt: Timestamp
    /// The last evaluation that had it.
    public let lastSeen: Timestamp

    /// Makes a memory.
    public init(file: String, group: String, labels: [String: String], activeAt: Timestamp, lastSeen: Timestamp) {
        self.file = file
        self.group = group
        self.labels = labels
        self.activeAt = activeAt
        self.lastSeen = lastSeen
    }

    var labelSet: LabelSet { LabelSet(values: labels) }

    /// When the alert counts as having begun, for a rule evaluated again after an outage; nil when the memory is too old.
    ///
    /// With `rest` = `for` − (last seen − active at): nothing left → as it was, fires at the next evaluation; less left than the
    /// grace period → fires a grace period from now; more → shifted by the outage (Prometheus `RestoreForState`).
    func activeAt(at now: Timestamp, hold: Duration, _ options: RuleEngine.Options) -> Timestamp? {
        let outage = now - lastSeen
        guard outage <= options.forOutageTolerance, outage >= .zero else { return nil }
        let rest = hold - (lastSeen - activeAt)
        if rest <= .zero { return activeAt }
        return rest < options.forGracePeriod ? now + options.forGracePeriod - hold : activeAt + outage
    }
}
