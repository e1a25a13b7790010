import PterodactylAPI
import Telemetry

/// What belongs to a user's own account: password, keys, second factor and log.
struct SimulatedAccount: Sendable {
    /// The password that everybody has at the start.
    static let initialPassword = "simulated"

    var password = Self.initialPassword
    var keys: [SimulatedKey] = []
    var sshKeys: [SimulatedSSHKey] = []
    /// The secret that was handed out last, in base 32; nil before the first.
    var twoFactorSecret: String?
    var recoveryTokens: [String] = []
    var activity: [ActivityEntry] = []
}

/// A client API key.
struct SimulatedKey: Sendable {
    /// The first 16 characters of the key.
    let identifier: String
    /// The other 32.
    let secret: Secret
    let description: String
    /// Addresses, networks and ranges from which it may be used; empty for all.
    let allowedIPs: [String]
    var lastUsedAt: Timestamp?
    let createdAt: Timestamp
}

/// A public key for SFTP.
struct SimulatedSSHKey: Sendable {
    let name: String
    /// SHA-256 of the key in base 64, without padding.
    let fingerprint: String
    /// PKCS#8, as PEM.
    let publicKey: String
    let createdAt: Timestamp
}

extension World {
    /// Where all simulated requests come from.
    static let clientAddress = "127.0.0.1"

    /// The account of a user.
    func account(_ user: Int) -> SimulatedAccount { accounts[user] ?? SimulatedAccount() }

    /// Changes the account of a user.
    mutating func updateAccount(_ user: Int, _ change: (inout SimulatedAccount) -> Void) {
        change(&accounts[user, default: SimulatedAccount()])
    }

    /// The user of a whole key, with the key; nil for a key that nobody has.
    func owner(ofKey key: Secret) -> (user: Int, key: SimulatedKey)? {
        let text = key.reveal()
        let identifier = text.prefix(16)
        let secret = Secret(String(text.dropFirst(16)))
        for (user, account) in accounts {
            if let key = account.keys.first(where: { $0.identifier == identifier && $0.secret == secret }) {
                return (user, key)
            }
        }
        return nil
    }

    /// Adds a whole client key.
    mutating func addKey(_ key: Secret, of user: Int, description: String, at now: Timestamp) {
        let text = key.reveal()
        let added = SimulatedKey(
            identifier: String(text.prefix(16)),
            secret: Secret(String(text.dropFirst(16))),
            description: description,
            allowedIPs: [],
            createdAt: now
        )
        updateAccount(user) { $0.keys.append(added) }
    }

    /// Remembers that a key was used.
    mutating func markUsed(_ identifier: String, of user: Int, at now: Timestamp) {
        guard let index = accounts[user]?.keys.firstIndex(where: { $0.identifier == identifier }) else { return }
        accounts[user]?.keys[index].lastUsedAt = now
    }

    /// Writes an entry into a user's own log.
    mutating func logAccount(
        _ event: String,
        of user: Int,
        properties: [(String, JSON)] = [],
        at now: Timestamp
    ) {
        let entry = ActivityEntry(
            row: nextActivityRow,
            event: event,
            isAPI: true,
            ip: Self.clientAddress,
            actor: user,
            properties: properties,
            timestamp: now
        )
        nextActivityRow += 1
        updateAccount(user) { $0.activity.append(entry) }
    }
}
