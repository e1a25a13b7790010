/// What is said of a schedule's step when it is made or changed: always all of it.
public struct ScheduleTaskSettings: Sendable, Hashable {
    /// What it does.
    public var action: ScheduleTask.Action
    /// The command or the power signal (the panel does not check it); a backup's patterns to leave out.
    public var payload: String
    /// The time to wait after the step before: 0 to 900 s, in whole seconds.
    public var offset: Duration
    /// Whether the next step runs after it failed.
    public var continuesOnFailure: Bool
    /// The place in the schedule, from 1; nil puts a new one at the end and leaves an old one where it is.
    public var sequence: Int?

    /// Makes settings.
    public init(
        _ action: ScheduleTask.Action,
        payload: String = "",
        offset: Duration = .zero,
        continuesOnFailure: Bool = false,
        sequence: Int? = nil
    ) {
        self.action = action
        self.payload = payload
        self.offset = offset
        self.continuesOnFailure = continuesOnFailure
        self.sequence = sequence
    }

    /// A step that types a line into the console.
    public static func command(_ command: String, after offset: Duration = .zero) -> Self {
        Self(.command, payload: command, offset: offset)
    }

    /// A step that sends a power signal.
    public static func power(_ signal: PowerSignal, after offset: Duration = .zero) -> Self {
        Self(.power, payload: signal.rawValue, offset: offset)
    }

    /// A step that makes a backup.
    /// - Parameter ignored: patterns to leave out.
    public static func backup(ignoring ignored: [String] = [], after offset: Duration = .zero) -> Self {
        Self(.backup, payload: ignored.joined(separator: "\n"), offset: offset)
    }

    var body: JSONValue {
        var members: [String: JSONValue] = [
            "action": .string(action.word), "payload": .string(payload),
            "time_offset": .integer(offset.components.seconds), "continue_on_failure": .bool(continuesOnFailure),
        ]
        if let sequence { members["sequence_id"] = .integer(Int64(sequence)) }
        return .object(members)
    }
}

extension ScheduleTask {
    /// Its settings, to be changed and sent back.
    public var settings: ScheduleTaskSettings {
        ScheduleTaskSettings(
            action,
            payload: payload,
            offset: offset,
            continuesOnFailure: continuesOnFailure,
            sequence: sequence
        )
    }
}

extension ScheduleTask.Action {
    /// The panel's word.
    public var word: String {
        switch self {
        case .command: "command"
        case .power: "power"
        case .backup: "backup"
        case .other(let word): word
        }
    }
}
