import Foundation
package import Remediation
import Telemetry

/// The switch that stops all remediation: it is thrown while a file is there.
///
/// A file, so that it can be thrown by hand when nothing else works, survives restarts, and needs no ledger that may be full.
/// Its first line says who threw it and its second one why; a file without a word stops just as well.
package struct StopFiles: Sendable {
    /// The files in the order in which they are looked for; the first is our own.
    private let paths: [String]

    /// The name of our own in the storage directory.
    static let fileName = "stop"

    /// The longest name and the longest reason, in characters; a file may hold more, which is not shown.
    package static let longestName = 80
    package static let longestReason = 200

    /// - Parameters:
    ///   - directory: the storage directory.
    ///   - file: another one, as configured.
    package init(in directory: String, and file: String?) {
        let own = URL(fileURLWithPath: directory).appendingPathComponent(Self.fileName).path
        paths = [own] + [file].compactMap(\.self)
    }

    /// The file that ``stop(by:reason:)`` makes.
    package var ownFile: String { paths[0] }

    /// Who stopped it, and since when; nil when no file is there.
    package var thrown: StopSwitch? {
        for path in paths {
            guard let facts = try? FileManager.default.attributesOfItem(atPath: path) else { continue }
            let date = facts[.modificationDate] as? Date ?? Date()
            let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
            let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            return StopSwitch(
                by: Self.words(lines.first, atMost: Self.longestName) ?? "the file \(path)",
                reason: Self.words(lines.dropFirst().first, atMost: Self.longestReason),
                since: Timestamp(secondsSince1970: date.timeIntervalSince1970),
                file: path
            )
        }
        return nil
    }

    private static func words(_ line: Substring?, atMost count: Int) -> String? {
        let words = (line ?? "").trimmingCharacters(in: .whitespaces)
        return words.isEmpty ? nil : String(words.prefix(count))
    }

    /// Throws it.
    /// - Parameters:
    ///   - name: who does.
    ///   - reason: why.
    package func stop(by name: String, reason: String? = nil) throws {
        let text = [name, reason ?? ""].map { $0.replacing(/\s+/, with: " ") }.joined(separator: "\n")
        try (text + "\n").write(toFile: ownFile, atomically: true, encoding: .utf8)
    }

    /// Lets remediation go on; a file that somebody else put there is left to them.
    package func resume() throws {
        guard FileManager.default.fileExists(atPath: ownFile) else { return }
        try FileManager.default.removeItem(atPath: ownFile)
    }
}
