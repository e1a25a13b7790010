extension APICall {
    /// The query of one page of a list of the application API.
    static func listing<Item, Include: RawRepresentable<String>>(
        _ page: Int,
        perPage: Int,
        filter: [ApplicationFilter<Item>] = [],
        sort: ApplicationSort<Item>? = nil,
        include: [Include]
    ) -> [QueryItem] {
        paging(page, perPage) + (sort.map { [QueryItem("sort", $0.value)] } ?? [])
            + filter.map { QueryItem("filter[\($0.name)]", $0.value) } + including(include)
    }
}
