import Foundation
import Logging
import Telemetry

/// Keeps the history in a file of the storage directory, so that rules and queries look back over a restart.
struct HistoryKeeper: Sendable {
    private let path: String
    private let logger: Logger

    /// - Parameter directory: the storage directory.
    init(in directory: String, logger: Logger) {
        path = URL(fileURLWithPath: directory).appendingPathComponent("history").path
        self.logger = logger
    }

    /// What an earlier run left; nil when there is nothing, or nothing that can be read: then a warning says why.
    func load(retention: Duration) -> History? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        do {
            let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
            return try History(decoding: bytes, retention: retention)
        } catch {
            logger.warning(
                "The history of an earlier run cannot be used; a new one begins",
                metadata: ["file": "\(path)", "error": "\(error)"]
            )
            return nil
        }
    }

    /// Writes a history in the place of the one before, which stays whole until then.
    func save(_ history: History) {
        do {
            let draft = URL(fileURLWithPath: path + ".new")
            let isMade = FileManager.default.createFile(
                atPath: draft.path,
                contents: Data(history.encoded()),
                attributes: [.posixPermissions: 0o600]
            )
            guard isMade else { throw CocoaError(.fileWriteUnknown) }
            guard rename(draft.path, path) == 0 else { throw CocoaError(.fileWriteUnknown) }
        } catch {
            logger.error("The history could not be stored", metadata: ["file": "\(path)", "error": "\(error)"])
        }
    }
}
