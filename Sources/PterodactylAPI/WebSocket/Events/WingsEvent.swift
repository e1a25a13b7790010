/// What Wings says on a server's WebSocket: one case per kind of event.
///
/// Events of later versions and values that cannot be read become `unknown`; nothing ever breaks the reading.
public enum WingsEvent: Sendable, Hashable {
    /// The token was accepted, at first or in renewal.
    case authenticated
    /// The server's state: on every change, and once after the first `authenticated`.
    case status(PowerState)
    /// What the server uses: about once a second while its container runs, several times when it stops.
    case stats(WingsStats)
    /// A line of the console, of the game's or of Wings' own.
    case console(ConsoleLine)
    /// A message of Wings' on an installation or a restoration.
    case daemonMessage(String)
    /// An installation began.
    case installStarted
    /// A line of an installation, or of an image's download; only administrators get them.
    case installOutput(String)
    /// An installation ended, well or badly.
    case installCompleted
    /// A backup ended; needs `backup.read`.
    case backupCompleted(BackupOutcome)
    /// A restoration ended, well or badly.
    case backupRestoreCompleted
    /// A line of a transfer; only administrators get them.
    case transferLog(String)
    /// How far a transfer to another node is.
    case transferStatus(TransferStatus)
    /// The server is gone from this node: deleted, or moved to another one.
    case deleted
    /// The token ends within a minute; usually comes twice.
    case tokenExpiring
    /// The token ended: from now on every event is lost until a new one is accepted.
    case tokenExpired
    /// Stands for an event, or for a request, that was lost because the token is no good.
    case tokenRefused(TokenRefusal)
    /// A request failed; the real text is for administrators only.
    case daemonError(String)
    /// Requests come too fast (Wings 1.12): the name of the refused one, or `global`.
    case throttled(String)
    /// What this version does not know, or could not read.
    case unknown(name: String, arguments: [String])
}

extension WingsEvent {
    /// A transfer's state.
    public enum TransferStatus: Sendable, Hashable {
        /// Under way.
        case processing
        /// Being given up.
        case cancelling
        /// It succeeded, and the server was deleted at its source.
        case completed
        /// It failed; the server stays.
        case failure
        /// It succeeded, says the destination.
        case success
        /// A word that this version does not know.
        case other(String)

        /// Reads Wings' word.
        public init(word: String) {
            switch word {
            case "processing": self = .processing
            case "cancelling": self = .cancelling
            case "completed": self = .completed
            case "failure": self = .failure
            case "success": self = .success
            default: self = .other(word)
            }
        }
    }

    /// How a backup ended (`backup completed`).
    public struct BackupOutcome: Sendable, Hashable {
        /// The backup.
        public var uuid: BackupUUID
        /// Whether it succeeded.
        public var isSuccessful: Bool
        /// The checksum with its algorithm, such as `sha1:…`; nil without one.
        public var checksum: String?
        /// The size.
        public var size: ByteCount

        /// Makes an outcome.
        public init(uuid: BackupUUID, isSuccessful: Bool, checksum: String? = nil, size: ByteCount = 0) {
            self.uuid = uuid
            self.isSuccessful = isSuccessful
            self.checksum = checksum
            self.size = size
        }
    }
}
