public import PterodactylAPI
public import Telemetry

/// What is about to be done: durable in the ledger before the call, closed after it by an ``Outcome``.
public struct Intent: Sendable, Hashable, Identifiable {
    /// Unique in the ledger.
    public let id: String
    /// The incident it belongs to.
    public let incident: IncidentHeader
    /// The server.
    public let address: ServerAddress
    /// The server's full id.
    public let uuid: ServerUUID
    /// What is done.
    public let action: Action
    /// Which step of its policy's ladder it is, from 1.
    public let number: Int
    /// What shows that it worked.
    public let expect: Expectation
    /// When it was decided; nothing is sent before.
    public let createdAt: Timestamp
    /// By when that has to be seen.
    ///
    /// Until then the act may still take effect, and there is no second one.
    public let verifyBy: Timestamp
    /// Why, in plain words.
    public let explanation: String
    /// What every guard answered.
    public let hearing: Hearing
    /// Who approved of it; nil where nobody had to.
    public let approvedBy: String?

    /// Makes an intent.
    public init(
        id: String,
        incident: IncidentHeader,
        address: ServerAddress,
        uuid: ServerUUID,
        action: Action,
        number: Int = 1,
        expect: Expectation = .running,
        createdAt: Timestamp,
        verifyBy: Timestamp,
        explanation: String,
        hearing: Hearing = Hearing(),
        approvedBy: String? = nil
    ) {
        self.hearing = hearing
        self.approvedBy = approvedBy
        self.id = id
        self.incident = incident
        self.address = address
        self.uuid = uuid
        self.action = action
        self.number = number
        self.expect = expect
        self.createdAt = createdAt
        self.verifyBy = verifyBy
        self.explanation = explanation
    }
}

extension Intent {
    /// What the requests to the panel carry that carry it out, as `X-Request-Id`; nil where it sends none.
    ///
    /// The two requests of a backup that takes the place of an older one carry the same.
    public var requestID: String? {
        switch action {
        case .power, .command, .backup, .suspend, .unsuspend: Self.requestID(of: id)
        case .wait, .webhook: nil
        }
    }

    /// What the requests of an intent carry: its id, with a dash for every character that some log or proxy would not pass on
    /// as it is (Rails, for one, drops all but letters, digits, `_`, `-` and `@`).
    ///
    /// Names may so become alike; the time and number at the end of the id do not.
    public static func requestID(of id: ID) -> String {
        String(String.UnicodeScalarView(id.unicodeScalars.map { $0.isPassedOn ? $0 : "-" }))
    }

    /// The id of an intent's incident, which the intent's own begins with.
    public static func incidentID(of id: ID) -> String {
        id.lastIndex(of: "#").map { String(id[..<$0]) } ?? id
    }
}

/// The end of an intent: a row of its own in the ledger.
public struct Closing: Sendable, Hashable {
    /// The intent that ends.
    public let intentID: Intent.ID
    /// How.
    public let outcome: Outcome
    /// What was seen, in plain words.
    public let explanation: String
    /// When it was closed.
    public let at: Timestamp

    /// The id of the intent's incident.
    public var incidentID: String { Intent.incidentID(of: intentID) }

    /// Makes a closing.
    public init(intentID: Intent.ID, outcome: Outcome, explanation: String, at: Timestamp) {
        self.intentID = intentID
        self.outcome = outcome
        self.explanation = explanation
        self.at = at
    }
}

extension Unicode.Scalar {
    fileprivate var isPassedOn: Bool {
        switch self {
        case "a"..."z", "A"..."Z", "0"..."9", "-", "_": true
        default: false
        }
    }
}
