import PterodactylAPI

/// What Wings answers, success or not.
struct DaemonAnswer: Sendable, Error {
    var status: Int
    var body: [UInt8] = []
    var type: String?
    var headers: [(name: String, value: String)] = []

    /// A JSON body.
    static func json(_ value: JSON, status: Int = 200) -> DaemonAnswer {
        DaemonAnswer(status: status, body: value.encoded, type: "application/json; charset=utf-8")
    }

    /// A status alone.
    static func empty(_ status: Int) -> DaemonAnswer { DaemonAnswer(status: status) }

    /// A simple refusal, without the request's id.
    static func refusal(_ status: Int, _ text: String) -> DaemonAnswer {
        .json(.object([("error", .string(text))]), status: status)
    }

    /// An error that went through Wings' error middleware.
    static func error(_ status: Int, _ text: String, request: String) -> DaemonAnswer {
        .json(.object([("error", .string(text)), ("request_id", .string(request))]), status: status)
    }

    /// Plain text, as Go's own handlers write it.
    static func plain(_ status: Int, _ text: String) -> DaemonAnswer {
        DaemonAnswer(status: status, body: Array(text.utf8), type: "text/plain; charset=utf-8")
    }

    /// No such route.
    static let noRoute = plain(404, "404 page not found")
    static let unknownServer = refusal(404, "The requested resource does not exist on this instance.")
    static let forbidden = refusal(403, "You are not authorized to access this endpoint.")
    static let unauthenticated: DaemonAnswer = {
        var answer = refusal(401, "The required authorization heads were not present in the request.")
        answer.headers = [("WWW-Authenticate", "Bearer")]
        return answer
    }()
}
