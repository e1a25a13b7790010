extension ClientServer {
    /// What was done to the server, the newest first.
    ///
    /// `GET client/servers/{server}/activity`; permission `activity.read`. The order is always asked for, since the panel has
    /// none of its own; WebSocket and SFTP actions arrive up to 60 s late, with the time at which they happened.
    /// - Parameters:
    ///   - event: a part of the event's name, such as `server:power`; nil for all.
    ///   - includesActor: whether to bring the user along.
    ///   - perPage: 1 to 100.
    public func activity(
        event: String? = nil,
        includesActor: Bool = true,
        perPage: Int = 100
    ) -> PagedRequest<ActivityEntry, Sender> {
        paged { page in
            let query = APICall.activity(page, perPage, event: event, includesActor: includesActor)
            return .page(APICall(.client, "server_activity", .get, path("/activity"), query: query))
        }
    }
}
