/// Which passwords were right and which were not, so that a scraper's is hashed once and not at every scrape.
///
/// As many as exporter-toolkit keeps: 100. What was wrong makes room first, so that guesses do not push out what is in use.
package struct PasswordCache: Sendable {
    /// The most entries.
    package static let limit = 100

    private struct Entry {
        let isRight: Bool
        var lastUse: UInt64
    }

    private var entries: [[UInt8]: Entry] = [:]
    private var uses: UInt64 = 0

    /// Makes an empty one.
    package init() {}

    /// How many entries there are.
    package var count: Int { entries.count }

    /// What is known of a password; nil when nothing is.
    /// - Parameter key: a digest of user, hash and password.
    package mutating func verdict(on key: [UInt8]) -> Bool? {
        guard let entry = entries[key] else { return nil }
        uses += 1
        entries[key]?.lastUse = uses
        return entry.isRight
    }

    /// Keeps what was found out.
    package mutating func keep(_ isRight: Bool, of key: [UInt8]) {
        if entries[key] == nil, entries.count >= Self.limit,
            let victim = oldest(isRight: false) ?? oldest(isRight: true)
        {
            entries[victim] = nil
        }
        uses += 1
        entries[key] = Entry(isRight: isRight, lastUse: uses)
    }

    private func oldest(isRight: Bool) -> [UInt8]? {
        entries.filter { $0.value.isRight == isRight }.min { $0.value.lastUse < $1.value.lastUse }?.key
    }
}
