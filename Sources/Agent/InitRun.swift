import Foundation
import PterodactylAPI
public import Settings

/// Writes a first configuration from that of another exporter.
public enum InitRun {
    /// Why nothing was written, in words.
    public struct Failure: Error, Sendable, Equatable, CustomStringConvertible {
        /// The file, and what is wrong with it.
        public let description: String
    }

    /// Converts, and writes the configuration and, beside it, the file with the panel's key, which its user alone can read.
    ///
    /// - Parameters:
    ///   - source: the `config.yml` of pterodactyl_exporter.
    ///   - file: the configuration; neither it nor the key's file may be there yet.
    /// - Returns: what was written, and what became of each key; lines with their ends.
    /// - Throws: `SettingsError` with every mistake in the source, or `Failure`. Either way nothing is written.
    public static func report(
        fromExporter source: String,
        to file: String,
        sources: SettingsSources
    ) throws -> String {
        let conversion = try ExporterConversion(file: source, sources: sources)
        let keyFile = URL(fileURLWithPath: file).deletingLastPathComponent()
            .appendingPathComponent(ExporterConversion.keyFile).path
        // Said before anything is written; writing itself refuses, too.
        for path in [file, keyFile] where FileManager.default.fileExists(atPath: path) {
            throw Failure(description: "\(path): is there already; nothing was written")
        }
        try write(conversion.apiKey.reveal() + "\n", to: keyFile, permissions: 0o600)
        do {
            try write(conversion.text, to: file, permissions: 0o644)
        } catch {
            try? FileManager.default.removeItem(atPath: keyFile)  // the error that is thrown says what went wrong
            throw error
        }
        let lines =
            ["Wrote \(file), and \(keyFile), which only you can read."] + conversion.remarks.map { "  " + $0 }
            + ["Check it: pterowatch check-config --config.file=\(file)"]
        return lines.map { $0 + "\n" }.joined()
    }

    /// Writes a file that is not there yet.
    private static func write(_ text: String, to path: String, permissions: mode_t) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL, permissions)
        guard descriptor >= 0 else {
            throw Failure(description: "\(path): cannot be written: \(String(cString: strerror(errno)))")
        }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        do {
            try handle.write(contentsOf: Data(text.utf8))
            try handle.close()
        } catch {
            try? FileManager.default.removeItem(atPath: path)  // half a file is worse than none
            throw Failure(description: "\(path): cannot be written: the disk refused it")
        }
    }
}
