import Telemetry

/// The alerts that a receiver is told of together, and what it was told last.
///
/// The rules are those of Alertmanager's `dispatch/dispatch.go` and `notify/notify.go` (`DedupStage.needsUpdate`).
struct AlertGroup: Sendable, Equatable {
    /// What the receiver knows.
    struct Told: Sendable, Equatable {
        var firing: Set<LabelSet>
        var resolved: Set<LabelSet>
        var at: Timestamp
    }

    /// The labels that its alerts have in common by the receiver's grouping.
    let labels: LabelSet
    /// Its alerts.
    var alerts: Set<LabelSet> = []
    /// What the receiver was told last; nil before the first message.
    var told: Told?
    /// When it is looked at next.
    var dueAt: Timestamp
    /// How sending failed lately.
    var backoff = Backoff()

    /// Why a message is to be sent; nil when there is nothing to say.
    ///
    /// - Parameters:
    ///   - firing: the group's alerts that fire and that no silence covers.
    ///   - resolved: those that are over and that no silence covers.
    func reason(
        firing: Set<LabelSet>,
        resolved: Set<LabelSet>,
        _ plan: ReceiverPlan,
        at now: Timestamp
    ) -> NotificationReason? {
        guard !firing.isEmpty || !resolved.isEmpty else { return nil }
        guard let told else { return firing.isEmpty ? nil : .first }
        if !firing.isSubset(of: told.firing) { return .newAlerts }
        if firing.isEmpty { return told.firing.isEmpty ? nil : .allResolved }
        if plan.sendsResolved, !resolved.isSubset(of: told.resolved) { return .someResolved }
        return now - told.at >= plan.repeatInterval ? .repeated : nil
    }
}
