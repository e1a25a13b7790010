/// What a server is made from: its images, its startup command, how it is installed and stopped (application form).
public struct Egg: Sendable, Hashable {
    /// The number.
    public var id: EggID
    /// The UUID, which Wings knows it by, too.
    public var uuid: String
    /// The name, such as `Paper`.
    public var name: String
    /// Its nest.
    public var nest: NestID
    /// The address of whoever made it.
    public var author: String
    /// The description; empty for none.
    public var description: String
    /// The image that new servers get: the first of `dockerImages`.
    public var dockerImage: String
    /// The images that a server may have, by their labels; their order is not kept.
    public var dockerImages: [String: String]
    /// The startup command, placeholders not filled in.
    public var startupCommand: String
    /// How Wings treats the process; empty where the egg inherits it from `configuration.inheritedFrom`.
    public var configuration: Configuration
    /// How a server is installed.
    public var script: Script
    /// When it was made.
    public var createdAt: PanelTime?
    /// When it was last changed.
    public var updatedAt: PanelTime?
    /// What was brought along; nil in it is what was not asked for, not permitted, or not there.
    public var included: Included {
        get { box.value }
        set { box.value = newValue }
    }
    private var box = Box<Included>()

    /// Makes one; what is left out is what a plain one has.
    public init(
        id: EggID,
        uuid: String = "",
        name: String,
        nest: NestID,
        author: String = "",
        description: String = "",
        dockerImage: String = "",
        dockerImages: [String: String] = [:],
        startupCommand: String = "",
        configuration: Configuration = Configuration(),
        script: Script = Script(),
        createdAt: PanelTime? = nil,
        updatedAt: PanelTime? = nil
    ) {
        self.id = id
        self.uuid = uuid
        self.name = name
        self.nest = nest
        self.author = author
        self.description = description
        self.dockerImage = dockerImage
        self.dockerImages = dockerImages
        self.startupCommand = startupCommand
        self.configuration = configuration
        self.script = script
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}

extension Egg: Identifiable {}

extension Egg: PanelObject {
    init(attributes at: JSONReader) throws(PanelError) {
        self.init(
            id: EggID(try at["id"].int()),
            uuid: try at["uuid"].stringIfAny() ?? "",
            name: try at["name"].string(),
            nest: NestID(try at["nest"].int()),
            author: try at["author"].stringIfAny() ?? "",
            description: try at["description"].stringIfAny() ?? "",
            dockerImage: try at["docker_image"].stringIfAny() ?? "",
            dockerImages: (at["docker_images"].value.object ?? [:]).compactMapValues(\.string),
            startupCommand: try at["startup"].stringIfAny() ?? "",
            configuration: try Configuration(attributes: at["config"]),
            script: try Script(attributes: at["script"]),
            createdAt: try at["created_at"].timeIfAny(),
            updatedAt: try at["updated_at"].timeIfAny()
        )
        if !at["relationships"].isNull { included = try Included(at) }
    }
}
