/// Paths as text: which files a name in the configuration means.
enum FilePath {
    /// The directory part of a path: `.` for a bare name.
    static func directory(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// A path that was written in a file: absolute as it is, otherwise relative to the file's own directory.
    static func resolve(_ path: String, besides file: String) -> String {
        guard !path.hasPrefix("/") else { return path }
        let directory = directory(of: file)
        return directory == "." ? path : directory == "/" ? "/\(path)" : "\(directory)/\(path)"
    }

    /// Whether a path holds a wildcard.
    static func isPattern(_ path: String) -> Bool { path.contains { $0 == "*" || $0 == "?" } }

    /// The files that a pattern with `*` and `?` means, sorted; neither matches `/` nor a leading dot.
    static func matches(of pattern: String, listing: (String) -> [String]) -> [String] {
        var paths = [pattern.hasPrefix("/") ? "/" : ""]
        for part in pattern.split(separator: "/") {
            paths = paths.flatMap { base in
                let prefix = base.isEmpty || base.hasSuffix("/") ? base : base + "/"
                guard isPattern(String(part)) else { return [prefix + part] }
                return listing(base.isEmpty ? "." : base)
                    .filter { !$0.hasPrefix(".") && matches($0[...], part) }
                    .sorted()
                    .map { prefix + $0 }
            }
        }
        return paths
    }

    private static func matches(_ name: Substring, _ pattern: Substring) -> Bool {
        guard let first = pattern.first else { return name.isEmpty }
        let rest = pattern.dropFirst()
        switch first {
        case "*":
            return matches(name, rest) || (!name.isEmpty && matches(name.dropFirst(), pattern))
        case "?":
            return !name.isEmpty && matches(name.dropFirst(), rest)
        default:
            return name.first == first && matches(name.dropFirst(), rest)
        }
    }
}
