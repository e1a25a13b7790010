public import Telemetry

/// Something about telling that is worth a line in the log.
public enum NotifierNotice: Sendable, Equatable {
    /// A receiver was told of a group.
    case told(receiver: String, group: LabelSet, reason: NotificationReason, firing: Int, resolved: Int)
    /// Someone cannot be told now; it is tried again. Said once until it succeeds.
    case failing(target: String, reason: String, detail: String)
    /// Someone refused what was sent, and always would.
    case refused(target: String, detail: String)
    /// Someone can be told again.
    case recovered(target: String)
    /// Alerts were dropped because too many wait.
    case dropped(target: String, count: Int)
    /// An Alertmanager's silences cannot be read; those known before hold until they end.
    case silencesUnreadable(target: String, detail: String)
}
