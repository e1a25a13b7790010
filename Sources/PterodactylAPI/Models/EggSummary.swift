/// The name and UUID of a server's egg (client form).
public struct EggSummary: Sendable, Hashable {
    /// The egg's UUID.
    public var uuid: String
    /// The egg's name, such as `Paper`.
    public var name: String

    /// Makes a summary.
    public init(
        uuid: String,
        name: String
    ) {
        self.uuid = uuid
        self.name = name
    }
}

extension EggSummary: PanelObject {
    init(attributes at: JSONReader) throws(PanelError) {
        self.init(
            uuid: try at["uuid"].stringIfAny() ?? "",
            name: try at["name"].string()
        )
    }
}
