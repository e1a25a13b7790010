/// A group of eggs, such as `Minecraft`.
public struct Nest: Sendable, Hashable {
    /// The number.
    public var id: NestID
    /// The UUID.
    public var uuid: String
    /// The name.
    public var name: String
    /// The address of whoever made it.
    public var author: String
    /// The description; empty for none.
    public var description: String
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
        id: NestID,
        uuid: String = "",
        name: String,
        author: String = "",
        description: String = "",
        createdAt: PanelTime? = nil,
        updatedAt: PanelTime? = nil
    ) {
        self.id = id
        self.uuid = uuid
        self.name = name
        self.author = author
        self.description = description
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}

extension Nest {
    /// What a nest may bring along (`NestInclude`).
    public struct Included: Sendable, Hashable, Includable {
        /// Its eggs.
        public var eggs: [Egg]?
        /// The servers of its eggs.
        public var servers: [ApplicationServer]?

        /// Makes one; what is left out was not brought along.
        public init(
            eggs: [Egg]? = nil,
            servers: [ApplicationServer]? = nil
        ) {
            self.eggs = eggs
            self.servers = servers
        }

        init() { self.init(eggs: nil) }

        init(_ at: JSONReader) throws(PanelError) {
            self.init(
                eggs: try at.relationships("eggs"),
                servers: try at.relationships("servers")
            )
        }
    }
}

extension Nest: PanelObject {
    init(attributes at: JSONReader) throws(PanelError) {
        self.init(
            id: NestID(try at["id"].int()),
            uuid: try at["uuid"].stringIfAny() ?? "",
            name: try at["name"].string(),
            author: try at["author"].stringIfAny() ?? "",
            description: try at["description"].stringIfAny() ?? "",
            createdAt: try at["created_at"].timeIfAny(),
            updatedAt: try at["updated_at"].timeIfAny()
        )
        if !at["relationships"].isNull { included = try Included(at) }
    }
}

extension Nest: Identifiable {}
