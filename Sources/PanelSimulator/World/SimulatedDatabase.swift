import Telemetry

/// A database of a server on the panel's one database host.
struct SimulatedDatabase: Sendable {
    let id: Int
    let hostID: Int
    /// The whole name, `s{server}_{name}`.
    var name: String
    let username: String
    /// From where its user may connect.
    let remote: String
    var password: String
    /// 0 and nil are unlimited.
    var maxConnections: Int?
    let createdAt: Timestamp
    var updatedAt: Timestamp

    /// The id of the client API: eight letters (a hashid on the real panel).
    var hashID: String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
        var word = SplitMix64.mix(UInt64(bitPattern: Int64(id)) &+ 0x6461_7461)
        return String(
            (0..<8).map { _ in
                defer { word /= 52 }
                return letters[Int(word % 52)]
            }
        )
    }

    /// Whether a path of the client API names it: by the hashid, or by the number itself.
    func isNamed(_ text: String) -> Bool { text == hashID || Int(text) == id }

    /// The whole name of a database that a user calls `name`, at most 48 characters long.
    static func fullName(_ name: String, of server: Int) -> String { String("s\(server)_\(name)".prefix(48)) }
}

/// A host that databases are put on.
struct SimulatedDatabaseHost: Sendable {
    let id: Int
    let name: String
    let host: String
    let port: Int
    let username: String
    let createdAt: Timestamp
}
