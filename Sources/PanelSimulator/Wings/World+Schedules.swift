import PterodactylAPI
import Telemetry

extension World {
    /// Adds a schedule to a server and plans its first run.
    mutating func addSchedule(
        to id: Int,
        name: String,
        cron: CronExpression,
        isOnlyWhenOnline: Bool = false,
        isActive: Bool = true,
        tasks: [(action: SimulatedTask.Action, payload: String, offsetSeconds: Int)],
        at now: Timestamp
    ) -> Int {
        let schedule = SimulatedSchedule(
            id: nextScheduleID,
            name: name,
            cron: cron,
            isActive: isActive,
            isProcessing: false,
            isOnlyWhenOnline: isOnlyWhenOnline,
            lastRunAt: nil,
            nextRunAt: cron.next(after: now),
            createdAt: now,
            updatedAt: now,
            tasks: tasks.enumerated().map { index, task in
                SimulatedTask(
                    id: nextTaskID + index,
                    sequence: index + 1,
                    action: task.action,
                    payload: task.payload,
                    timeOffsetSeconds: task.offsetSeconds,
                    continuesOnFailure: false,
                    isQueued: false,
                    createdAt: now,
                    updatedAt: now
                )
            }
        )
        nextScheduleID += 1
        nextTaskID += tasks.count
        servers[id]?.schedules.append(schedule)
        if let due = schedule.nextRunAt { events.add(.schedule(server: id, schedule: schedule.id, due: due), at: due) }
        return schedule.id
    }

    /// The minute of a schedule has come (panel `ProcessRunnableCommand`): suspended servers and busy schedules wait.
    mutating func runDue(_ id: Int, schedule scheduleID: Int, due: Timestamp, at now: Timestamp) {
        guard let schedule = schedule(scheduleID, of: id), schedule.nextRunAt == due else { return }
        let next = schedule.cron.next(after: now)
        let isRunnable = isPanelUp && schedule.isActive && !schedule.isProcessing && servers[id]?.status == nil
        updateSchedule(scheduleID, of: id) { $0.nextRunAt = next }
        if let next { events.add(.schedule(server: id, schedule: scheduleID, due: next), at: next) }
        if isRunnable { begin(scheduleID, of: id, isByHand: false, at: now) }
    }

    /// Begins a run; a run by hand does its first step at once.
    mutating func begin(_ scheduleID: Int, of id: Int, isByHand: Bool, at now: Timestamp) {
        guard let schedule = schedule(scheduleID, of: id), let first = schedule.tasks.first else { return }
        if schedule.isOnlyWhenOnline, !isByHand, servers[id]?.process.state == .offline {
            updateSchedule(scheduleID, of: id) { $0.lastRunAt = now }
            return
        }
        updateSchedule(scheduleID, of: id) {
            $0.isProcessing = true
            $0.tasks[0].isQueued = true
        }
        if isByHand || first.timeOffsetSeconds == 0 {
            runTask(id, schedule: scheduleID, index: 0, at: now)
        } else {
            plan(.task(server: id, schedule: scheduleID, index: 0), in: .seconds(first.timeOffsetSeconds), from: now)
        }
    }

    /// Does one step and plans the next (panel `app/Jobs/Schedule/RunTaskJob.php`); none of it is in the activity log.
    mutating func runTask(_ id: Int, schedule scheduleID: Int, index: Int, at now: Timestamp) {
        guard let schedule = schedule(scheduleID, of: id), schedule.tasks.indices.contains(index) else { return }
        let task = schedule.tasks[index]
        let hasWorked = carryOut(task, on: id, schedule: schedule.name, at: now)
        updateSchedule(scheduleID, of: id) { $0.tasks[index].isQueued = false }
        guard hasWorked || task.continuesOnFailure, schedule.tasks.indices.contains(index + 1) else {
            updateSchedule(scheduleID, of: id) {
                $0.isProcessing = false
                $0.lastRunAt = now
            }
            return
        }
        updateSchedule(scheduleID, of: id) { $0.tasks[index + 1].isQueued = true }
        let offset = schedule.tasks[index + 1].timeOffsetSeconds
        plan(.task(server: id, schedule: scheduleID, index: index + 1), in: .seconds(offset), from: now)
    }

    private mutating func carryOut(_ task: SimulatedTask, on id: Int, schedule: String, at now: Timestamp) -> Bool {
        guard let server = servers[id], let node = node(server.node) else { return false }
        guard node.reachability(at: now).isWorking, node.staleToken == nil else { return false }
        switch task.action {
        case .power:
            guard let signal = PowerSignal(rawValue: task.payload) else { return false }
            return power(signal, id, cause: "schedule \(schedule)", at: now) == .accepted
        case .command:
            guard server.process.state != .offline else { return false }
            type(task.payload, into: id, at: now)
            return true
        case .backup:
            do throws(BackupRefusal) {
                return try beginBackup(of: id, name: nil, actor: nil, isAPI: false, mayReplace: true, at: now) != nil
            } catch {
                return false
            }
        }
    }

    /// A schedule of a server.
    func schedule(_ scheduleID: Int, of id: Int) -> SimulatedSchedule? {
        servers[id]?.schedules.first { $0.id == scheduleID }
    }

    /// Changes a schedule by a user's wish, and plans its next run if that moves.
    mutating func changeSchedule(
        _ scheduleID: Int,
        of id: Int,
        at now: Timestamp,
        _ change: (inout SimulatedSchedule) -> Void
    ) {
        guard let old = schedule(scheduleID, of: id) else { return }
        updateSchedule(scheduleID, of: id) {
            change(&$0)
            $0.updatedAt = now
        }
        guard let changed = schedule(scheduleID, of: id), changed.cron != old.cron else { return }
        let next = changed.cron.next(after: now)
        updateSchedule(scheduleID, of: id) { $0.nextRunAt = next }
        if let next { events.add(.schedule(server: id, schedule: scheduleID, due: next), at: next) }
    }

    private mutating func updateSchedule(_ scheduleID: Int, of id: Int, _ change: (inout SimulatedSchedule) -> Void) {
        guard let index = servers[id]?.schedules.firstIndex(where: { $0.id == scheduleID }),
            var schedule = servers[id]?.schedules[index]
        else { return }
        change(&schedule)
        servers[id]?.schedules[index] = schedule
    }
}
