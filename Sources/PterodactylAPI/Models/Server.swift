/// A server as the client API shows it; there is no live state in here.
///
/// `limits.memory` is the panel's number, not the container's. Transfer and node maintenance are flags beside `status`.
public struct Server: Sendable, Hashable {
    /// The full UUID, the id to use everywhere.
    public var uuid: ServerUUID
    /// The short id.
    public var identifier: ServerIdentifier
    /// The number on the application API.
    public var internalID: InternalServerID?
    /// The name to show.
    public var name: String
    /// The description; empty for none.
    public var description: String
    /// Whether the key's user owns it.
    public var isOwner: Bool
    /// The node's **name**; names are not unique by rule.
    public var node: String
    /// Whether the node is in maintenance: most calls answer 409, the process keeps running.
    public var isNodeUnderMaintenance: Bool
    /// What the panel does with it.
    public var status: ServerStatus
    /// Whether it is moving to another node.
    public var isTransferring: Bool
    /// What it may use.
    public var limits: ServerLimits
    /// How many databases, allocations and backups it may have.
    public var featureLimits: FeatureLimits
    /// The container image.
    public var dockerImage: String
    /// The startup command; `[hidden]` without the right to see it.
    public var invocation: String
    /// What the egg's console knows to help with, such as `eula`.
    public var eggFeatures: [String]
    /// Its allocations; without `allocation.read` only the primary one.
    public var allocations: [Allocation]
    /// Where its files are reached by SFTP.
    public var sftp: SFTPAddress?
    /// The startup variables; nil without the permission `startup.read`, or when one cannot be read.
    public var variables: [StartupVariable]?
    /// Its egg; only with `include: [.egg]`.
    public var egg: EggSummary?
    /// Its subusers; only with `include: [.subusers]`, and nil without the permission `user.read`, or when one cannot be read.
    public var subusers: [Subuser]?

    /// Makes one; what is left out is what a plain one has.
    public init(
        uuid: ServerUUID,
        identifier: ServerIdentifier,
        internalID: InternalServerID? = nil,
        name: String,
        description: String = "",
        isOwner: Bool = true,
        node: String,
        isNodeUnderMaintenance: Bool = false,
        status: ServerStatus = .normal,
        isTransferring: Bool = false,
        limits: ServerLimits = ServerLimits(),
        featureLimits: FeatureLimits = FeatureLimits(),
        dockerImage: String = "",
        invocation: String = "",
        eggFeatures: [String] = [],
        allocations: [Allocation] = [],
        sftp: SFTPAddress? = nil,
        variables: [StartupVariable]? = nil,
        egg: EggSummary? = nil,
        subusers: [Subuser]? = nil
    ) {
        self.uuid = uuid
        self.identifier = identifier
        self.internalID = internalID
        self.name = name
        self.description = description
        self.isOwner = isOwner
        self.node = node
        self.isNodeUnderMaintenance = isNodeUnderMaintenance
        self.status = status
        self.isTransferring = isTransferring
        self.limits = limits
        self.featureLimits = featureLimits
        self.dockerImage = dockerImage
        self.invocation = invocation
        self.eggFeatures = eggFeatures
        self.allocations = allocations
        self.sftp = sftp
        self.variables = variables
        self.egg = egg
        self.subusers = subusers
    }
}

extension Server {
    /// The allocation that players connect to, if it is known.
    public var primaryAllocation: Allocation? { allocations.first(where: \.isDefault) }

    /// Whether the panel would answer 409 to power, resources and the like.
    public var isBlocked: Bool {
        if isTransferring || isNodeUnderMaintenance { return true }
        switch status {
        case .suspended, .installing, .installFailed, .restoringBackup: return true
        case .normal, .reinstallFailed, .other: return false
        }
    }
}

extension Server: PanelObject {
    init(attributes at: JSONReader) throws(PanelError) {
        let uuid = ServerUUID(try at["uuid"].string())
        // A server is read for what it is: something odd in what only comes along must not hide it, or a whole list.
        let variables: [StartupVariable]? = try? at.relationships("variables")
        let subusers: [Subuser]? = try? at.relationships("subusers")
        self.init(
            uuid: uuid,
            identifier: ServerIdentifier(try at["identifier"].stringIfAny() ?? uuid.identifier.rawValue),
            internalID: try at["internal_id"].intIfAny().map { InternalServerID($0) },
            name: try at["name"].stringIfAny() ?? uuid.identifier.rawValue,
            description: try at["description"].stringIfAny() ?? "",
            isOwner: try at["server_owner"].boolIfAny() ?? false,
            node: try at["node"].stringIfAny() ?? "",
            isNodeUnderMaintenance: try at["is_node_under_maintenance"].boolIfAny() ?? false,
            status: ServerStatus(word: try at["status"].stringIfAny()),
            isTransferring: try at["is_transferring"].boolIfAny() ?? false,
            limits: try ServerLimits(at["limits"]),
            featureLimits: try FeatureLimits(at["feature_limits"]),
            dockerImage: try at["docker_image"].stringIfAny() ?? "",
            invocation: try at["invocation"].stringIfAny() ?? "",
            eggFeatures: try at["egg_features"].strings(),
            allocations: try at.relationships("allocations") ?? [],
            sftp: try SFTPAddress(at["sftp_details"]),
            variables: variables,
            egg: try at.relationship("egg"),
            subusers: subusers
        )
    }
}
