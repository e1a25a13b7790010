/// The part of an endpoint that does not depend on the answer's type.
public struct APICall: Sendable, Equatable {
    /// Which of the three APIs a call belongs to: each has its own key and its own rate limit.
    public enum API: String, Sendable, CaseIterable {
        case client, application, wings
    }

    /// The API.
    public let api: API
    /// A bounded lower-snake word for logs and metric labels, such as `server_resources`.
    public let name: String
    /// The method.
    public let method: HTTPRequest.Method
    /// The path below the base URL, percent-encoded, such as `/api/client/servers/e56e7773/resources`.
    public let path: String
    /// The query: decoded names and values, in order.
    public let query: [QueryItem]
    /// The body; nil for none.
    public let body: Body?
    /// Whether a repetition is harmless: true for reads, false for power, create and delete.
    public let isRepeatable: Bool
    /// Whether the panel asks the node before it answers (its own limit for that is 15 s).
    public let isWingsBacked: Bool
    /// Whether the panel (some versions) counts the call in a bucket of its own besides: then the limit shown beside the
    /// answer may be that bucket's, and says nothing of the API's (recorded for file pulls: 10 instead of 720).
    public let hasOwnLimit: Bool
    /// How long to wait for the answer.
    ///
    /// 15 s; a call that the panel passes on to the node gets 22 s, more than the panel's own 15 s for its node, so that a slow
    /// node is not taken for a dead panel; what packs and unpacks archives gets 15.5 min, more than the panel's own 15 min for
    /// those (panel `app/Repositories/Wings/DaemonFileRepository.php`).
    public private(set) var timeout: Duration

    /// One name and value of a query.
    public struct QueryItem: Sendable, Equatable {
        /// The decoded name, such as `filter[name]`.
        public let name: String
        /// The decoded value.
        public let value: String

        /// Makes an item.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// A body and its type.
    public enum Body: Sendable, Equatable {
        /// JSON, already encoded.
        case json([UInt8])
        /// Plain text, as file contents are sent.
        case text([UInt8])
    }

    /// Makes a call.
    public init(
        _ api: API,
        _ name: String,
        _ method: HTTPRequest.Method,
        _ path: String,
        query: [QueryItem] = [],
        body: Body? = nil,
        isRepeatable: Bool? = nil,
        isWingsBacked: Bool = false,
        hasOwnLimit: Bool = false,
        timeout: Duration? = nil
    ) {
        self.api = api
        self.name = name
        self.method = method
        self.path = path
        self.query = query
        self.body = body
        self.isRepeatable = isRepeatable ?? (method == .get)
        self.isWingsBacked = isWingsBacked
        self.hasOwnLimit = hasOwnLimit
        self.timeout = timeout ?? (isWingsBacked ? .seconds(22) : .seconds(15))
    }

    /// Makes a call with a JSON body; nil for none.
    init(
        _ api: API,
        _ name: String,
        _ method: HTTPRequest.Method,
        _ path: String,
        json: JSONValue?,
        isRepeatable: Bool? = nil,
        isWingsBacked: Bool = false,
        hasOwnLimit: Bool = false,
        timeout: Duration? = nil
    ) {
        self.init(
            api,
            name,
            method,
            path,
            body: json.map { .json($0.encoded()) },
            isRepeatable: isRepeatable,
            isWingsBacked: isWingsBacked,
            hasOwnLimit: hasOwnLimit,
            timeout: timeout
        )
    }

    /// The same call with another time for its answer.
    func within(_ timeout: Duration) -> APICall {
        var call = self
        call.timeout = timeout
        return call
    }

    /// The name of the console command's call, whose 502 has a meaning of its own.
    static let commandName = "server_command"

    /// The same call to the node itself.
    static let wingsCommandName = "wings_commands"

    /// The server that a client call is about, as its path names it; nil for other calls.
    var server: Substring? {
        let start = "/api/client/servers/"
        guard path.hasPrefix(start) else { return nil }
        return path.dropFirst(start.count).prefix { $0 != "/" }
    }

    /// The request to send.
    ///
    /// `Accept: application/json` always goes along: without it the panel answers errors with redirects or HTML
    /// (panel `app/Http/Middleware`, recorded as `error.401.no-accept-header`).
    /// - Parameters:
    ///   - base: the panel's or the node's URL, with or without a slash at its end.
    ///   - key: the API key or node token.
    ///   - requestID: goes along as `X-Request-Id`, so that the request is found again in the logs of proxies and panel; visible
    ///     ASCII characters.
    public func request(base: String, key: Secret, requestID: String? = nil) -> HTTPRequest {
        var url = base
        while url.hasSuffix("/") { url.removeLast() }
        url += path
        if !query.isEmpty {
            url += "?" + query.map { "\($0.name.urlQueryEncoded)=\($0.value.urlQueryEncoded)" }.joined(separator: "&")
        }
        var headers: [(name: String, value: String)] = [
            ("Authorization", "Bearer " + key.reveal()), ("Accept", "application/json"),
            ("User-Agent", "pterowatch"),
        ]
        if let requestID { headers.append(("X-Request-Id", requestID)) }
        var bytes: [UInt8] = []
        switch body {
        case .json(let json):
            headers.append(("Content-Type", "application/json"))
            bytes = json
        case .text(let text):
            headers.append(("Content-Type", "text/plain"))
            bytes = text
        case nil: break
        }
        return HTTPRequest(method: method, url: url, headers: headers, body: bytes, timeout: timeout)
    }
}
