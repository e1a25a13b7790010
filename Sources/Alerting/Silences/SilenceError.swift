public import Telemetry

/// Why a silence is not taken.
public enum SilenceError: Error, Sendable, Equatable {
    /// It has no matchers.
    case noMatchers
    /// Every matcher passes the empty text, so that it would cover alerts that have none of its labels.
    case coversEverything
    /// It ends before it begins, or at once.
    case endsBeforeStart(startsAt: Timestamp, endsAt: Timestamp)
    /// It is over already.
    case endsInThePast(endsAt: Timestamp)
    /// Nobody is named who asked for it.
    case noAuthor
    /// No reason is given.
    case noComment
    /// There is none of this id.
    case unknown(id: String)
    /// It has expired already, and is never changed again.
    case expired(id: String)
    /// No more can be kept.
    case tooMany(limit: Int)
}

extension SilenceError: CustomStringConvertible {
    /// What is wrong, with what was seen and what is wanted.
    public var description: String {
        switch self {
        case .noMatchers: "a silence needs at least one matcher, such as alertname=\"ServerCrashed\""
        case .coversEverything:
            "at least one matcher must not match the empty text; these would cover every alert"
        case .endsBeforeStart(let start, let end):
            "the silence must end after it begins; it begins at \(CalendarTime(start).rfc3339) and ends at "
                + CalendarTime(end).rfc3339
        case .endsInThePast(let end): "the silence would be over already: it ends at \(CalendarTime(end).rfc3339)"
        case .noAuthor: "a silence needs the name of its author"
        case .noComment: "a silence needs a comment that says why"
        case .unknown(let id): "there is no silence \(id)"
        case .expired(let id): "the silence \(id) has expired"
        case .tooMany(let limit): "there are \(limit) silences already, and no more can be kept"
        }
    }
}
