import Collecting
import PterodactylAPI
import Testing

struct PageSweepTests {
    private var sweep = PageSweep<Int>()

    /// What a step led to: the whole list, or the pages to ask for.
    private enum Step: Equatable {
        case whole([Int])
        case ask([Int])
    }

    private mutating func take(_ number: Int, of total: Int, _ items: [Int]) -> Step {
        let pagination = Pagination(total: 0, count: items.count, perPage: 2, currentPage: number, totalPages: total)
        switch sweep.take(Page(items: items, pagination: pagination), number: number) {
        case .complete(let items): return .whole(items)
        case .ask(let pages): return .ask(pages)
        }
    }

    @Test mutating func `a list of one page is whole at once`() {
        #expect(take(1, of: 1, [1, 2]) == .whole([1, 2]))
        #expect(take(1, of: 1, [3]) == .whole([3]))
    }

    @Test mutating func `an empty list is whole, whatever it says of its pages`() {
        #expect(take(1, of: 0, []) == .whole([]))
    }

    @Test mutating func `the first page asks for the others, which may come in any order`() {
        #expect(take(1, of: 3, [1, 2]) == .ask([2, 3]))
        #expect(take(3, of: 3, [5]) == .ask([]))
        #expect(take(2, of: 3, [3, 4]) == .whole([1, 2, 3, 4, 5]))
    }

    @Test mutating func `a page that comes twice is not another one`() {
        #expect(take(1, of: 3, [1]) == .ask([2, 3]))
        #expect(take(2, of: 3, [2]) == .ask([]))
        #expect(take(2, of: 3, [2]) == .ask([]))
        #expect(take(3, of: 3, [3]) == .whole([1, 2, 3]))
    }

    @Test mutating func `a page of a sweep that was given up is of no use`() {
        #expect(take(1, of: 2, [1]) == .ask([2]))
        sweep.abandon()
        #expect(take(2, of: 2, [2]) == .ask([]))
        #expect(take(1, of: 2, [3]) == .ask([2]))
        #expect(take(2, of: 2, [4]) == .whole([3, 4]))
    }

    @Test mutating func `a first page that comes anew begins anew`() {
        #expect(take(1, of: 3, [1]) == .ask([2, 3]))
        #expect(take(2, of: 3, [2]) == .ask([]))
        #expect(take(1, of: 2, [10]) == .ask([2]))
        #expect(take(2, of: 2, [20]) == .whole([10, 20]))
    }

    @Test mutating func `a late page from when the list was longer does not stand for one that is missing`() {
        #expect(take(1, of: 5, [1]) == .ask([2, 3, 4, 5]))
        #expect(take(1, of: 3, [1]) == .ask([2, 3]))
        #expect(take(5, of: 5, []) == .ask([]))
        #expect(take(2, of: 3, [2]) == .ask([]))
        #expect(take(3, of: 3, [3]) == .whole([1, 2, 3]))
    }
}
