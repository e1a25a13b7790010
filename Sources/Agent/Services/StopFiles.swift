import Foundation
package import Remediation
import Telemetry

/// The switch that stops all remediation: it is thrown while a file is there.
///
/// A file, so that it can be thrown by hand when nothing else works, survives restarts, and needs no ledger that may be full.
package struct StopFiles: Sendable {
    /// The files in the order in which they are looked for; the first is our own.
    private let paths: [String]

    /// The name of our own in the storage directory.
    static let fileName = "stop"

    /// How often it is looked.
    static let interval = Duration.seconds(1)

    /// - Parameters:
    ///   - directory: the storage directory.
    ///   - file: another one, as configured.
    package init(in directory: String, and file: String?) {
        let own = URL(fileURLWithPath: directory).appendingPathComponent(Self.fileName).path
        paths = [own] + [file].compactMap(\.self)
    }

    /// Who stopped it, and since when; nil when no file is there.
    package var thrown: StopSwitch? {
        for path in paths {
            guard let facts = try? FileManager.default.attributesOfItem(atPath: path) else { continue }
            let date = facts[.modificationDate] as? Date ?? Date()
            let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
            let name = text.split(whereSeparator: \.isNewline).first.map { String($0.prefix(80)) }
            return StopSwitch(
                by: name ?? "the file \(path)",
                since: Timestamp(secondsSince1970: date.timeIntervalSince1970)
            )
        }
        return nil
    }

    /// Throws it.
    /// - Parameter name: who does.
    package func stop(by name: String) throws {
        try (name + "\n").write(toFile: paths[0], atomically: true, encoding: .utf8)
    }

    /// Lets remediation go on; a file that somebody else put there is left to them.
    package func resume() throws {
        guard FileManager.default.fileExists(atPath: paths[0]) else { return }
        try FileManager.default.removeItem(atPath: paths[0])
    }

    /// Tells of each change until the task is cancelled.
    func watch(_ tell: (StopSwitch?) -> Void) async {
        var last: StopSwitch?
        while !Task.isCancelled {
            let now = thrown
            if now?.by != last?.by {
                tell(now)
                last = now
            }
            try? await Task.sleep(for: Self.interval)  // cancelled at the end
        }
    }
}
