extension ClientAPI {
    /// All schedules of a server with their steps.
    ///
    /// `GET client/servers/{server}/schedules`; permission `schedule.read`. The list has no pages. Scheduled steps are not in
    /// the activity log.
    public static func schedules(_ server: some ServerReference) -> Endpoint<[Schedule]> {
        .list(APICall(.client, "schedule_list", .get, path(server, "/schedules")))
    }
}
