/// What is answered to a request.
public struct ServedResponse: Sendable {
    /// The body's bytes.
    public enum Body: Sendable {
        /// Bytes made for this answer.
        case bytes([UInt8])
        /// A page made before and shared by many answers; sent without a copy.
        case prepared(PreparedBody)

        /// How many bytes there are.
        public var count: Int {
            switch self {
            case .bytes(let bytes): bytes.count
            case .prepared(let body): body.count
            }
        }
    }

    /// The status code.
    public var status: Int
    /// The header fields; length, date and connection are the server's own.
    public var headers: HeaderFields
    /// The body, left out by the server where the request was HEAD.
    public var body: Body

    /// Makes an answer.
    public init(status: Int = 200, headers: HeaderFields = [:], body: Body = .bytes([])) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// Makes an answer of one content type.
    public init(status: Int = 200, contentType: String, body: Body) {
        self.init(status: status, headers: ["Content-Type": contentType], body: body)
    }

    /// A line of plain text, ended by LF.
    public static func text(_ text: String, status: Int = 200) -> ServedResponse {
        ServedResponse(
            status: status,
            contentType: "text/plain; charset=utf-8",
            body: .bytes(Array((text + "\n").utf8))
        )
    }

    /// An HTML page.
    public static func html(_ page: String, status: Int = 200) -> ServedResponse {
        ServedResponse(status: status, contentType: "text/html; charset=utf-8", body: .bytes(Array(page.utf8)))
    }
}
