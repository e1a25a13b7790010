/// A machine that runs servers, as the application API shows it; the secrets of its daemon are in `NodeConfiguration`.
public struct Node: Sendable, Hashable {
    /// The number.
    public var id: NodeID
    /// The UUID.
    public var uuid: String
    /// The name, which client servers refer to.
    public var name: String
    /// The description; empty for none.
    public var description: String
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
    /// The memory for servers, before over-allocation.
    public var memory: ByteCount
    /// Percent that may be given out beyond it; -1 is unlimited.
    public var memoryOverallocatePercent: Int
    /// The disk space for servers, before over-allocation.
    public var disk: ByteCount
    /// Percent that may be given out beyond it; -1 is unlimited.
    public var diskOverallocatePercent: Int
    /// The sum of its servers' memory limits; an unlimited server counts 0.
    public var allocatedMemory: ByteCount
    /// The sum of its servers' disk limits; an unlimited server counts 0.
    public var allocatedDisk: ByteCount
    /// The largest file that may be uploaded.
    public var uploadLimit: ByteCount
    /// The port of the daemon's HTTP API.
    public var daemonPort: Int
    /// The port of the daemon's SFTP server.
    public var sftpPort: Int
    /// Where the servers' files are.
    public var dataDirectory: String
    /// When it was made.
    public var createdAt: PanelTime?
    /// When its settings were last changed.
    public var updatedAt: PanelTime?
    /// What was brought along; nil in it is what was not asked for, not permitted, or not there.
    public var included: Included {
        get { box.value }
        set { box.value = newValue }
    }
    private var box = Box<Included>()

    /// Makes one; what is left out is what a plain one has.
    public init(
        id: NodeID,
        uuid: String,
        name: String,
        description: String = "",
        location: LocationID,
        isPublic: Bool = true,
        fqdn: String,
        scheme: String = "https",
        isBehindProxy: Bool = false,
        isUnderMaintenance: Bool = false,
        memory: ByteCount,
        memoryOverallocatePercent: Int = 0,
        disk: ByteCount,
        diskOverallocatePercent: Int = 0,
        allocatedMemory: ByteCount = 0,
        allocatedDisk: ByteCount = 0,
        uploadLimit: ByteCount = ByteCount(mebibytes: 100),
        daemonPort: Int = 8080,
        sftpPort: Int = 2022,
        dataDirectory: String = "/var/lib/pterodactyl/volumes",
        createdAt: PanelTime? = nil,
        updatedAt: PanelTime? = nil
    ) {
        self.id = id
        self.uuid = uuid
        self.name = name
        self.description = description
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
        self.allocatedMemory = allocatedMemory
        self.allocatedDisk = allocatedDisk
        self.uploadLimit = uploadLimit
        self.daemonPort = daemonPort
        self.sftpPort = sftpPort
        self.dataDirectory = dataDirectory
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}

extension Node {
    /// The memory that may be given out, over-allocation included; nil when that is unlimited.
    public var allocatableMemory: ByteCount? { Self.allocatable(memory, percent: memoryOverallocatePercent) }

    /// The disk space that may be given out, over-allocation included; nil when that is unlimited.
    public var allocatableDisk: ByteCount? { Self.allocatable(disk, percent: diskOverallocatePercent) }

    /// The base URL of its daemon.
    public var daemonURL: String { "\(scheme)://\(fqdn.contains(":") ? "[\(fqdn)]" : fqdn):\(daemonPort)" }

    /// Capacity times (1 + percent / 100), as the panel computes it (`app/Models/Node.php`).
    private static func allocatable(_ capacity: ByteCount, percent: Int) -> ByteCount? {
        guard percent >= 0 else { return nil }
        let bytes = (capacity.value * (1 + Double(percent) / 100)).rounded()
        return ByteCount(Int64(exactly: bytes) ?? .max)
    }
}

extension Node: PanelObject {
    init(attributes at: JSONReader) throws(PanelError) {
        self.init(
            id: NodeID(try at["id"].int()),
            uuid: try at["uuid"].stringIfAny() ?? "",
            name: try at["name"].string(),
            description: try at["description"].stringIfAny() ?? "",
            location: LocationID(try at["location_id"].int()),
            isPublic: try at["public"].boolIfAny() ?? true,
            fqdn: try at["fqdn"].string(),
            scheme: try at["scheme"].stringIfAny() ?? "https",
            isBehindProxy: try at["behind_proxy"].boolIfAny() ?? false,
            isUnderMaintenance: try at["maintenance_mode"].boolIfAny() ?? false,
            memory: ByteCount(mebibytes: try at["memory"].int64()),
            memoryOverallocatePercent: try at["memory_overallocate"].intIfAny() ?? 0,
            disk: ByteCount(mebibytes: try at["disk"].int64()),
            diskOverallocatePercent: try at["disk_overallocate"].intIfAny() ?? 0,
            allocatedMemory: ByteCount(mebibytes: try at["allocated_resources"]["memory"].int64IfAny() ?? 0),
            allocatedDisk: ByteCount(mebibytes: try at["allocated_resources"]["disk"].int64IfAny() ?? 0),
            uploadLimit: ByteCount(mebibytes: try at["upload_size"].int64IfAny() ?? 100),
            daemonPort: try at["daemon_listen"].intIfAny() ?? 8080,
            sftpPort: try at["daemon_sftp"].intIfAny() ?? 2022,
            dataDirectory: try at["daemon_base"].stringIfAny() ?? "",
            createdAt: try at["created_at"].timeIfAny(),
            updatedAt: try at["updated_at"].timeIfAny()
        )
        if !at["relationships"].isNull { included = try Included(at) }
    }
}
