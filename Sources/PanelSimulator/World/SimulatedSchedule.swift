import Telemetry

/// A schedule of a server.
struct SimulatedSchedule: Sendable {
    let id: Int
    var name: String
    var cron: CronExpression
    var isActive: Bool
    var isProcessing: Bool
    var isOnlyWhenOnline: Bool
    /// When its last run ended.
    var lastRunAt: Timestamp?
    var nextRunAt: Timestamp?
    let createdAt: Timestamp
    var updatedAt: Timestamp
    var tasks: [SimulatedTask]
}

/// One step of a schedule.
struct SimulatedTask: Sendable {
    /// What a step does.
    enum Action: String, Sendable {
        case command, power, backup
    }

    let id: Int
    var sequence: Int
    var action: Action
    var payload: String
    var timeOffsetSeconds: Int
    var continuesOnFailure: Bool
    var isQueued: Bool
    let createdAt: Timestamp
    var updatedAt: Timestamp
}
