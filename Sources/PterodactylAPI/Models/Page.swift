/// One page of a list.
public struct Page<Item: Sendable>: Sendable {
    /// What is on it; empty past the end.
    public var items: [Item]
    /// Where it stands in the whole.
    public var pagination: Pagination

    /// Makes a page.
    public init(items: [Item], pagination: Pagination) {
        self.items = items
        self.pagination = pagination
    }

    /// Makes the only page of a list that has no pages.
    public init(all items: [Item]) {
        self.init(
            items: items,
            pagination: Pagination(
                total: items.count,
                count: items.count,
                perPage: items.count,
                currentPage: 1,
                totalPages: 1
            )
        )
    }
}

extension Page: Equatable where Item: Equatable {}

/// Where a page stands in the whole list (`meta.pagination`).
///
/// The panel's `links` are not kept: on most lists they lose the query (recorded), so that the whole query is sent with
/// each page instead.
public struct Pagination: Sendable, Hashable {
    /// All matching items.
    public var total: Int
    /// The items on this page.
    public var count: Int
    /// The page size that was really used, which shows a silent cap.
    public var perPage: Int
    /// This page, from 1.
    public var currentPage: Int
    /// All pages, at least 1.
    public var totalPages: Int

    /// Makes a pagination.
    public init(total: Int, count: Int, perPage: Int, currentPage: Int, totalPages: Int) {
        self.total = total
        self.count = count
        self.perPage = perPage
        self.currentPage = currentPage
        self.totalPages = totalPages
    }
}

extension Page where Item: PanelObject {
    init(_ document: JSONReader) throws(PanelError) {
        let items = try document.list(Item.self)
        let at = document["meta"]["pagination"]
        guard !at.isNull else {
            self.init(all: items)
            return
        }
        let pagination = Pagination(
            total: try at["total"].intIfAny() ?? items.count,
            count: try at["count"].intIfAny() ?? items.count,
            perPage: try at["per_page"].intIfAny() ?? items.count,
            currentPage: try at["current_page"].intIfAny() ?? 1,
            totalPages: max(1, try at["total_pages"].intIfAny() ?? 1)
        )
        self.init(items: items, pagination: pagination)
    }
}
