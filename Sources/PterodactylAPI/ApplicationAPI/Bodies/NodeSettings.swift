/// What can be set of a node, all of it: what were left out of a change the panel would partly reset.
///
/// A description cannot be set: the panel drops it (recorded).
public struct NodeSettings: Sendable, Hashable {
    /// The name, 1 to 100 letters, digits, spaces and `_.-`.
    public var name: String
    /// Where it stands.
    public var location: LocationID
    /// Whether new servers are placed on it automatically.
    public var isPublic: Bool
    /// The host name or address that its daemon is reached at.
    public var fqdn: String
    /// `https` or `http`.
    public var scheme: String
    /// Whether a proxy in front of the daemon ends TLS.
    public var isBehindProxy: Bool
    /// Whether it is in maintenance: its servers answer 409, their processes keep running.
    public var isUnderMaintenance: Bool
    /// The memory for servers, at least 1 MiB; parts of a MiB are dropped.
    public var memory: ByteCount
    /// Percent that may be given out beyond it; -1 is unlimited.
    public var memoryOverallocatePercent: Int
    /// The disk space for servers, at least 1 MiB; parts of a MiB are dropped.
    public var disk: ByteCount
    /// Percent that may be given out beyond it; -1 is unlimited.
    public var diskOverallocatePercent: Int
    /// The largest file that may be uploaded, 1 to 1024 MiB.
    public var uploadLimit: ByteCount
    /// The port of the daemon's HTTP API.
    public var daemonPort: Int
    /// The port of the daemon's SFTP server.
    public var sftpPort: Int
    /// Where the servers' files are: an absolute path.
    ///
    /// Changing it moves no files.
    public var dataDirectory: String

    /// Makes settings; what is left out is what the panel's own form has.
    public init(
        name: String,
        location: LocationID,
        fqdn: String,
        memory: ByteCount,
        disk: ByteCount,
        isPublic: Bool = true,
        scheme: String = "https",
        isBehindProxy: Bool = false,
        isUnderMaintenance: Bool = false,
        memoryOverallocatePercent: Int = 0,
        diskOverallocatePercent: Int = 0,
        uploadLimit: ByteCount = ByteCount(mebibytes: 100),
        daemonPort: Int = 8080,
        sftpPort: Int = 2022,
        dataDirectory: String = "/var/lib/pterodactyl/volumes"
    ) {
        self.name = name
        self.location = location
        self.isPublic = isPublic
        self.fqdn = fqdn
        self.scheme = scheme
        self.isBehindProxy = isBehindProxy
        self.isUnderMaintenance = isUnderMaintenance
        self.memory = memory
        self.memoryOverallocatePercent = memoryOverallocatePercent
        self.disk = disk
        self.diskOverallocatePercent = diskOverallocatePercent
        self.uploadLimit = uploadLimit
        self.daemonPort = daemonPort
        self.sftpPort = sftpPort
        self.dataDirectory = dataDirectory
    }

    /// The settings that a node has.
    public init(_ node: Node) {
        self.init(
            name: node.name,
            location: node.location,
            fqdn: node.fqdn,
            memory: node.memory,
            disk: node.disk,
            isPublic: node.isPublic,
            scheme: node.scheme,
            isBehindProxy: node.isBehindProxy,
            isUnderMaintenance: node.isUnderMaintenance,
            memoryOverallocatePercent: node.memoryOverallocatePercent,
            diskOverallocatePercent: node.diskOverallocatePercent,
            uploadLimit: node.uploadLimit,
            daemonPort: node.daemonPort,
            sftpPort: node.sftpPort,
            dataDirectory: node.dataDirectory
        )
    }

    var json: JSONValue {
        [
            "name": .string(name),
            "location_id": .id(location),
            "public": .bool(isPublic),
            "fqdn": .string(fqdn),
            "scheme": .string(scheme),
            "behind_proxy": .bool(isBehindProxy),
            "maintenance_mode": .bool(isUnderMaintenance),
            "memory": .integer(memory.wholeMebibytes),
            "memory_overallocate": .whole(memoryOverallocatePercent),
            "disk": .integer(disk.wholeMebibytes),
            "disk_overallocate": .whole(diskOverallocatePercent),
            "upload_size": .integer(uploadLimit.wholeMebibytes),
            "daemon_listen": .whole(daemonPort),
            "daemon_sftp": .whole(sftpPort),
            "daemon_base": .string(dataDirectory),
        ]
    }
}
