import PterodactylAPI
import Testing

/// What one recording proves of one endpoint: that we build its request, and that we read its answer.
struct Claim: Sendable, CustomTestStringConvertible {
    /// How the recorded request and ours go together.
    enum Match: Sendable {
        /// They are the same, but for query items that we always send (paging, order).
        case same(also: Set<String>)
        /// It is one that we never send; why.
        case never(String)
    }

    /// What the recorded answer is.
    enum Outcome: Sendable, Equatable {
        /// It is read whole.
        case decodes
        /// It is an error of this reason (`PanelError.reason`).
        case fails(String)
    }

    let recording: String
    let call: APICall
    let match: Match
    let outcome: Outcome
    /// Reads an answer as the endpoint does.
    let interpret: @Sendable (HTTPResponse) throws(PanelError) -> Void

    var testDescription: String { "\(call.api)/\(recording)" }

    /// Claims a recording whose request is ours and whose answer is read.
    static func answer<Answer>(
        _ recording: String,
        _ request: Request<Answer, Unsent>,
        also: Set<String> = []
    ) -> Claim {
        Claim(recording, request, .same(also: also), .decodes)
    }

    /// Claims a recording whose request is ours and whose answer is an error.
    static func error<Answer>(
        _ recording: String,
        _ reason: String,
        _ request: Request<Answer, Unsent>,
        also: Set<String> = []
    ) -> Claim {
        Claim(recording, request, .same(also: also), .fails(reason))
    }

    /// Claims a recording whose request is one that we never send, for the sake of its answer.
    static func odd<Answer>(
        _ recording: String,
        _ outcome: Outcome,
        _ request: Request<Answer, Unsent>,
        because reason: String
    ) -> Claim {
        Claim(recording, request, .never(reason), outcome)
    }

    private init<Answer>(
        _ recording: String,
        _ request: Request<Answer, Unsent>,
        _ match: Match,
        _ outcome: Outcome
    ) {
        self.recording = recording
        self.call = request.call
        self.match = match
        self.outcome = outcome
        let endpoint = request.endpoint
        self.interpret = { (response) throws(PanelError) in _ = try endpoint.interpret(response) }
    }
}

extension Claim {
    /// Every claim there is: one table for each part of the APIs.
    static let all: [Claim] = client + application

    /// The client API's.
    static let client: [Claim] = [
        clientPanel, clientAccount, clientList, clientServer, clientResources, clientPower, clientBackups,
        clientSettings,
        clientFiles, clientSchedules,
    ].flatMap(\.self)

    /// The query items of paged lists.
    static let paging: Set = ["page", "per_page"]
    /// The query items of paged lists that are asked for in an order.
    static let sortedPaging: Set = ["page", "per_page", "sort"]
}
