import Alerting
import PterodactylAPI

extension MessageContent {
    /// A message for Discord's webhooks: one embed, red while something fires and green afterwards.
    ///
    /// Nobody can be mentioned and no text is taken for formatting: names of servers are written by tenants.
    /// (discord.com/developers/docs/resources/webhook: title 256, description 4,096 characters.)
    var discordPayload: JSONValue {
        let embed: [String: JSONValue] = [
            "title": .string(String(title.map(Self.discordText).joined().prefix(256))),
            "description": .string(text(limit: 4_000) { $0.map(Self.discordText).joined() }),
            "color": .integer(isFiring ? 0xC0392B : 0x2ECC71),
            "timestamp": .string(CalendarTime(newestChange).rfc3339),
            "url": .string(externalURL),
        ]
        return .object([
            "username": .string("Pterowatch"),
            "allowed_mentions": .object(["parse": .array([])]),
            "embeds": .array([.object(embed)]),
        ])
    }

    /// A backslash before each character that Discord's Markdown gives a meaning.
    private static func discordText(_ character: Character) -> String {
        "\\*_~|>`[]()#<@".contains(character) ? "\\\(character)" : String(character)
    }
}
