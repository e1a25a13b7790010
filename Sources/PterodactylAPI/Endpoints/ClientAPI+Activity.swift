extension ClientAPI {
    /// One page of what was done to a server, the newest first.
    ///
    /// `GET client/servers/{server}/activity`; permission `activity.read`. The order is always asked for, since the panel has
    /// none of its own; WebSocket and SFTP actions arrive up to 60 s late, with the time at which they happened.
    /// - Parameters:
    ///   - server: whose.
    ///   - page: from 1.
    ///   - perPage: 1 to 100.
    ///   - event: a part of the event's name, such as `server:power`; nil for all.
    ///   - includesActor: whether to bring the user along.
    public static func activity(
        _ server: some ServerReference,
        page: Int = 1,
        perPage: Int = 100,
        event: String? = nil,
        includesActor: Bool = true
    ) -> Endpoint<Page<ActivityEntry>> {
        var query = APICall.paging(page, perPage) + [APICall.QueryItem("sort", "-timestamp")]
        if let event { query.append(APICall.QueryItem("filter[event]", event)) }
        if includesActor { query.append(APICall.QueryItem("include", "actor")) }
        return .page(APICall(.client, "server_activity", .get, path(server, "/activity"), query: query))
    }
}
