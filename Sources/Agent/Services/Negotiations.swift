import Exposition
package import HTTPServing
import Synchronization

/// What scrapers' words for the form and the compression of a page come to.
///
/// A scraper says the same in every request, so that it is read once.
package final class Negotiations: Sendable {
    /// What is answered.
    package struct Outcome: Sendable, Equatable {
        /// Which page.
        package let kind: PageKind
        /// The header fields of the answer.
        package let headers: HeaderFields
    }

    private struct Words: Hashable {
        let accept: String?
        let acceptEncoding: String?
    }

    /// How many different words are remembered: those of all scrapers of an agent, but not of somebody who makes up others in
    /// each request.
    package static let limit = 64

    private let outcomes = Mutex<[Words: Outcome]>([:])

    /// Remembers none.
    package init() {}

    /// How many are remembered.
    package var count: Int { outcomes.withLock(\.count) }

    /// What to answer a request with these headers.
    package func outcome(of headers: HeaderFields) -> Outcome {
        let words = Words(accept: headers.list("Accept"), acceptEncoding: headers.list("Accept-Encoding"))
        if let known = outcomes.withLock({ $0[words] }) { return known }
        // Not under the lock: who sends long words holds up nobody else.
        let format = NegotiatedFormat(accept: words.accept)
        let kind = PageKind(format.format, ContentEncoding(accepting: words.acceptEncoding))
        let outcome = Outcome(kind: kind, headers: kind.headers(contentType: format.contentType))
        outcomes.withLock { outcomes in
            if outcomes.count >= Self.limit { outcomes = [:] }
            outcomes[words] = outcome
        }
        return outcome
    }
}
