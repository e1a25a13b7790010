/// A place that nodes stand at.
public struct Location: Sendable, Hashable {
    /// The number.
    public var id: LocationID
    /// The short name, such as `eu.de.fra`.
    public var short: String
    /// The name in words.
    public var long: String?
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

    /// Makes a location.
    public init(
        id: LocationID,
        short: String,
        long: String? = nil,
        createdAt: PanelTime? = nil,
        updatedAt: PanelTime? = nil
    ) {
        self.id = id
        self.short = short
        self.long = long
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}

extension Location: PanelObject {
    init(attributes at: JSONReader) throws(PanelError) {
        self.init(
            id: LocationID(try at["id"].int()),
            short: try at["short"].string(),
            long: try at["long"].stringIfAny(),
            createdAt: try at["created_at"].timeIfAny(),
            updatedAt: try at["updated_at"].timeIfAny()
        )
        if !at["relationships"].isNull { included = try Included(at) }
    }
}
