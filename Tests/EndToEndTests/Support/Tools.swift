import Foundation
import Testing

/// Where the programs are that end-to-end tests run.
enum Tools {
    /// The product, from the build that the tests belong to.
    static var pterowatch: String {
        get throws {
            let folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
            let path = folder.appendingPathComponent("pterowatch").path
            try #require(FileManager.default.isExecutableFile(atPath: path), "no executable at \(path)")
            return path
        }
    }

    /// A program of Debian's Prometheus packages, unpacked below `.build/tools` by `.ci/tools.sh`.
    static func debian(_ name: String) throws -> String {
        let path = root.appendingPathComponent(".build/tools/bin/\(name)").path
        try #require(
            FileManager.default.isExecutableFile(atPath: path),
            "\(name) is not unpacked below .build/tools: run .ci/tools.sh"
        )
        return path
    }

    /// The project's folder.
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The shipped rule files.
    static var ruleFiles: [URL] {
        get throws {
            let folder = root.appendingPathComponent("alerts")
            return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
                .filter { $0.pathExtension == "yml" }.sorted { $0.path < $1.path }
        }
    }

    /// Makes a folder that is removed when `body` ends.
    static func withTemporaryFolder<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pterowatch-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }  // a leftover in the temporary folder harms nobody
        return try await body(folder)
    }
}
