/// Why a request has no answer, in the kinds of Prometheus' HTTP interface.
struct QueryFailure: Error, Equatable {
    /// The kinds, as the answer spells them.
    enum Kind: String {
        case badData = "bad_data"
        case execution
        case canceled
        case timeout
        case notFound = "not_found"

        /// The status that Prometheus gives with it.
        var status: Int {
            switch self {
            case .badData: 400
            case .execution: 422
            case .canceled: 499
            case .timeout: 503
            case .notFound: 404
            }
        }
    }

    let kind: Kind
    let message: String

    init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }

    /// A parameter that cannot be used.
    static func invalid(_ parameter: String, _ reason: String) -> QueryFailure {
        QueryFailure(.badData, "invalid parameter \"\(parameter)\": \(reason)")
    }
}
