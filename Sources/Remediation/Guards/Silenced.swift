public import Alerting

/// A silence that covers an alert, and who keeps it.
public struct CoveringSilence: Sendable, Equatable {
    /// Who keeps it.
    public let source: Silences.Source
    /// The silence.
    public let silence: Silence

    /// Makes the pair.
    public init(source: Silences.Source, silence: Silence) {
        self.source = source
        self.silence = silence
    }

    /// Who asked for it, why, until when, and where it is found.
    fileprivate var inWords: String {
        let place: String =
            switch source {
            case .own: ""
            case .alertmanager(let name): " of Alertmanager \(name)"
            }
        return "by \(silence.createdBy.prefix(100)) until \(CalendarTime(silence.endsAt).rfc3339) "
            + "(\(silence.comment.prefix(200)); silence \(silence.id)\(place))"
    }
}

extension Guard {
    /// Somebody silenced every alert that asks: they know of it, and want it left alone.
    static let silenced = Guard(.silenced) { context in
        let silences = context.silencedBy
        guard !silences.isEmpty else { return .yes }
        let told = silences.prefix(3).map(\.inWords).joined(separator: ", ")
        let more = silences.count > 3 ? " and \(silences.count - 3) more" : ""
        return .no("every alert that asks for it is silenced: \(told)\(more)")
    }
}
