/// A variable of a server's egg with the server's value (client form); hidden ones never come.
public struct StartupVariable: Sendable, Hashable {
    /// The name for people.
    public var name: String
    /// What it is for.
    public var description: String
    /// The name in the container's environment, by which it is changed.
    public var environmentName: String
    /// The value where the server has none of its own.
    public var defaultValue: String
    /// The server's own value; nil when the default applies.
    public var serverValue: String?
    /// Whether it can be changed here.
    public var isEditable: Bool
    /// What values it takes, in the words of Laravel, such as `required|string|max:20`.
    public var rules: String

    /// Makes one; what is left out is what a plain one has.
    public init(
        name: String,
        description: String = "",
        environmentName: String,
        defaultValue: String = "",
        serverValue: String? = nil,
        isEditable: Bool = true,
        rules: String = ""
    ) {
        self.name = name
        self.description = description
        self.environmentName = environmentName
        self.defaultValue = defaultValue
        self.serverValue = serverValue
        self.isEditable = isEditable
        self.rules = rules
    }

    /// The value that counts.
    public var value: String { serverValue ?? defaultValue }
}

extension StartupVariable: PanelObject {
    init(attributes at: JSONReader) throws(PanelError) {
        let environmentName = try at["env_variable"].string()
        self.init(
            name: try at["name"].stringIfAny() ?? environmentName,
            description: try at["description"].stringIfAny() ?? "",
            environmentName: environmentName,
            defaultValue: try at["default_value"].stringIfAny() ?? "",
            serverValue: try at["server_value"].stringIfAny(),
            isEditable: try at["is_editable"].boolIfAny() ?? false,
            rules: try at["rules"].stringIfAny() ?? ""
        )
    }
}
