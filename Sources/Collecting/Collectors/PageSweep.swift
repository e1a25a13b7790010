package import PterodactylAPI

/// Gathers the pages of one list: the first says how many there are, the rest are asked for at once.
package struct PageSweep<Item: Sendable>: Sendable {
    private var pages: [Int: [Item]] = [:]
    private var expected: Int?

    /// Makes a sweep that has not begun.
    package init() {}

    /// Takes a page in.
    /// - Returns: all items in page order once every page is there, or the pages to ask for next.
    package mutating func take(_ page: Page<Item>, number: Int) -> Outcome {
        if number == 1 {
            pages = [:]
            expected = max(page.pagination.totalPages, 1)
        }
        // A late answer may be a page of when the list was longer: it must not stand for one that is missing.
        guard let expected, number <= expected else { return .ask([]) }
        pages[number] = page.items
        if pages.count == expected {
            self.expected = nil
            return .complete((1...expected).flatMap { pages[$0] ?? [] })
        }
        return .ask(number == 1 ? Array(2...expected) : [])
    }

    /// Gives up the sweep: its pages are of different moments.
    package mutating func abandon() {
        pages = [:]
        expected = nil
    }

    /// What a page leads to.
    package enum Outcome: Sendable {
        /// Every item of the list, in page order.
        case complete([Item])
        /// The pages to ask for next; none while those asked for are under way.
        case ask([Int])
    }
}
