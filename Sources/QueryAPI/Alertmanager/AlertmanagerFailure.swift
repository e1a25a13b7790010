/// Why a request to Alertmanager's interface (`/api/v2`) is not done.
///
/// Where Alertmanager's description of its interface knows of an error (400, 404 and 500 of its handlers), the body is a JSON
/// text, and `amtool` shows it; everywhere else it is `{"code":…,"message":…}`.
public struct AlertmanagerFailure: Error, Sendable, Equatable {
    /// The HTTP status.
    public let status: Int
    /// What is wrong, what was seen and what is allowed.
    public let message: String
    private let isText: Bool

    private init(_ status: Int, _ message: String, isText: Bool) {
        self.status = status
        self.message = message
        self.isText = isText
    }

    /// What was sent makes no sense.
    public static func bad(_ message: String) -> AlertmanagerFailure { .init(400, message, isText: true) }

    /// A parameter that cannot be used.
    static func invalid(_ parameter: String, _ reason: String) -> AlertmanagerFailure {
        .bad("invalid parameter \"\(parameter)\": \(reason)")
    }

    /// What is named is not there.
    public static func notFound(_ message: String) -> AlertmanagerFailure { .init(404, message, isText: true) }

    /// It makes sense, and could not be done.
    public static func failed(_ message: String) -> AlertmanagerFailure { .init(500, message, isText: true) }

    /// Whoever asks may not.
    public static func unauthorized(_ message: String) -> AlertmanagerFailure { .init(401, message, isText: false) }

    /// Nobody may ask in this way.
    public static func forbidden(_ message: String) -> AlertmanagerFailure { .init(403, message, isText: false) }

    /// Nobody can answer now.
    public static func unavailable(_ message: String) -> AlertmanagerFailure { .init(503, message, isText: false) }

    /// The body is of another kind than JSON.
    public static func unsupportedType(_ type: String?) -> AlertmanagerFailure {
        .init(415, "unsupported media type \"\(type ?? "")\", only [application/json] are allowed", isText: false)
    }

    /// There is no such path.
    public static func noPath(_ path: String) -> AlertmanagerFailure {
        .init(404, "path \(path) was not found", isText: false)
    }

    /// The answer that says it.
    public var answer: QueryAnswer {
        var json = JSONWriter()
        if isText {
            json.string(message)
        } else {
            json.object([("code", { $0.raw("\(status)") }), ("message", { $0.string(message) })])
        }
        return QueryAnswer(json: json, status: status)
    }
}
