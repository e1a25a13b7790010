import Telemetry

/// The files of a server as a value: absolute paths, of which the root itself is none.
///
/// Paths may come with or without a slash in front, with doubled slashes, `.` and `..`; one that leads out of the root
/// is not found, as in Wings (`server/filesystem/path.go`).
struct SimulatedFileSystem: Sendable {
    /// A file or a directory.
    struct Entry: Sendable {
        /// Nil for a directory.
        var content: [UInt8]?
        /// The permission bits.
        var mode: Int
        let createdAt: Timestamp
        var modifiedAt: Timestamp

        /// Whether it can hold others.
        var isDirectory: Bool { content == nil }
        /// The bytes; of a directory what ext4 shows.
        var size: Int { content?.count ?? 4_096 }
    }

    private(set) var entries: [String: Entry] = [:]
    /// The sum of the files' sizes.
    private(set) var bytes: Int64 = 0
    /// The sum at the beginning, which the load curve's disk figure already holds.
    private var initialBytes: Int64 = 0

    /// Nothing.
    init() {}

    /// Some files, whose directories are made along.
    init(_ files: [(path: String, text: String)], directories: [String] = [], at now: Timestamp) {
        for directory in directories { insertDirectories(directory, at: now) }
        for file in files { insert(Array(file.text.utf8), at: file.path, now) }
        initialBytes = bytes
    }

    /// How much more there is than at the beginning.
    var growth: Int64 { bytes - initialBytes }

    /// Whether there is nothing in it.
    var isEmpty: Bool { entries.isEmpty }

    /// The absolute form of a path, `""` for the root; nil for one that leads out of it.
    static func absolute(_ path: String, in root: String = "/") -> String? {
        var parts: [Substring] = []
        for part in (root + "/" + path).split(separator: "/") where part != "." {
            if part != ".." {
                parts.append(part)
            } else if parts.popLast() == nil {
                return nil
            }
        }
        return parts.map { "/" + $0 }.joined()
    }

    /// The last part of a path.
    static func name(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? "" }

    /// The path without its last part.
    static func parent(_ path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    }

    /// What a path leads to; the root is a directory without an entry of its own.
    func entry(_ path: String, in root: String = "/") -> Entry? {
        Self.absolute(path, in: root).flatMap { entries[$0] }
    }

    /// What is in a directory: directories first, then by name.
    func list(_ path: String) throws(FileProblem) -> [(name: String, entry: Entry)] {
        guard let path = Self.absolute(path), path.isEmpty || entries[path]?.isDirectory == true else {
            throw .notFound
        }
        let inside = entries.filter { Self.parent($0.key) == path }.map { (name: Self.name($0.key), entry: $0.value) }
        return inside.sorted {
            $0.entry.isDirectory == $1.entry.isDirectory ? $0.name < $1.name : $0.entry.isDirectory
        }
    }

    /// The bytes of a file.
    func read(_ path: String, in root: String = "/") throws(FileProblem) -> [UInt8] {
        guard let entry = entry(path, in: root) else {
            throw Self.absolute(path, in: root) == "" ? .isDirectory : .notFound
        }
        guard let content = entry.content else { throw .isDirectory }
        return content
    }

    /// Writes a file, with the directories that are missing.
    mutating func write(_ content: [UInt8], to path: String, in root: String = "/", at now: Timestamp)
        throws(FileProblem)
    {
        let path = try checked(path, in: root)
        if entries[path]?.isDirectory == true || path.isEmpty { throw .isDirectory }
        insert(content, at: path, now)
    }

    /// Makes a directory, with those above it.
    mutating func makeDirectory(_ path: String, in root: String = "/", at now: Timestamp) throws(FileProblem) {
        let path = try checked(path, in: root)
        if entries[path]?.isDirectory == false { throw .notADirectory }
        insertDirectories(path, at: now)
    }

    /// Moves a file or a directory; a source that is not there is passed over.
    mutating func rename(_ source: String, to target: String, in root: String, at now: Timestamp) throws(FileProblem) {
        guard let source = Self.absolute(source, in: root), entries[source] != nil else { return }
        let target = try checked(target, in: root)
        guard entries[target] == nil, !target.isEmpty, !target.hasPrefix(source + "/") else { throw .alreadyThere }
        insertDirectories(Self.parent(target), at: now)
        for (path, entry) in entries where path == source || path.hasPrefix(source + "/") {
            entries[path] = nil
            entries[target + path.dropFirst(source.count)] = entry
        }
    }

    /// The path that a copy of a file gets: `name copy.ext`, then `name copy 1.ext` and so on.
    func copyPath(of path: String) throws(FileProblem) -> String {
        guard let path = Self.absolute(path), entries[path]?.isDirectory == false else { throw .notFound }
        let name = Self.name(path)
        var stem = name
        var suffix = ""
        if name.hasSuffix(".tar.gz") {
            (stem, suffix) = (String(name.dropLast(7)), ".tar.gz")
        } else if let dot = name.lastIndex(of: "."), dot > name.startIndex {
            (stem, suffix) = (String(name[..<dot]), String(name[dot...]))
        }
        for attempt in 0..<51 {
            let candidate = Self.parent(path) + "/\(stem) copy\(attempt == 0 ? "" : " \(attempt)")\(suffix)"
            if entries[candidate] == nil { return candidate }
        }
        return Self.parent(path) + "/\(stem) copy 51\(suffix)"
    }

    /// Removes a file, or a directory with all that is in it; what is not there is passed over.
    mutating func remove(_ path: String, in root: String = "/") {
        guard let path = Self.absolute(path, in: root), !path.isEmpty else { return }
        for (inside, entry) in entries where inside == path || inside.hasPrefix(path + "/") {
            bytes -= Int64(entry.content?.count ?? 0)
            entries[inside] = nil
        }
    }

    /// Removes everything.
    mutating func removeAll() {
        entries = [:]
        bytes = 0
    }

    /// Sets the permission bits.
    mutating func setMode(_ mode: Int, of path: String, in root: String) throws(FileProblem) {
        guard let path = Self.absolute(path, in: root), entries[path] != nil else { throw .notFound }
        entries[path]?.mode = mode & 0o777
    }

    /// All paths at and below some names, sorted: a directory stands before what is in it.
    func paths(below names: [String], in root: String) -> [String] {
        let wanted = names.compactMap { Self.absolute($0, in: root) }
        return entries.keys.filter { path in
            wanted.contains { $0.isEmpty || path == $0 || path.hasPrefix($0 + "/") }
        }.sorted()
    }

    /// Takes what is in another file system over what is here.
    mutating func merge(_ other: SimulatedFileSystem) {
        for (path, entry) in other.entries {
            bytes += Int64(entry.content?.count ?? 0) - Int64(entries[path]?.content?.count ?? 0)
            entries[path] = entry
        }
    }

    /// The same without the files that patterns name.
    func ignoring(_ patterns: [String]) -> SimulatedFileSystem {
        var kept = self
        for path in entries.keys where FilePattern.matches(path, any: patterns) { kept.remove(path) }
        return kept
    }

    private func checked(_ path: String, in root: String) throws(FileProblem) -> String {
        guard let absolute = Self.absolute(path, in: root) else { throw .notFound }
        if absolute.split(separator: "/").contains(where: { $0.utf8.count > 255 }) { throw .nameTooLong }
        var above = Self.parent(absolute)
        while !above.isEmpty {
            if entries[above]?.isDirectory == false { throw .notADirectory }
            above = Self.parent(above)
        }
        return absolute
    }

    private mutating func insert(_ content: [UInt8], at path: String, _ now: Timestamp) {
        insertDirectories(Self.parent(path), at: now)
        let old = entries[path]
        bytes += Int64(content.count) - Int64(old?.content?.count ?? 0)
        entries[path] = Entry(
            content: content,
            mode: old?.mode ?? 0o644,
            createdAt: old?.createdAt ?? now,
            modifiedAt: now
        )
    }

    private mutating func insertDirectories(_ path: String, at now: Timestamp) {
        var path = path
        while !path.isEmpty, entries[path] == nil {
            entries[path] = Entry(content: nil, mode: 0o755, createdAt: now, modifiedAt: now)
            path = Self.parent(path)
        }
    }
}
