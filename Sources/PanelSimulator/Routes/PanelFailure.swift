/// An answer that is not a success: the panel's error document and what goes with it.
struct PanelFailure: Error, Sendable {
    let status: Int
    /// The name of the panel's exception class.
    let code: String
    let details: [Detail]
    /// Headers of this failure alone.
    var headers: [(name: String, value: String)] = []
    /// Whether it comes only after the panel's own 15 s for its node.
    var isSlow = false

    /// One entry of the document.
    struct Detail: Sendable {
        let text: String
        /// The field and rule of a validation.
        var field: (name: String, rule: String)?
    }

    /// Makes a failure with one sentence.
    init(_ status: Int, _ code: String, _ detail: String, headers: [(name: String, value: String)] = []) {
        self.status = status
        self.code = code
        self.details = [Detail(text: detail)]
        self.headers = headers
    }

    /// A 422 of some fields.
    init(invalid fields: [(name: String, rule: String, text: String)]) {
        status = 422
        code = "ValidationException"
        details = fields.map { Detail(text: $0.text, field: ($0.name, $0.rule)) }
    }

    /// The document.
    var document: JSON {
        .object([
            (
                "errors",
                .array(
                    details.map { detail in
                        var members: [(String, JSON)] = [
                            ("code", .string(code)), ("status", .string(String(status))),
                            ("detail", .string(detail.text)),
                        ]
                        if let field = detail.field {
                            members.append(
                                (
                                    "meta",
                                    .object([
                                        ("source_field", .string(field.name)), ("rule", .string(field.rule)),
                                    ])
                                )
                            )
                        }
                        return .object(members)
                    }
                )
            )
        ])
    }

    static let unauthenticated = PanelFailure(401, "AuthenticationException", "Unauthenticated.")
    static let unauthorized = PanelFailure(403, "AccessDeniedHttpException", "This action is unauthorized.")
    static let notFound = PanelFailure(
        404,
        "NotFoundHttpException",
        "The requested resource could not be found on the server."
    )
    /// What hides a server from somebody who has no access to it.
    static let hidden = PanelFailure(
        404,
        "NotFoundHttpException",
        "The requested resource does not exist on this server."
    )
    static let nodeUnreachable = PanelFailure(
        504,
        "DaemonConnectionException",
        "Could not establish a connection to the machine running this server. Please try again."
    )
    /// The same, once the panel has waited for as long as it does.
    static let nodeSilent: PanelFailure = {
        var failure = nodeUnreachable
        failure.isSlow = true
        return failure
    }()
    static let throttled = PanelFailure(429, "ThrottleRequestsException", "Too Many Attempts.")
    static let maintenance = PanelFailure(503, "HttpException", "Service Unavailable")

    /// A 500 whose text tells nothing, as outside of debug mode.
    static func unexpected(_ code: String) -> PanelFailure {
        PanelFailure(
            500,
            code,
            "An unexpected error was encountered while processing this request, please try again."
        )
    }

    /// Wings' error in the form of 5xx, and of everything on `resources`.
    static func node(status: Int, code: Int, request: String) -> PanelFailure {
        PanelFailure(
            status,
            "DaemonConnectionException",
            "There was an error while communicating with the machine running this server. "
                + "This error has been logged, please try again. (code: \(code)) (request_id: \(request))"
        )
    }

    /// Wings' own 4xx.
    static func remote(_ status: Int, _ text: String, request: String) -> PanelFailure {
        PanelFailure(
            status,
            "DaemonConnectionException",
            "An error occurred on the remote host: \(text). (request id: \(request))"
        )
    }

    /// Whether a browser would be sent back instead of being shown an error page.
    var isBusinessRule: Bool { status == 400 && code != "BadRequestHttpException" && code != "InvalidFilterQuery" }
}
