/// A server as the application API shows it: with ids instead of names, without transfer, maintenance and live state.
public struct ApplicationServer: Sendable, Hashable {
    /// The number.
    public var id: InternalServerID
    /// The id that another system gave it.
    public var externalID: String?
    /// The full UUID.
    public var uuid: ServerUUID
    /// The short id.
    public var identifier: ServerIdentifier
    /// The name to show.
    public var name: String
    /// The description; empty for none.
    public var description: String
    /// What the panel does with it.
    public var status: ServerStatus
    /// What it may use.
    public var limits: ServerLimits
    /// How many databases, allocations and backups it may have.
    public var featureLimits: FeatureLimits
    /// Its owner.
    public var user: UserID
    /// Its node.
    public var node: NodeID
    /// Its primary allocation.
    public var allocation: AllocationID
    /// The nest of its egg.
    public var nest: NestID
    /// Its egg.
    public var egg: EggID
    /// The container image.
    public var image: String
    /// The startup command, placeholders not filled in.
    public var startupCommand: String
    /// The environment: the egg's variables and the panel's own, mostly texts.
    public var environment: [String: JSONValue]
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
        id: InternalServerID,
        externalID: String? = nil,
        uuid: ServerUUID,
        identifier: ServerIdentifier,
        name: String,
        description: String = "",
        status: ServerStatus = .normal,
        limits: ServerLimits = ServerLimits(),
        featureLimits: FeatureLimits = FeatureLimits(),
        user: UserID,
        node: NodeID,
        allocation: AllocationID,
        nest: NestID,
        egg: EggID,
        image: String = "",
        startupCommand: String = "",
        environment: [String: JSONValue] = [:],
        createdAt: PanelTime? = nil,
        updatedAt: PanelTime? = nil
    ) {
        self.id = id
        self.externalID = externalID
        self.uuid = uuid
        self.identifier = identifier
        self.name = name
        self.description = description
        self.status = status
        self.limits = limits
        self.featureLimits = featureLimits
        self.user = user
        self.node = node
        self.allocation = allocation
        self.nest = nest
        self.egg = egg
        self.image = image
        self.startupCommand = startupCommand
        self.environment = environment
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}

extension ApplicationServer: PanelObject {
    init(attributes at: JSONReader) throws(PanelError) {
        let uuid = ServerUUID(try at["uuid"].string())
        self.init(
            id: InternalServerID(try at["id"].int()),
            externalID: try at["external_id"].stringIfAny(),
            uuid: uuid,
            identifier: ServerIdentifier(try at["identifier"].stringIfAny() ?? uuid.identifier.rawValue),
            name: try at["name"].stringIfAny() ?? uuid.identifier.rawValue,
            description: try at["description"].stringIfAny() ?? "",
            status: ServerStatus(word: try at["status"].stringIfAny()),
            limits: try ServerLimits(at["limits"]),
            featureLimits: try FeatureLimits(at["feature_limits"]),
            user: UserID(try at["user"].int()),
            node: NodeID(try at["node"].int()),
            allocation: AllocationID(try at["allocation"].int()),
            nest: NestID(try at["nest"].int()),
            egg: EggID(try at["egg"].int()),
            image: try at["container"]["image"].stringIfAny() ?? "",
            startupCommand: try at["container"]["startup_command"].stringIfAny() ?? "",
            environment: at["container"]["environment"].value.object ?? [:],
            createdAt: try at["created_at"].timeIfAny(),
            updatedAt: try at["updated_at"].timeIfAny()
        )
        if !at["relationships"].isNull { included = try Included(at) }
    }
}
