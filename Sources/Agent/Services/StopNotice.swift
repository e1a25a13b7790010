import Alerting
package import Remediation
import Telemetry

/// Who stopped all remediation and how it goes on, in words for people.
package struct StopNotice: Sendable, Equatable {
    /// Who.
    package let by: String
    /// Since when, as RFC 3339 writes it.
    package let since: String
    /// Why; nil when nobody said.
    package let reason: String?
    /// What lets it go on, in words that end with a colon.
    package let wayOn: String
    /// The command that does.
    package let command: String

    /// Says how a switch stands.
    /// - Parameter isOwn: whether it is the agent's own file that stops; another one is left to whoever put it there.
    package init(_ stop: StopSwitch, isOwn: Bool) {
        by = stop.by
        since = CalendarTime(stop.since).rfc3339
        reason = stop.reason
        wayOn = isOwn ? "To let it go on:" : "Somebody put a file there; to let it go on:"
        command = isOwn ? "pterowatch remediations resume" : "rm \(stop.file ?? "")"
    }
}
