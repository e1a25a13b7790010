import Foundation
import Testing

/// The Swift files of this package as text.
struct SourceTree {
    struct File {
        /// The path from the package's root.
        let path: String
        /// The folder under `Sources` or `Tests` that it stands in.
        let module: String
        let lines: [String]
    }

    /// Every Swift file under a folder of the root, sorted by path.
    static func files(under folder: String) throws -> [File] {
        let start = root.appendingPathComponent(folder)
        let paths = try #require(FileManager.default.enumerator(atPath: start.path))
        return try paths.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.sorted().map { path in
            let text = try String(contentsOf: start.appendingPathComponent(path), encoding: .utf8)
            return File(
                path: folder + "/" + path,
                module: String(path.prefix { $0 != "/" }),
                lines: text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            )
        }
    }

    /// The names of the folders under `Sources`.
    static func modules() throws -> Set<String> {
        let sources = root.appendingPathComponent("Sources")
        return Set(try FileManager.default.contentsOfDirectory(atPath: sources.path).filter { !$0.hasPrefix(".") })
    }

    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
}

extension SourceTree.File {
    /// The modules that the file imports, with the number of the line.
    var imports: [(module: String, line: Int)] {
        lines.enumerated().compactMap { index, line in
            Self.importedModule(line).map { ($0, index + 1) }
        }
    }

    /// The module of an import line: `public import struct NIOCore.ByteBuffer` gives `NIOCore`; nil for other lines.
    static func importedModule(_ line: String) -> String? {
        var words = line.split { $0 == " " || $0 == ";" || $0 == "\t" }.map(String.init)[...]
        let modifiers: Set = ["public", "package", "internal", "fileprivate", "private"]
        while let word = words.first, modifiers.contains(word) || word.hasPrefix("@") { words.removeFirst() }
        guard words.popFirst() == "import", var name = words.popFirst() else { return nil }
        let kinds: Set = ["struct", "class", "enum", "protocol", "typealias", "func", "let", "var", "actor"]
        if kinds.contains(name), let next = words.first { name = next }
        return String(name.prefix { $0 != "." })
    }
}
