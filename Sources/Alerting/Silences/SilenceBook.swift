public import PromQL
public import Telemetry

/// Our own silences: how they are made, changed and ended (Alertmanager `silence/silence.go`).
///
/// - One that has expired is never changed; it is kept for ``retention``.
/// - One that is active may be given another end, author or comment in place; with other matchers, or a start that is still to
///   come, it expires, and a new one takes over. Any start that is past counts as its own.
/// - One that is pending may be changed in everything but its id.
public struct SilenceBook: Sendable, Equatable {
    /// How long an expired silence is kept, as Alertmanager's `--data.retention`.
    public static let retention = Duration.seconds(120 * 3_600)
    /// How many silences are kept at most, expired ones included.
    public static let limit = 10_000

    private var byID: [String: Silence]

    /// Makes a book of silences kept before.
    public init(_ silences: [Silence] = []) {
        byID = Dictionary(silences.map { ($0.id, $0) }) { _, last in last }
    }

    /// All silences; active ones first, then pending, then expired, each sorted by when they end.
    public func silences(at now: Timestamp) -> [Silence] {
        func rank(_ silence: Silence) -> (Int, Timestamp, String) {
            let order: Int =
                switch silence.state(at: now) {
                case .active: 0
                case .pending: 1
                case .expired: 2
                }
            return (order, silence.endsAt, silence.id)
        }
        return byID.values.sorted { rank($0) < rank($1) }
    }

    /// One silence; nil when there is none of this id.
    public subscript(id: String) -> Silence? { byID[id] }

    /// What somebody wants.
    public struct Wish: Sendable, Equatable {
        /// The silence to be changed; nil or empty for a new one.
        public var id: String?
        /// What is to be covered.
        public var matchers: [LabelMatcher]
        /// From when on; what is past counts as now.
        public var startsAt: Timestamp
        /// Until when.
        public var endsAt: Timestamp
        /// Who asks.
        public var createdBy: String
        /// Why.
        public var comment: String

        /// Makes a wish.
        public init(
            id: String? = nil,
            matchers: [LabelMatcher],
            startsAt: Timestamp,
            endsAt: Timestamp,
            createdBy: String,
            comment: String
        ) {
            self.id = id
            self.matchers = matchers
            self.startsAt = startsAt
            self.endsAt = endsAt
            self.createdBy = createdBy
            self.comment = comment
        }
    }

    /// Makes a silence, or changes one.
    ///
    /// - Parameter newID: what identifies it if a new one is made.
    /// - Returns: the silences that are new or other than before, to be stored together; the last one is the one wished for.
    public mutating func set(_ wish: Wish, newID: String, at now: Timestamp) throws(SilenceError) -> [Silence] {
        let startsAt = max(wish.startsAt, now)
        try Self.check(wish, startsAt: startsAt, at: now)
        guard let id = wish.id, !id.isEmpty else { return try [insert(wish, id: newID, startsAt: startsAt, at: now)] }
        guard let old = byID[id] else { throw .unknown(id: id) }
        let isSame = old.matchers == wish.matchers
        switch old.state(at: now) {
        case .expired:
            return try [insert(wish, id: newID, startsAt: startsAt, at: now)]
        case .pending:
            return [put(wish, id: id, startsAt: startsAt, at: now)]
        case .active where isSame && wish.startsAt <= now:
            return [put(wish, id: id, startsAt: old.startsAt, at: now)]
        case .active:
            let new = try insert(wish, id: newID, startsAt: startsAt, at: now)
            return [end(old, at: now), new]
        }
    }

    /// Ends a silence now.
    /// - Returns: the silence as it is to be stored.
    public mutating func expire(_ id: String, at now: Timestamp) throws(SilenceError) -> Silence {
        guard let old = byID[id] else { throw .unknown(id: id) }
        guard old.state(at: now) != .expired else { throw .expired(id: id) }
        return end(old, at: now)
    }

    /// Lets go of what expired long ago.
    /// - Returns: the ids.
    public mutating func prune(at now: Timestamp) -> [String] {
        let old = byID.values.filter { now - $0.endsAt >= Self.retention }.map(\.id).sorted()
        for id in old { byID[id] = nil }
        return old
    }

    private static func check(_ wish: Wish, startsAt: Timestamp, at now: Timestamp) throws(SilenceError) {
        guard !wish.matchers.isEmpty else { throw .noMatchers }
        guard wish.matchers.contains(where: { !$0.matches("") }) else { throw .coversEverything }
        guard wish.endsAt > now else { throw .endsInThePast(endsAt: wish.endsAt) }
        guard wish.endsAt > startsAt else { throw .endsBeforeStart(startsAt: startsAt, endsAt: wish.endsAt) }
        guard !wish.createdBy.allSatisfy(\.isWhitespace) else { throw .noAuthor }
        guard !wish.comment.allSatisfy(\.isWhitespace) else { throw .noComment }
    }

    private mutating func insert(
        _ wish: Wish,
        id: String,
        startsAt: Timestamp,
        at now: Timestamp
    ) throws(SilenceError) -> Silence {
        guard byID.count < Self.limit else { throw .tooMany(limit: Self.limit) }
        return put(wish, id: id, startsAt: startsAt, at: now)
    }

    private mutating func put(_ wish: Wish, id: String, startsAt: Timestamp, at now: Timestamp) -> Silence {
        let silence = Silence(
            id: id,
            matchers: wish.matchers,
            startsAt: startsAt,
            endsAt: wish.endsAt,
            updatedAt: now,
            createdBy: wish.createdBy,
            comment: wish.comment
        )
        byID[id] = silence
        return silence
    }

    /// A pending silence that ends now never held: it begins and ends in the same moment.
    private mutating func end(_ silence: Silence, at now: Timestamp) -> Silence {
        var ended = silence
        ended.startsAt = min(ended.startsAt, now)
        ended.endsAt = now
        ended.updatedAt = now
        byID[silence.id] = ended
        return ended
    }
}
