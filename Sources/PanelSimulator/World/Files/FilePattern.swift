/// The patterns of egg denylists and of files that a backup leaves out: names with `*`, a subset of gitignore's.
enum FilePattern {
    /// Whether any pattern names a path: by its last part, by its whole, or by a directory above it.
    static func matches(_ path: String, any patterns: [String]) -> Bool {
        let parts = path.split(separator: "/").map(String.init)
        return patterns.contains { pattern in
            let wanted = pattern.split(separator: "/").map(String.init)
            guard let first = wanted.first else { return false }
            if wanted.count == 1, !pattern.hasPrefix("/") { return parts.contains { fits($0, first) } }
            return parts.count >= wanted.count && zip(parts, wanted).allSatisfy { fits($0, $1) }
        }
    }

    /// Whether a name fits a pattern in which `*` stands for any text.
    static func fits(_ name: String, _ pattern: String) -> Bool {
        let pieces = pattern.split(separator: "*", omittingEmptySubsequences: false)
        guard pieces.count > 1, let first = pieces.first, let last = pieces.last else { return name == pattern }
        guard name.hasPrefix(first), name.count >= first.count + last.count, name.hasSuffix(last) else { return false }
        var rest = name.dropFirst(first.count).dropLast(last.count)
        for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
            guard let range = rest.firstRange(of: piece) else { return false }
            rest = rest[range.upperBound...]
        }
        return true
    }
}
