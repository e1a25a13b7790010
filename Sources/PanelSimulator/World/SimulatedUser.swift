import Telemetry

/// A user of the panel.
struct SimulatedUser: Sendable {
    let id: Int
    let uuid: String
    var username: String
    var email: String
    var firstName: String
    var lastName: String
    var language = "en"
    var externalID: String?
    var isRootAdmin: Bool
    /// Whether two-factor authentication is on.
    var has2FA = false
    let createdAt: Timestamp
    var updatedAt: Timestamp
}

/// Which key a request carried.
public enum KeyKind: String, Sendable, Hashable, CaseIterable {
    /// The `ptlc_` key of the root admin.
    case rootAdmin = "client_key"
    /// The `ptlc_` key of the ordinary user.
    case ordinaryUser = "user_key"
    /// The `ptla_` key of the root admin.
    case application = "application_key"
    /// A client key that a user made through the API.
    case created = "created_key"
    /// The secret of a node, with which one speaks to Wings itself.
    case node = "node_token"
}

/// The rights of a user on somebody else's server.
struct Subuser: Sendable {
    let id: Int
    let userID: Int
    var permissions: [String]
    let createdAt: Timestamp
}

extension World {
    /// Deletes a user, and with it keys and rights on others' servers.
    mutating func removeUser(_ id: Int) {
        users.removeAll { $0.id == id }
        accounts[id] = nil
        for server in serverOrder { servers[server]?.subusers.removeAll { $0.userID == id } }
    }
}
