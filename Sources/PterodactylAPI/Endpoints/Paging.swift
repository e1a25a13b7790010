extension APICall {
    /// The query items that ask for one page.
    static func paging(_ page: Int, _ perPage: Int) -> [QueryItem] {
        [QueryItem("page", String(page)), QueryItem("per_page", String(perPage))]
    }

    /// The query item that asks for included objects; none for none.
    static func including<Include: RawRepresentable<String>>(_ includes: [Include]) -> [QueryItem] {
        includes.isEmpty ? [] : [QueryItem("include", includes.map(\.rawValue).joined(separator: ","))]
    }
}
