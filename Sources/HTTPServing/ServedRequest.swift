/// One request, read to its end.
public struct ServedRequest: Sendable, Equatable {
    /// A request method; case counts.
    public struct Method: Hashable, Sendable {
        /// The method as it is sent.
        public let name: String

        /// Makes a method.
        public init(_ name: String) { self.name = name }

        /// Asks for a page.
        public static let get = Method("GET")
        /// Asks for a page's headers.
        public static let head = Method("HEAD")
        /// Sends a body to be worked on.
        public static let post = Method("POST")
        /// Sends a body to be kept.
        public static let put = Method("PUT")
        /// Removes.
        public static let delete = Method("DELETE")
    }

    /// The method.
    public let method: Method
    /// The decoded path, `/` first, without the query.
    public let path: String
    /// The query's decoded parameters, in order.
    public let query: [RequestTarget.Parameter]
    /// The header fields.
    public let headers: HeaderFields
    /// The other end's IP address without port, an IPv4 one never in IPv6 dress; nil when it is not known.
    public let remoteAddress: String?
    /// The body; at most `ServerLimits.bodyBytes`.
    public let body: [UInt8]

    /// Makes a request, as tests of a handler need it.
    public init(
        _ method: Method,
        _ target: RequestTarget,
        headers: HeaderFields = [:],
        remoteAddress: String? = nil,
        body: [UInt8] = []
    ) {
        self.method = method
        self.path = target.path
        self.query = target.query
        self.headers = headers
        self.remoteAddress = remoteAddress
        self.body = body
    }

    /// The query's parameters, and behind them those of a form that was posted (`application/x-www-form-urlencoded`).
    public var parametersWithForm: [RequestTarget.Parameter] {
        let type = headers["Content-Type"]?.split(separator: ";").first?.lowercased()
        guard method == .post, type == "application/x-www-form-urlencoded" else { return query }
        return query + (RequestTarget(parsing: "/?" + String(decoding: body, as: UTF8.self))?.query ?? [])
    }

    /// The first value of a query parameter; nil when it is not given.
    public func parameter(_ name: String) -> String? {
        query.first { $0.name == name }?.value
    }

    /// All values of a query parameter, in order.
    public func parameters(_ name: String) -> [String] {
        query.filter { $0.name == name }.map(\.value)
    }
}
