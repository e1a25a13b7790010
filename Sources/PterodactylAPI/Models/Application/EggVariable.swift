/// A variable of an egg, with the value that a server gives it where it comes with a server (application form).
public struct EggVariable: Sendable, Hashable {
    /// The number.
    public var id: EggVariableID
    /// Its egg.
    public var egg: EggID
    /// The name to show.
    public var name: String
    /// What it is for; empty for none.
    public var description: String
    /// Its name in the environment, such as `SERVER_JARFILE`.
    public var environmentName: String
    /// The value of a server that has none of its own.
    public var defaultValue: String
    /// The server's own value; nil where the default applies, or without a server.
    public var serverValue: String?
    /// Whether the server's users see it.
    public var isUserViewable: Bool
    /// Whether the server's users may change it.
    public var isUserEditable: Bool
    /// Laravel's rules for its value, such as `required|string|max:20`.
    public var rules: String
    /// When it was made.
    public var createdAt: PanelTime?
    /// When it was last changed.
    public var updatedAt: PanelTime?

    /// Makes one; what is left out is what a plain one has.
    public init(
        id: EggVariableID,
        egg: EggID,
        name: String,
        description: String = "",
        environmentName: String,
        defaultValue: String = "",
        serverValue: String? = nil,
        isUserViewable: Bool = false,
        isUserEditable: Bool = false,
        rules: String = "",
        createdAt: PanelTime? = nil,
        updatedAt: PanelTime? = nil
    ) {
        self.id = id
        self.egg = egg
        self.name = name
        self.description = description
        self.environmentName = environmentName
        self.defaultValue = defaultValue
        self.serverValue = serverValue
        self.isUserViewable = isUserViewable
        self.isUserEditable = isUserEditable
        self.rules = rules
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}

extension EggVariable: PanelObject {
    init(attributes at: JSONReader) throws(PanelError) {
        self.init(
            id: EggVariableID(try at["id"].int()),
            egg: EggID(try at["egg_id"].int()),
            name: try at["name"].string(),
            description: try at["description"].stringIfAny() ?? "",
            environmentName: try at["env_variable"].string(),
            defaultValue: try at["default_value"].stringIfAny() ?? "",
            serverValue: try at["server_value"].stringIfAny(),
            isUserViewable: try at["user_viewable"].boolIfAny() ?? false,
            isUserEditable: try at["user_editable"].boolIfAny() ?? false,
            rules: try at["rules"].stringIfAny() ?? "",
            createdAt: try at["created_at"].timeIfAny(),
            updatedAt: try at["updated_at"].timeIfAny()
        )
    }
}

extension EggVariable: Identifiable {}
