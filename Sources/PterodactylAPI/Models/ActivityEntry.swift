/// Something that somebody did to a server or an account (`activity_log`).
///
/// Not logged at all: crashes, Wings' own restarts, scheduled tasks, suspension, changes by the application API.
public struct ActivityEntry: Sendable, Hashable {
    /// Stable and unique, in no order: good for telling entries apart only.
    public var id: String
    /// The UUID that entries of one action share.
    public var batch: String?
    /// What happened, such as `server:power.stop`.
    public var event: String
    /// Whether it came by an API key; false for the web, the WebSocket and SFTP.
    public var isAPI: Bool
    /// The address it came from; only for one's own actions or to a root admin.
    public var ip: String?
    /// The panel's description, mostly nil.
    public var note: String?
    /// The facts of the event, such as `command` or `name`.
    public var properties: [String: JSONValue]
    /// When, to the second.
    public var time: PanelTime?
    /// Who; only with the actor included, nil for the system.
    public var actor: UserSummary?

    /// Makes one; what is left out is what a plain one has.
    public init(
        id: String,
        batch: String? = nil,
        event: String,
        isAPI: Bool = false,
        ip: String? = nil,
        note: String? = nil,
        properties: [String: JSONValue] = [:],
        time: PanelTime? = nil,
        actor: UserSummary? = nil
    ) {
        self.id = id
        self.batch = batch
        self.event = event
        self.isAPI = isAPI
        self.ip = ip
        self.note = note
        self.properties = properties
        self.time = time
        self.actor = actor
    }
}

extension ActivityEntry {
    /// The signal of a power event; nil for any other event.
    public var powerSignal: PowerSignal? {
        guard event.hasPrefix("server:power.") else { return nil }
        return PowerSignal(rawValue: String(event.dropFirst("server:power.".count)))
    }
}

extension ActivityEntry: PanelObject {
    init(attributes at: JSONReader) throws(PanelError) {
        self.init(
            id: try at["id"].string(),
            batch: try at["batch"].stringIfAny(),
            event: try at["event"].string(),
            isAPI: try at["is_api"].boolIfAny() ?? false,
            ip: try at["ip"].stringIfAny(),
            note: try at["description"].stringIfAny(),
            properties: at["properties"].value.object ?? [:],
            time: try at["timestamp"].timeIfAny(),
            actor: try at.relationship("actor")
        )
    }
}
