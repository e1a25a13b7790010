/// Something that the panel does to a server at certain times.
public struct Schedule: Sendable, Hashable {
    /// The number.
    public var id: ScheduleID
    /// The name.
    public var name: String
    /// When.
    public var cron: Cron
    /// Whether it is switched on.
    public var isActive: Bool
    /// Whether it runs now.
    public var isProcessing: Bool
    /// Whether it is left out while the server is not running.
    public var isOnlyWhenOnline: Bool
    /// When the last run **ended**.
    public var lastRunAt: PanelTime?
    /// When the next run begins.
    public var nextRunAt: PanelTime?
    /// When it was made.
    public var createdAt: PanelTime?
    /// When it was last changed.
    public var updatedAt: PanelTime?
    /// The steps.
    public var tasks: [ScheduleTask]

    /// Makes one; what is left out is what a plain one has.
    public init(
        id: ScheduleID,
        name: String,
        cron: Cron = Cron(),
        isActive: Bool = true,
        isProcessing: Bool = false,
        isOnlyWhenOnline: Bool = false,
        lastRunAt: PanelTime? = nil,
        nextRunAt: PanelTime? = nil,
        createdAt: PanelTime? = nil,
        updatedAt: PanelTime? = nil,
        tasks: [ScheduleTask] = []
    ) {
        self.id = id
        self.name = name
        self.cron = cron
        self.isActive = isActive
        self.isProcessing = isProcessing
        self.isOnlyWhenOnline = isOnlyWhenOnline
        self.lastRunAt = lastRunAt
        self.nextRunAt = nextRunAt
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.tasks = tasks
    }
}

extension Schedule: PanelObject {
    init(attributes at: JSONReader) throws(PanelError) {
        self.init(
            id: ScheduleID(try at["id"].int()),
            name: try at["name"].stringIfAny() ?? "",
            cron: try Cron(at["cron"]),
            isActive: try at["is_active"].boolIfAny() ?? false,
            isProcessing: try at["is_processing"].boolIfAny() ?? false,
            isOnlyWhenOnline: try at["only_when_online"].boolIfAny() ?? false,
            lastRunAt: try at["last_run_at"].timeIfAny(),
            nextRunAt: try at["next_run_at"].timeIfAny(),
            createdAt: try at["created_at"].timeIfAny(),
            updatedAt: try at["updated_at"].timeIfAny(),
            tasks: try at.relationships("tasks") ?? []
        )
    }
}
