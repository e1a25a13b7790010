import Alerting
import Collecting
package import Remediation
import Settings
import Telemetry

/// The page at `/`: what this is, its version, where to go, and by which way each node's servers are known.
package enum LandingPage {
    /// The page.
    ///
    /// - Parameters:
    ///   - telemetryPath: where the metrics are.
    ///   - sources: the nodes, in the order in which they are shown; without any there is no table.
    ///   - stop: who stopped all remediation; nil when nobody did.
    ///   - questions: what waits for a human's answer.
    package static func html(
        telemetryPath: String,
        sources: [SourceRow],
        stop: StopNotice? = nil,
        questions: [Approval] = []
    ) -> String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <title>Pterowatch</title>
        <style>
        body { font-family: sans-serif; line-height: 1.4; margin: 2em }
        table { border-collapse: collapse }
        caption { text-align: left; font-weight: bold; padding: .5em 0 }
        th, td { border: 1px solid #999; padding: .2em .6em; text-align: left; vertical-align: top }
        .stop { border: 2px solid #b00; padding: .5em 1em }
        </style>
        </head>
        <body>
        <h1>Pterowatch</h1>
        <p>Monitoring exporter and alerting agent for game servers on a Pterodactyl panel. \
        Version \(escaped(Build.version)).</p>
        \(stop.map(notice) ?? "")\(questions.isEmpty ? "" : form(questions))<ul>
        <li><a href="\(escaped(telemetryPath))">Metrics</a></li>
        <li><a href="/-/healthy">Health</a></li>
        <li><a href="/-/ready">Readiness</a></li>
        <li><a href="/api/v2/alerts">Alerts that fire</a></li>
        <li><a href="/api/v2/silences">Silences</a></li>
        <li><a href="/api/v1/remediations">What remediation decided and did</a></li>
        </ul>
        \(sources.isEmpty ? "" : table(sources))\(turning(isStopped: stop != nil))</body>
        </html>

        """
    }

    private static func notice(_ stop: StopNotice) -> String {
        """
        <p class="stop" role="alert"><strong>All remediation is stopped</strong> by \(escaped(stop.by)) \
        since <time>\(escaped(stop.since))</time>\(stop.reason.map { ": " + escaped($0) } ?? ""). \
        \(escaped(stop.wayOn)) <code>\(escaped(stop.command))</code></p>

        """
    }

    private static func form(_ questions: [Approval]) -> String {
        let choices = questions.map { question in
            """
            <p><label><input type="radio" name="id" value="\(escaped(question.id))" required> \(escaped(question.plan)) \
            (\(escaped(question.incident.id)), until <time>\(CalendarTime(question.expiresAt).rfc3339)</time>)</label></p>

            """
        }
        return """
            <form class="stop" method="post" action="\(PageForms.answer)">
            <p><strong>The agent asks whether it may act.</strong></p>
            \(choices.joined())<p>\(Self.credentials)
            <button name="answer" value="approve">Approve</button> <button name="answer" value="deny">Deny</button></p>
            </form>

            """
    }

    private static func turning(isStopped: Bool) -> String {
        let (word, text) = isStopped ? ("resume", "Let remediation go on") : ("stop", "Stop all remediation")
        return """
            <form method="post" action="\(PageForms.stop)">
            <p>\(Self.credentials)
            <button name="turn" value="\(word)">\(text)</button></p>
            </form>

            """
    }

    /// Who, and by which right: nothing that a browser would send by itself.
    private static let credentials = """
        <label>Your name <input name="by" maxlength="80" required></label>
        <label>The agent's token <input name="token" type="password" autocomplete="off" required></label>
        """

    private static func table(_ sources: [SourceRow]) -> String {
        let titles = ["Panel", "Node", "Source", "Servers", "WebSockets", "Why no better source"]
        let head = titles.map { "<th scope=\"col\">\($0)</th>" }.joined()
        let rows = sources.map { source in
            """
            <tr><td>\(escaped(source.panel))</td><th scope="row">\(escaped(source.node))</th>\
            <td>\(source.source?.rawValue ?? "not known yet")</td><td>\(source.servers)</td>\
            <td>\(source.connectedStreams)</td>\
            <td>\(escaped(source.reason))</td></tr>

            """
        }
        return """
            <table>
            <caption>Nodes, and what tells state and use of their servers</caption>
            <thead><tr>\(head)</tr></thead>
            <tbody>
            \(rows.joined())</tbody>
            </table>

            """
    }

    /// Text that stands for itself, in content and in quoted attributes.
    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.append(character)
            }
        }
    }
}
