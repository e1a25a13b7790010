/// A list that the panel gives in pages.
///
/// As an asynchronous sequence it gives each item once, reading page after page:
///
/// ```swift
/// for try await server in panel.client.servers.list(.adminAll) { print(server.name) }
/// ```
///
/// The whole query goes along with each page, the number of pages is taken from each answer anew, and an item that comes on
/// two pages, as it may in a list without an order, is given once.
public struct PagedRequest<Item: Sendable & Identifiable, Sender: Sendable>: Sendable where Item.ID: Sendable {
    let endpoint: @Sendable (Int) -> Endpoint<Page<Item>>
    let sender: Sender

    /// One page alone.
    /// - Parameter number: from 1; past the end the page is empty.
    public func page(_ number: Int) -> Request<Page<Item>, Sender> {
        Request(endpoint: endpoint(number), sender: sender)
    }
}

extension PagedRequest where Sender: EndpointSender {
    /// The pages one after another.
    public var pages: PanelPages<Item, Sender> { PanelPages(request: self) }

    /// Every item, in the order in which they come.
    /// - Throws: why a page could not be read.
    public func all() async throws(PanelError) -> [Item] {
        var items: [Item] = []
        var iterator = makeAsyncIterator()
        while let item = try await iterator.next() { items.append(item) }
        return items
    }
}

extension PagedRequest: AsyncSequence where Sender: EndpointSender {
    /// An item.
    public typealias Element = Item
    /// Why a page could not be read.
    public typealias Failure = PanelError

    /// Starts at the first item.
    public func makeAsyncIterator() -> Iterator { Iterator(pages: pages.makeAsyncIterator()) }

    /// Reads item after item; a page is asked for when the one before is used up.
    public struct Iterator: AsyncIteratorProtocol {
        private var pages: PanelPages<Item, Sender>.Iterator
        private var seen: Set<Item.ID> = []
        private var waiting: ArraySlice<Item> = []

        fileprivate init(pages: PanelPages<Item, Sender>.Iterator) { self.pages = pages }

        /// Reads the next item that was not there before; nil at the end.
        public mutating func next() async throws(PanelError) -> Item? {
            while true {
                while let item = waiting.popFirst() {
                    if seen.insert(item.id).inserted { return item }
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
