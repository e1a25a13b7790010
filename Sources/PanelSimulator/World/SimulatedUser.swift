import Telemetry

/// A user of the panel.
struct SimulatedUser: Sendable {
    let id: Int
    let uuid: String
    let username: String
    let email: String
    let firstName: String
    let lastName: String
    let isRootAdmin: Bool
    let createdAt: Timestamp
}

/// Which key a request carried.
public enum KeyKind: String, Sendable, Hashable, CaseIterable {
    /// The `ptlc_` key of the root admin.
    case rootAdmin = "client_key"
    /// The `ptlc_` key of the ordinary user.
    case ordinaryUser = "user_key"
    /// The `ptla_` key of the root admin.
    case application = "application_key"
}

/// The rights of a user on somebody else's server.
struct Subuser: Sendable {
    let id: Int
    let userID: Int
    let permissions: [String]
    let createdAt: Timestamp
}
