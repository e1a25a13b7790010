extension PanelError {
    /// The error that an answer stands for; nil for a success.
    ///
    /// | Status | Panel's `code` | Case |
    /// |---|---|---|
    /// | 3xx | – | `unexpectedBody` |
    /// | 400 | `TwoFactorAuthRequiredException` | `twoFactorRequired` |
    /// | 400 and other 4xx | any other | `refused` |
    /// | 401 | any, or no document | `unauthenticated` |
    /// | 403 | any | `forbidden` |
    /// | 404, 405 | any | `notFound` |
    /// | 409 | any | `conflict`, its state by the panel's fixed English sentence |
    /// | 422 | any | `validation` |
    /// | 429 | `ThrottleRequestsException` | `rateLimited`; `throttled` for a call with a bucket of its own |
    /// | 429 | any other | `throttled` |
    /// | any | `DaemonConnectionException` | `nodeUnreachable`, `nodeError` |
    /// | 502 | `HttpException`, to a console command | `serverOffline` |
    /// | 5xx | any other, or no document | `panelUnavailable` |
    /// | 4xx | no document | `unexpectedBody` (429: `rateLimited`) |
    ///
    /// The words of the panel are in `app/Exceptions`; recorded for 1.11.8.
    ///
    /// A node itself (`APICall.API.wings`) answers `{"error": …}`; recorded for Wings 1.11.11:
    ///
    /// | Status | Wings' `error` | Case |
    /// |---|---|---|
    /// | 401 | no token | `unauthenticated` |
    /// | 403 | `You are not authorized to access this endpoint.` | `unauthenticated`: the token is not the node's (any more) |
    /// | 403 | any other: the egg denies the file | `forbidden` |
    /// | 404 | any | `notFound` |
    /// | 409 | any | `conflict(.other)` |
    /// | 502 | any, to console commands | `serverOffline` |
    /// | 5xx | any other | `nodeError` |
    /// | other 4xx | any | `refused` with the code `wings` |
    /// | 4xx | no document | `unexpectedBody` (an unknown path is 404 in plain text) |
    public init?(_ response: HTTPResponse, to call: APICall) {
        let status = response.status
        switch status {
        case 200..<300: return nil
        case 300..<400: self = .redirected(response)
        case 401: self = .unauthenticated
        default:
            if let entries = ErrorEntry.list(in: response) {
                self = PanelError(entries, of: response, to: call)
            } else if let message = call.api == .wings ? ErrorEntry.wingsMessage(in: response) : nil {
                self = PanelError(wingsMessage: message, status: status, to: call)
            } else if status >= 500 {
                self = .panelUnavailable(status: status, detail: response.bodySummary)
            } else if status == 429 {
                self = .rateLimited(RateLimit(response))
            } else {
                self = .unexpectedBody(status: status, detail: response.bodySummary)
            }
        }
    }

    private static func redirected(_ response: HTTPResponse) -> PanelError {
        let location = response.header("Location") ?? "elsewhere"
        let target = location.prefix { $0 != "?" && $0 != "#" }
        return .unexpectedBody(status: response.status, detail: "a redirect to \(String(target).asPanelDetail)")
    }

    private init(_ entries: [ErrorEntry], of response: HTTPResponse, to call: APICall) {
        let status = response.status
        let first = entries.first ?? ErrorEntry(code: "", detail: "")
        let detail = first.detail
        switch (status, first.code) {
        case (_, "DaemonConnectionException"): self = PanelError(daemonDetail: detail, status: status)
        case (400, "TwoFactorAuthRequiredException"): self = .twoFactorRequired
        case (403, _): self = .forbidden(detail: detail)
        case (404, _), (405, _): self = .notFound(detail: detail)
        case (409, _): self = .conflict(ConflictState(detail: detail), detail: detail)
        case (422, _): self = .validation(entries.map(\.fieldError))
        case (429, "ThrottleRequestsException") where !call.hasOwnLimit: self = .rateLimited(RateLimit(response))
        case (429, _):
            self = .throttled(retryAfterSeconds: response.retryAfterSeconds, detail: detail)
        case (502, "HttpException") where call.name == APICall.commandName: self = .serverOffline
        case (500..., _):
            self = .panelUnavailable(status: status, detail: first.code.isEmpty ? detail : "\(first.code): \(detail)")
        default: self = .refused(code: first.code, detail: detail)
        }
    }

    /// Reads what the panel says of a node that it asked (panel `DaemonConnectionException`).
    ///
    /// | Text | Meaning |
    /// |---|---|
    /// | `Could not establish a connection to the machine …` | no answer at all |
    /// | `There was an error while communicating … (code: 404) …` | the node answered 404, whatever the status here |
    /// | `An error occurred on the remote host: …` | the node answered with the status here |
    private init(daemonDetail detail: String, status: Int) {
        if detail.contains("(code: E_CONN_REFUSED)") || detail.hasPrefix("Could not establish a connection") {
            self = .nodeUnreachable
        } else if let open = detail.firstRange(of: "(code: "),
            let code = Int(detail[open.upperBound...].prefix(while: \.isNumber))
        {
            self = .nodeError(status: code, detail: detail)
        } else if status == 504 {
            self = .nodeUnreachable
        } else {
            self = .nodeError(status: status, detail: detail)
        }
    }

    private init(wingsMessage message: String, status: Int, to call: APICall) {
        switch status {
        case 403 where message.hasPrefix("You are not authorized to access this endpoint"): self = .unauthenticated
        case 403: self = .forbidden(detail: message)
        case 404, 405: self = .notFound(detail: message)
        case 409: self = .conflict(.other, detail: message)
        case 429: self = .rateLimited(nil)
        case 502 where call.name == APICall.wingsCommandName: self = .serverOffline
        case 500...: self = .nodeError(status: status, detail: message)
        default: self = .refused(code: "wings", detail: message)
        }
    }
}

extension PanelError.ConflictState {
    /// Reads the sentence of a `ServerStateConflictException`, which is the same in every language.
    init(detail: String) {
        let beginnings: [(String, Self)] = [
            ("This server is currently suspended", .suspended),
            ("The node of this server is currently under maintenance", .nodeMaintenance),
            ("This server has not yet completed its installation", .notInstalled),
            ("This server is currently restoring from a backup", .restoringBackup),
            ("This server is currently being transferred", .transferring),
        ]
        self = beginnings.first { detail.hasPrefix($0.0) }?.1 ?? .other
    }
}

/// One entry of the panel's error document.
private struct ErrorEntry {
    var code: String
    var detail: String
    var field = ""
    var rule = ""

    var fieldError: PanelError.FieldError { .init(field: field, rule: rule, detail: detail) }

    /// The entries of an answer; nil when it is not the panel's document.
    static func list(in response: HTTPResponse) -> [ErrorEntry]? {
        guard let entries = JSONValue(parsing: response.body)?["errors"]?.array else { return nil }
        return entries.map { entry in
            ErrorEntry(
                code: entry["code"]?.string?.asPanelDetail ?? "",
                detail: entry["detail"]?.string?.asPanelDetail ?? "",
                field: entry["meta"]?["source_field"]?.string?.asPanelDetail ?? "",
                rule: entry["meta"]?["rule"]?.string?.asPanelDetail ?? ""
            )
        }
    }

    /// The text of an error of Wings itself.
    static func wingsMessage(in response: HTTPResponse) -> String? {
        JSONValue(parsing: response.body)?["error"]?.string?.asPanelDetail
    }
}

extension HTTPResponse {
    /// The seconds of `Retry-After`; nil when there are none.
    var retryAfterSeconds: Int? { header("Retry-After").flatMap { Int($0) } }

    /// What the body is, in a few words.
    fileprivate var bodySummary: String {
        if body.isEmpty { return "an empty body" }
        return isHTML ? htmlSummary : "a body that is not the panel's"
    }
}
