/// The schedules of one server.
public struct ServerSchedules<Sender: Sendable>: CallGroup {
    let sender: Sender
    let path: ClientServerPath

    /// All schedules with their tasks.
    ///
    /// `GET client/servers/{server}/schedules`; permission `schedule.read`. The list has no pages. Scheduled tasks are not in
    /// the activity log.
    public func list() -> Request<[Schedule], Sender> {
        request(.list(APICall(.client, "schedule_list", .get, path("/schedules"))))
    }
}
