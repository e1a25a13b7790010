/// The pages of a list, one request each, as far as the panel says that there are any.
///
/// The whole query goes along with each page. The number of pages is taken from each answer anew, since lists grow and
/// shrink while they are read; an empty page ends them in any case.
public struct PanelPages<Item: Sendable & Identifiable, Sender: EndpointSender>: AsyncSequence, Sendable
where Item.ID: Sendable {
    /// A page.
    public typealias Element = Page<Item>
    /// Why a page could not be read.
    public typealias Failure = PanelError

    let request: PagedRequest<Item, Sender>

    /// Starts at the first page.
    public func makeAsyncIterator() -> Iterator { Iterator(request: request) }

    /// Reads page after page; ends after the first error.
    public struct Iterator: AsyncIteratorProtocol {
        private let request: PagedRequest<Item, Sender>
        private var nextPage: Int? = 1

        fileprivate init(request: PagedRequest<Item, Sender>) { self.request = request }

        /// Reads the next page; nil when there is none.
        public mutating func next() async throws(PanelError) -> Page<Item>? {
            guard let number = nextPage else { return nil }
            nextPage = nil
            let page = try await request.page(number).send()
            if number < page.pagination.totalPages, !page.items.isEmpty { nextPage = number + 1 }
            return page
        }

        /// Reads the next page; nil when there is none.
        public mutating func next(isolation actor: isolated (any Actor)?) async throws(PanelError) -> Page<Item>? {
            try await next()
        }
    }
}
