/// One step of a schedule.
public struct ScheduleTask: Sendable, Hashable {
    /// The number.
    public var id: TaskID
    /// The place in the schedule, from 1.
    public var sequence: Int
    /// What it does.
    public var action: Action
    /// The command or the power signal; a backup's patterns to leave out.
    public var payload: String
    /// The time to wait after the step before.
    public var offset: Duration
    /// Whether it waits to be run.
    public var isQueued: Bool
    /// Whether the next step runs after it failed.
    public var continuesOnFailure: Bool
    /// When it was made.
    public var createdAt: PanelTime?
    /// When it was last changed.
    public var updatedAt: PanelTime?

    /// Makes one; what is left out is what a plain one has.
    public init(
        id: TaskID,
        sequence: Int = 1,
        action: Action,
        payload: String = "",
        offset: Duration = .zero,
        isQueued: Bool = false,
        continuesOnFailure: Bool = false,
        createdAt: PanelTime? = nil,
        updatedAt: PanelTime? = nil
    ) {
        self.id = id
        self.sequence = sequence
        self.action = action
        self.payload = payload
        self.offset = offset
        self.isQueued = isQueued
        self.continuesOnFailure = continuesOnFailure
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}

extension ScheduleTask {
    /// What a step does.
    public enum Action: Sendable, Hashable {
        case command
        case power
        case backup
        /// A word that this version does not know.
        case other(String)

        /// Reads the panel's word.
        public init(word: String) {
            switch word {
            case "command": self = .command
            case "power": self = .power
            case "backup": self = .backup
            default: self = .other(word)
            }
        }
    }

    /// The signal that a power step sends; nil for other steps and for words that are no signal.
    public var powerSignal: PowerSignal? { action == .power ? PowerSignal(rawValue: payload) : nil }
}

extension ScheduleTask: PanelObject {
    init(attributes at: JSONReader) throws(PanelError) {
        self.init(
            id: TaskID(try at["id"].int()),
            sequence: try at["sequence_id"].intIfAny() ?? 1,
            action: Action(word: try at["action"].string()),
            payload: try at["payload"].stringIfAny() ?? "",
            offset: .seconds(try at["time_offset"].int64IfAny() ?? 0),
            isQueued: try at["is_queued"].boolIfAny() ?? false,
            continuesOnFailure: try at["continue_on_failure"].boolIfAny() ?? false,
            createdAt: try at["created_at"].timeIfAny(),
            updatedAt: try at["updated_at"].timeIfAny()
        )
    }
}
