/// A backup of a server.
public struct Backup: Sendable, Hashable {
    /// The UUID.
    public var uuid: BackupUUID
    /// The name.
    public var name: String
    /// Whether it is complete; false while it runs.
    public var isSuccessful: Bool
    /// Whether it is protected from deletion.
    public var isLocked: Bool
    /// The patterns that were left out.
    public var ignoredFiles: [String]
    /// The checksum with its algorithm, such as `sha1:…`.
    public var checksum: String?
    /// The size; 0 until it is complete.
    public var size: ByteCount
    /// When it was asked for.
    public var createdAt: PanelTime?
    /// When it ended, well or badly.
    public var completedAt: PanelTime?

    /// Makes one; what is left out is what a plain one has.
    public init(
        uuid: BackupUUID,
        name: String,
        isSuccessful: Bool = true,
        isLocked: Bool = false,
        ignoredFiles: [String] = [],
        checksum: String? = nil,
        size: ByteCount = 0,
        createdAt: PanelTime? = nil,
        completedAt: PanelTime? = nil
    ) {
        self.uuid = uuid
        self.name = name
        self.isSuccessful = isSuccessful
        self.isLocked = isLocked
        self.ignoredFiles = ignoredFiles
        self.checksum = checksum
        self.size = size
        self.createdAt = createdAt
        self.completedAt = completedAt
    }
}

extension Backup {
    /// How far a backup is.
    public enum Progress: String, Sendable, CaseIterable {
        /// It runs, or its node died and the panel has not pruned it yet (after 6 h by default).
        case inProgress = "in_progress"
        /// It is complete.
        case successful
        /// It ended without success.
        case failed
    }

    /// How far it is.
    public var progress: Progress {
        guard completedAt != nil else { return .inProgress }
        return isSuccessful ? .successful : .failed
    }

    /// The time it took; nil while it runs.
    public var duration: Duration? {
        guard let createdAt, let completedAt else { return nil }
        return completedAt - createdAt
    }
}

extension Backup: PanelObject {
    init(attributes at: JSONReader) throws(PanelError) {
        self.init(
            uuid: BackupUUID(try at["uuid"].string()),
            name: try at["name"].stringIfAny() ?? "",
            isSuccessful: try at["is_successful"].boolIfAny() ?? false,
            isLocked: try at["is_locked"].boolIfAny() ?? false,
            ignoredFiles: try at["ignored_files"].strings(),
            checksum: try at["checksum"].stringIfAny(),
            size: try at["bytes"].byteCountIfAny() ?? 0,
            createdAt: try at["created_at"].timeIfAny(),
            completedAt: try at["completed_at"].timeIfAny()
        )
    }
}
