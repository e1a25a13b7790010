import PterodactylAPI
import Telemetry

/// What a signed address of a node is good for, once.
enum SignedUse: Sendable, Equatable {
    /// The bytes of a file.
    case downloadFile(server: Int, path: String)
    /// A backup's archive.
    case downloadBackup(server: Int, uuid: String)
    /// Files by a form; the user is whose doing it will be in the log.
    case upload(server: Int, user: Int)
}

/// A token that the panel has handed out for a node.
struct SignedURL: Sendable {
    let use: SignedUse
    let node: NodeID
    let expiresAt: Timestamp
}

extension World {
    /// How long a signed address is good.
    static let signedURLLifetime: Duration = .seconds(900)

    /// Hands out an address at a server's node (panel `NodeJWTService`); nil without a server or node.
    ///
    /// The token is a JWT of the node's secret, as on a real panel; what it allows is kept here until it is redeemed.
    mutating func sign(_ use: SignedUse, for user: SimulatedUser, issuer: String, at now: Timestamp) -> String? {
        let path: String
        let serverID: Int
        var claim: [(String, JSON)]
        switch use {
        case .downloadFile(let server, let file):
            (path, serverID, claim) = ("download/file", server, [("file_path", .string(file))])
        case .downloadBackup(let server, let uuid):
            (path, serverID, claim) = ("download/backup", server, [("backup_uuid", .string(uuid))])
        case .upload(let server, _): (path, serverID, claim) = ("upload/file", server, [])
        }
        guard let server = servers[serverID], let node = node(server.node) else { return nil }
        let expiresAt = now + scaled(Self.signedURLLifetime)
        let issued = now.millisecondsSince1970 / 1_000
        claim += [("server_uuid", .string(server.uuid))]
        let identifier = WebSocketToken.identifier(of: user.id, on: server.uuid)
        let claims: [(String, JSON)] =
            [
                ("iss", .string(issuer)), ("aud", .array([.string(node.address)])),
                ("jti", .string(identifier)), ("iat", .int(issued)),
                ("nbf", .int(issued - 300)), ("exp", .int(expiresAt.millisecondsSince1970 / 1_000)),
            ] + claim + [
                ("user_uuid", .string(user.uuid)), ("user_id", .int(user.id)),
                ("unique_id", .string(random.alphanumeric(16))),
            ]
        let token = SignedToken.sign(claims, identifier: identifier, key: node.token)
        signedURLs = signedURLs.filter { $0.value.expiresAt > now }
        signedURLs[token] = SignedURL(use: use, node: node.id, expiresAt: expiresAt)
        return "\(node.address)/\(path)?token=\(token)"
    }

    /// Takes a token in: what it allows, the first time and before it expires; nil otherwise.
    mutating func redeem(token: String, at now: Timestamp) -> SignedUse? {
        guard let signed = signedURLs.removeValue(forKey: token), now < signed.expiresAt else { return nil }
        return signed.use
    }

    /// What a redeemed download gives: a file name and its bytes.
    ///
    /// Without a file that is there, or for an upload, `FileProblem.notFound`.
    func download(_ use: SignedUse) throws(FileProblem) -> (name: String, bytes: [UInt8]) {
        switch use {
        case .downloadFile(let server, let path):
            guard let files = servers[server]?.files else { throw .notFound }
            return (SimulatedFileSystem.name(path), try files.read(path))
        case .downloadBackup(let server, let uuid):
            let backup = servers[server]?.backups.first { $0.uuid == uuid }
            guard let backup, backup.isSuccessful else { throw .notFound }
            return ("\(backup.uuid).tar.gz", (backup.files ?? SimulatedFileSystem()).archive(["/"], in: "/"))
        case .upload: throw .notFound
        }
    }
}

extension World {
    /// Takes a file of a form that came to a signed upload address; Wings writes it into its own log.
    mutating func receive(
        _ content: [UInt8],
        named name: String,
        into directory: String,
        for use: SignedUse,
        at now: Timestamp
    ) throws(FileProblem) {
        guard case .upload(let id, let user) = use, var server = servers[id] else { throw .notFound }
        try server.checkDenylist(name, in: directory)
        let old = server.files.entry(name, in: directory)?.content?.count ?? 0
        guard server.hasRoom(for: content.count - old, at: now) else { throw .diskFull }
        try server.files.write(content, to: name, in: directory, at: now)
        servers[id] = server
        note(
            "server:file.uploaded",
            of: id,
            actor: user,
            properties: [("file", .string(name)), ("directory", .string(directory))],
            at: now
        )
    }
}

extension SimulatedNode {
    /// Where Wings is reached, `https://{fqdn}:{port}`.
    var address: String { "\(scheme)://\(fqdn):\(listenPort)" }
}
