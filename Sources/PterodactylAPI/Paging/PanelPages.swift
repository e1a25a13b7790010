/// The pages of a list, one request each, as far as the panel says that there are any.
///
/// The whole query goes along with each page. The number of pages is taken from each answer anew, since lists grow and
/// shrink while they are read; an empty page ends them in any case.
public struct PanelPages<Item: Sendable>: AsyncSequence, Sendable {
    /// A page.
    public typealias Element = Page<Item>
    /// Why a page could not be read.
    public typealias Failure = PanelError

    private let client: PanelClient
    private let endpoint: @Sendable (Int) -> Endpoint<Page<Item>>

    init(_ client: PanelClient, _ endpoint: @escaping @Sendable (Int) -> Endpoint<Page<Item>>) {
        self.client = client
        self.endpoint = endpoint
    }

    /// Starts at the first page.
    public func makeAsyncIterator() -> Iterator { Iterator(client: client, endpoint: endpoint) }

    /// Reads page after page; ends after the first error.
    public struct Iterator: AsyncIteratorProtocol {
        fileprivate let client: PanelClient
        fileprivate let endpoint: @Sendable (Int) -> Endpoint<Page<Item>>
        private var nextPage: Int? = 1

        fileprivate init(client: PanelClient, endpoint: @escaping @Sendable (Int) -> Endpoint<Page<Item>>) {
            self.client = client
            self.endpoint = endpoint
        }

        /// Reads the next page; nil when there is none.
        public mutating func next() async throws(PanelError) -> Page<Item>? {
            guard let number = nextPage else { return nil }
            nextPage = nil
            let page = try await client.send(endpoint(number))
            if number < page.pagination.totalPages, !page.items.isEmpty { nextPage = number + 1 }
            return page
        }

        /// Reads the next page; nil when there is none.
        public mutating func next(isolation actor: isolated (any Actor)?) async throws(PanelError) -> Page<Item>? {
            try await next()
        }
    }
}

/// The items of all pages of a list, each once.
public struct PanelItems<Item: Sendable, Key: Hashable & Sendable>: AsyncSequence, Sendable {
    /// An item.
    public typealias Element = Item
    /// Why a page could not be read.
    public typealias Failure = PanelError

    private let pages: PanelPages<Item>
    private let key: @Sendable (Item) -> Key

    init(_ pages: PanelPages<Item>, _ key: @escaping @Sendable (Item) -> Key) {
        self.pages = pages
        self.key = key
    }

    /// Starts at the first item.
    public func makeAsyncIterator() -> Iterator { Iterator(pages: pages.makeAsyncIterator(), key: key) }

    /// Reads item after item; a page is asked for when the one before is used up.
    public struct Iterator: AsyncIteratorProtocol {
        private var pages: PanelPages<Item>.Iterator
        private let key: @Sendable (Item) -> Key
        private var seen: Set<Key> = []
        private var waiting: ArraySlice<Item> = []

        fileprivate init(pages: PanelPages<Item>.Iterator, key: @escaping @Sendable (Item) -> Key) {
            self.pages = pages
            self.key = key
        }

        /// Reads the next item that was not there before; nil at the end.
        public mutating func next() async throws(PanelError) -> Item? {
            while true {
                while let item = waiting.popFirst() {
                    if seen.insert(key(item)).inserted { return item }
                }
                guard let page = try await pages.next() else { return nil }
                waiting = page.items[...]
            }
        }

        /// Reads the next item that was not there before; nil at the end.
        public mutating func next(isolation actor: isolated (any Actor)?) async throws(PanelError) -> Item? {
            try await next()
        }
    }
}

extension PanelClient {
    /// The pages of a list.
    ///
    /// - Parameter endpoint: makes the call for a page, counted from 1.
    public func pages<Item>(_ endpoint: @escaping @Sendable (Int) -> Endpoint<Page<Item>>) -> PanelPages<Item> {
        PanelPages(self, endpoint)
    }

    /// The items of all pages of a list, each once, in the order in which they come.
    ///
    /// The client's server list has no order, so that an item may come on two pages (and one may be missed while the list
    /// changes).
    /// - Parameters:
    ///   - endpoint: makes the call for a page, counted from 1.
    ///   - key: what tells items apart.
    public func items<Item, Key: Hashable & Sendable>(
        _ endpoint: @escaping @Sendable (Int) -> Endpoint<Page<Item>>,
        uniqueBy key: @escaping @Sendable (Item) -> Key
    ) -> PanelItems<Item, Key> {
        PanelItems(pages(endpoint), key)
    }
}
