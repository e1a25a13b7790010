/// The answer to a request: a status, and JSON; that of `/api/v1` in Prometheus' envelope.
public struct QueryAnswer: Sendable, Equatable {
    /// The HTTP status.
    public let status: Int
    /// JSON in UTF-8.
    public let body: [UInt8]

    /// JSON as it is.
    init(json: JSONWriter, status: Int = 200) {
        (self.status, body) = (status, json.bytes)
    }

    /// Nothing but a status.
    init(status: Int) {
        (self.status, body) = (status, [])
    }

    /// `{"status":"success","data":…}`, with warnings and infos behind it where there are some.
    init(_ data: AnswerData) {
        var json = JSONWriter()
        json.raw("{\"status\":\"success\",\"data\":")
        json.append(data.json)
        for (name, texts) in [("warnings", data.warnings), ("infos", data.infos)] where !texts.isEmpty {
            json.raw(",\"\(name)\":")
            json.list(texts) { $0.string($1) }
        }
        json.raw("}")
        (status, body) = (200, json.bytes)
    }

    /// `{"status":"error","errorType":…,"error":…}`.
    init(_ failure: QueryFailure) {
        var json = JSONWriter()
        json.raw("{\"status\":\"error\",\"errorType\":")
        json.string(failure.kind.rawValue)
        json.raw(",\"error\":")
        json.string(failure.message)
        json.raw("}")
        (status, body) = (failure.kind.status, json.bytes)
    }
}
