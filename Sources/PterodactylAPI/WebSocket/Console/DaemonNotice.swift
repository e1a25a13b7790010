/// What Wings says about a server in its console: there is no other place that tells exit codes and crash handling.
///
/// Such a line is `<colour>[<application's name> Daemon]: <text>`; the name is the node's setting. Only coloured lines count,
/// so that what players write does not pass for Wings' words by accident.
/// Source: wings `server/{crash,power,console,install}.go`, and recorded traces.
public enum DaemonNotice: Sendable, Hashable {
    /// The process ended and Wings takes it for a crash.
    case crashDetected
    /// The crashed process' exit code; 1 when the container is missing.
    case exitCode(Int)
    /// Whether the kernel killed the process for want of memory.
    case outOfMemory(Bool)
    /// Wings does not restart it, since the crash before lies less than that far back.
    case gaveUp(within: Duration?)
    /// Wings does not restart it, since the node's or the server's crash detection is off.
    case detectionDisabled
    /// Wings could not look into a crash, or its restart failed: the server stays offline.
    case crashHandlingFailed
    /// Wings stops it for the disk space that it uses.
    case diskLimitExceeded
    /// A start is being prepared.
    case preflight(Preflight)
    /// The container's image is being pulled, as at every start.
    case imagePullStarted
    /// The image is here.
    case imagePullFinished
    /// Another line.
    case other(String)

    /// The steps before a start.
    public enum Preflight: Sendable, Hashable, CaseIterable {
        /// The disk space is checked; a server above its limit goes no further.
        case diskSpace
        /// The egg's configuration files are written.
        case configurationFiles
        /// The files' owner is set.
        case filePermissions
    }

    /// Reads a line without colours; nil when it is not one of Wings.
    public init?(plainLine line: String) {
        guard line.hasPrefix("["), let mark = line.firstRange(of: " Daemon]:") else { return nil }
        let text = line[mark.upperBound...].drop { $0 == " " }
        self = Self.fixed.first { text.hasPrefix($0.start) }?.notice ?? Self.valued(text) ?? .other(String(text))
    }

    private static let fixed: [(start: String, notice: DaemonNotice)] = [
        ("---------- Detected server process in a crashed state!", .crashDetected),
        ("Aborting automatic restart, crash detection is disabled", .detectionDisabled),
        ("Server crash was detected but an error occurred while handling it", .crashHandlingFailed),
        ("Server is exceeding the assigned disk space limit", .diskLimitExceeded),
        ("Checking server disk space usage", .preflight(.diskSpace)),
        ("Updating process configuration files", .preflight(.configurationFiles)),
        ("Ensuring file permissions are set correctly", .preflight(.filePermissions)),
        ("Pulling Docker container image", .imagePullStarted),
        ("Finished pulling Docker container image", .imagePullFinished),
    ]

    private static func valued(_ text: Substring) -> DaemonNotice? {
        if let value = text.rest(after: "Exit code: ") { return Int(value).map(DaemonNotice.exitCode) }
        if let value = text.rest(after: "Out of memory: ") { return Bool(String(value)).map(DaemonNotice.outOfMemory) }
        guard let value = text.rest(after: "Aborting automatic restart, last crash occurred less than ") else {
            return nil
        }
        return .gaveUp(within: Int(value.prefix { $0 != " " }).map { .seconds($0) })
    }

    /// Whether it belongs to a crash, or to another stop that Wings decided on.
    public var concernsStop: Bool {
        switch self {
        case .crashDetected, .exitCode, .outOfMemory, .gaveUp, .detectionDisabled, .crashHandlingFailed,
            .diskLimitExceeded:
            true
        case .preflight, .imagePullStarted, .imagePullFinished, .other: false
        }
    }
}

extension Substring {
    fileprivate func rest(after start: String) -> Substring? { hasPrefix(start) ? dropFirst(start.count) : nil }
}
