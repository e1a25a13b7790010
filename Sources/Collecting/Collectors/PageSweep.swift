import PterodactylAPI

/// Gathers the pages of one list: the first says how many there are, the rest are asked for at once.
struct PageSweep<Item: Sendable>: Sendable {
    private var pages: [Int: [Item]] = [:]
    private var expected: Int?

    /// Takes a page in.
    /// - Returns: all items in page order once every page is there, or the pages to ask for next.
    mutating func take(_ page: Page<Item>, number: Int) -> Outcome {
        if number == 1 {
            pages = [:]
            expected = max(page.pagination.totalPages, 1)
        }
        guard let expected else { return .ask([]) }
        pages[number] = page.items
        if pages.count == expected {
            self.expected = nil
            return .complete((1...expected).flatMap { pages[$0] ?? [] })
        }
        return .ask(number == 1 ? Array(2...expected) : [])
    }

    /// Gives up the sweep: its pages are of different moments.
    mutating func abandon() {
        pages = [:]
        expected = nil
    }

    enum Outcome: Sendable {
        case complete([Item])
        case ask([Int])
    }
}
