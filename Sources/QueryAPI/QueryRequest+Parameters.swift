internal import Telemetry

// What parameters say, in the forms that Prometheus reads.
extension QueryRequest {
    /// A moment; nil when it is not given.
    func time(_ name: String) throws(QueryFailure) -> Timestamp? {
        guard let text = first(name) else { return nil }
        guard let time = TimeText.time(text) else { throw Self.noTime(name, text) }
        return time
    }

    /// A moment that has to be given.
    func requiredTime(_ name: String) throws(QueryFailure) -> Timestamp {
        guard let time = try time(name) else { throw Self.noTime(name, "") }
        return time
    }

    /// A duration; nil when it is not given.
    func duration(_ name: String) throws(QueryFailure) -> Duration? {
        guard let text = first(name) else { return nil }
        guard let duration = TimeText.duration(text) else {
            throw .invalid(name, "cannot parse \"\(text)\" to a valid duration")
        }
        return duration
    }

    /// How many elements an answer may have; nil for all.
    func limit() throws(QueryFailure) -> Int? {
        guard let text = first("limit") else { return nil }
        guard let limit = Int(text), limit >= 0 else { throw .invalid("limit", "limit must be non-negative") }
        return limit == 0 ? nil : limit
    }

    private static func noTime(_ name: String, _ text: String) -> QueryFailure {
        .invalid(name, "cannot parse \"\(text)\" to a valid timestamp")
    }
}
