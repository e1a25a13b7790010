import PterodactylAPI
import Telemetry

extension MessageContent {
    /// A message for Slack's incoming webhooks and what understands them: one attachment, red while something fires and green
    /// afterwards.
    ///
    /// `&`, `<` and `>` are written as entities, so that no text becomes a link or a mention
    /// (api.slack.com/reference/surfaces/formatting#escaping).
    var slackPayload: JSONValue {
        let title = Self.slackText(String(title.prefix(1_000)))
        let attachment: [String: JSONValue] = [
            "title": .string(title),
            "title_link": .string(externalURL),
            "fallback": .string(title),
            "text": .string(text(limit: 3_000, shown: Self.slackText)),
            "color": .string(isFiring ? "danger" : "good"),
            "mrkdwn_in": .array([]),
            "ts": .integer(newestChange.millisecondsSince1970 / 1_000),
        ]
        return .object([
            "username": .string("Pterowatch"),
            "link_names": .bool(false),
            "attachments": .array([.object(attachment)]),
        ])
    }

    /// When the youngest of the alerts began or ended.
    var newestChange: Timestamp {
        alerts.map { $0.resolvedAt ?? $0.startsAt }.max() ?? Timestamp(millisecondsSince1970: 0)
    }

    private static func slackText(_ text: String) -> String {
        text.reduce(into: "") { escaped, character in
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            default: escaped.append(character)
            }
        }
    }
}
