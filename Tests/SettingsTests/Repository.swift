import Foundation

/// The repository that the tests run in: what is checked against the code besides the code itself.
enum Repository {
    /// Its top directory.
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The text of one of its files.
    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// The names in one of its directories that end so, sorted.
    static func names(in directory: String, suffix: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: root.appending(path: directory).path)
            .filter { $0.hasSuffix(suffix) }.sorted()
    }
}
