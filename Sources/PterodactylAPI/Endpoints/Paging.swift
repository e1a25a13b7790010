extension APICall {
    /// The query items that ask for one page.
    static func paging(_ page: Int, _ perPage: Int) -> [QueryItem] {
        [QueryItem("page", String(page)), QueryItem("per_page", String(perPage))]
    }

    /// The query item that asks for included objects; none for none.
    static func including<Include: RawRepresentable<String>>(_ includes: [Include]) -> [QueryItem] {
        includes.isEmpty ? [] : [QueryItem("include", includes.map(\.rawValue).joined(separator: ","))]
    }

    /// The query items that ask for a page of an activity log, the newest entry first.
    static func activity(_ page: Int, _ perPage: Int, event: String?, includesActor: Bool) -> [QueryItem] {
        var query = paging(page, perPage) + [QueryItem("sort", "-timestamp")]
        if let event { query.append(QueryItem("filter[event]", event)) }
        if includesActor { query.append(QueryItem("include", "actor")) }
        return query
    }
}
