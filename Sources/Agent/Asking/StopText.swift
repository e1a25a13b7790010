import Alerting
package import PterodactylAPI
import QueryClient
package import Remediation
import Telemetry

/// How the switch that stops all remediation stands, as a person reads it.
package enum StopText {
    /// What an agent answered, in lines with their ends.
    package static func text(_ answer: JSONValue) -> String {
        let data = answer["data"] ?? .null
        guard let stop = data["stop"], !stop.isNull else {
            let mode = data["mode"]?.string ?? "unknown"
            return "Nobody stops remediation; its mode is \(Terminal.printable(mode)).\n"
        }
        let canResume = stop["canResume"]?.bool ?? true
        return stopped(
            by: stop["by"]?.string ?? "",
            since: stop["since"]?.string ?? "",
            reason: stop["reason"]?.string,
            other: canResume ? nil : stop["file"]?.string
        )
    }

    /// What the files say where no agent was asked or none answers, in lines with their ends.
    package static func text(_ stop: StopSwitch?, files: StopFiles, failure: AgentClient.Failure?) -> String {
        let hint = failure.map { "\($0)\nThe file \(files.ownFile) is used instead:\n" } ?? ""
        guard let stop else { return hint + "Nobody stops remediation: there is no file \(files.ownFile).\n" }
        let since = CalendarTime(stop.since).rfc3339
        let other = stop.file == files.ownFile ? nil : stop.file
        return hint + stopped(by: stop.by, since: since, reason: stop.reason, other: other)
    }

    private static func stopped(by name: String, since: String, reason: String?, other: String?) -> String {
        let reason = reason.map { ": \($0)" } ?? ""
        let way = other.map { "rm \($0)" } ?? "pterowatch remediations resume"
        return Terminal.printable("All remediation is stopped by \(name) since \(since)\(reason)") + "\n"
            + Terminal.printable("To let it go on: \(way)") + "\n"
    }
}
