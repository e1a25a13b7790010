import Alerting
import PromQL
package import PterodactylAPI
package import Telemetry

/// What `pterowatch silence add` was told.
public struct SilenceOptions: Sendable, Equatable {
    /// The matchers, one or several a text; the first may be the bare name of an alert.
    public var matchers: [String]
    /// Who asks.
    public var author: String
    /// Why.
    public var comment: String
    /// From when on, as in RFC 3339; nil for now.
    public var start: String?
    /// Until when, as in RFC 3339; nil for a duration.
    public var end: String?
    /// How long, where no end is named; nil for ``standardDuration``.
    public var duration: Duration?

    /// How long a silence is unless told otherwise.
    public static let standardDuration = Duration.seconds(7_200)

    /// Makes options.
    public init(
        matchers: [String],
        author: String,
        comment: String,
        start: String? = nil,
        end: String? = nil,
        duration: Duration? = nil
    ) {
        self.matchers = matchers
        self.author = author
        self.comment = comment
        self.start = start
        self.end = end
        self.duration = duration
    }

    /// Why the options make no silence.
    public enum Mistake: Error, Sendable, Equatable, CustomStringConvertible {
        /// A text that is no moment.
        case time(option: String, text: String)
        /// Both an end and a duration.
        case endAndDuration

        /// What was seen, and what is allowed.
        public var description: String {
            switch self {
            case .time(let option, let text): "\(option) \"\(text)\" is no time; allowed: as in 2026-01-02T03:04:05Z"
            case .endAndDuration: "--end and --duration say the same; give one of them"
            }
        }
    }

    /// The body that asks for the silence.
    /// - Throws: `Mistake`, `MatcherTextError`.
    package func body(at now: Timestamp) throws -> JSONValue {
        if end != nil, duration != nil { throw Mistake.endAndDuration }
        let startsAt = try Self.time("--start", start) ?? now
        let endsAt = try Self.time("--end", end) ?? startsAt + (duration ?? Self.standardDuration)
        return [
            "matchers": .array(try Self.matchers(matchers).map(Self.json)),
            "startsAt": .string(CalendarTime(startsAt).rfc3339), "endsAt": .string(CalendarTime(endsAt).rfc3339),
            "createdBy": .string(author), "comment": .string(comment),
        ]
    }

    /// Reads matchers; the first text may be the bare name of an alert, as `amtool` has it.
    static func matchers(_ texts: [String]) throws -> [LabelMatcher] {
        try texts.enumerated().flatMap { index, text in
            guard index == 0, !text.contains(where: { "=!~{\"".contains($0) }) else {
                return try MatcherText.parse(text)
            }
            return [try LabelMatcher("alertname", .equal, text)]
        }
    }

    private static func json(_ matcher: LabelMatcher) -> JSONValue {
        [
            "name": .string(matcher.label), "value": .string(matcher.value),
            "isRegex": .bool(matcher.operation == .matches || matcher.operation == .matchesNot),
            "isEqual": .bool(matcher.operation == .equal || matcher.operation == .matches),
        ]
    }

    private static func time(_ option: String, _ text: String?) throws(Mistake) -> Timestamp? {
        guard let text else { return nil }
        guard let time = Timestamp(rfc3339: text) else { throw .time(option: option, text: text) }
        return time
    }
}
