/// The schedules of one server.
public struct ServerSchedules<Sender: Sendable>: CallGroup {
    let sender: Sender
    let path: ClientServerPath

    /// The steps of one schedule; they are read with it.
    public func tasks(of schedule: ScheduleID) -> ServerScheduleTasks<Sender> {
        ServerScheduleTasks(sender: sender, path: path, schedule: schedule)
    }

    /// All schedules with their tasks.
    ///
    /// `GET client/servers/{server}/schedules`; permission `schedule.read`. The list has no pages. Scheduled tasks are not in
    /// the activity log.
    public func list() -> Request<[Schedule], Sender> {
        request(.list(APICall(.client, "schedule_list", .get, path("/schedules"))))
    }

    /// One schedule with its tasks.
    ///
    /// `GET client/servers/{server}/schedules/{schedule}`; permission `schedule.read`.
    public func get(_ schedule: ScheduleID) -> Request<Schedule, Sender> {
        request(.item(APICall(.client, "schedule", .get, path(of: schedule))))
    }

    /// Makes a schedule without tasks.
    ///
    /// `POST client/servers/{server}/schedules`; permission `schedule.create`.
    /// - Throws: on sending, `refused` for times that are no cron, `validation`; `throttled` (since 1.12).
    public func create(_ settings: ScheduleSettings) -> Request<Schedule, Sender> {
        let call = APICall(
            .client,
            "schedule_create",
            .post,
            path("/schedules"),
            json: settings.body,
            hasOwnLimit: true
        )
        return request(.item(call))
    }

    /// Changes a schedule: start from its `settings`, since all of them are replaced.
    ///
    /// `POST client/servers/{server}/schedules/{schedule}`; permission `schedule.update`. Switching it on or off also frees one
    /// that hangs in a run.
    /// - Throws: on sending, `refused` for times that are no cron, `validation`.
    public func update(_ schedule: ScheduleID, _ settings: ScheduleSettings) -> Request<Schedule, Sender> {
        request(.item(APICall(.client, "schedule_update", .post, path(of: schedule), json: settings.body)))
    }

    /// Runs a schedule now: its first task at once, before the panel answers.
    ///
    /// `POST client/servers/{server}/schedules/{schedule}/execute`; permission `schedule.update`.
    /// - Throws: on sending, `refused` without tasks, and the node's errors at the first task.
    public func execute(_ schedule: ScheduleID) -> Request<Accepted, Sender> {
        request(
            .accepted(APICall(.client, "schedule_execute", .post, path(of: schedule, "/execute"), isWingsBacked: true))
        )
    }

    /// Deletes a schedule with its tasks.
    ///
    /// `DELETE client/servers/{server}/schedules/{schedule}`; permission `schedule.delete`.
    public func delete(_ schedule: ScheduleID) -> Request<Accepted, Sender> {
        request(.accepted(APICall(.client, "schedule_delete", .delete, path(of: schedule))))
    }

    private func path(of schedule: ScheduleID, _ rest: String = "") -> String { path("/schedules/\(schedule)" + rest) }
}

/// The steps of one schedule; permission `schedule.update` for all of it.
public struct ServerScheduleTasks<Sender: Sendable>: CallGroup {
    let sender: Sender
    let path: ClientServerPath
    let schedule: ScheduleID

    /// Adds a step.
    ///
    /// `POST client/servers/{server}/schedules/{schedule}/tasks`.
    /// - Throws: on sending, `refused` with the code `ServiceLimitExceededException` at 10 steps, `forbidden` for a backup on
    ///   a server that may have none.
    public func create(_ settings: ScheduleTaskSettings) -> Request<ScheduleTask, Sender> {
        request(
            .item(APICall(.client, "task_create", .post, path("/schedules/\(schedule)/tasks"), json: settings.body))
        )
    }

    /// Changes a step: start from its `settings`, since all of them are replaced.
    ///
    /// `POST client/servers/{server}/schedules/{schedule}/tasks/{task}`.
    public func update(_ task: TaskID, _ settings: ScheduleTaskSettings) -> Request<ScheduleTask, Sender> {
        request(.item(APICall(.client, "task_update", .post, path(of: task), json: settings.body)))
    }

    /// Deletes a step; those after it move up.
    ///
    /// `DELETE client/servers/{server}/schedules/{schedule}/tasks/{task}`.
    public func delete(_ task: TaskID) -> Request<Accepted, Sender> {
        request(.accepted(APICall(.client, "task_delete", .delete, path(of: task))))
    }

    private func path(of task: TaskID) -> String { path("/schedules/\(schedule)/tasks/\(task)") }
}
