/// The public keys with which an account may log in by SFTP.
public struct AccountSSHKeys<Sender: Sendable>: CallGroup {
    let sender: Sender

    private var path: String { "/api/client/account/ssh-keys" }

    /// All keys.
    ///
    /// `GET client/account/ssh-keys`. The list has no pages.
    public func list() -> Request<[SSHKey], Sender> { request(.list(APICall(.client, "ssh_key_list", .get, path))) }

    /// Adds a key.
    ///
    /// `POST client/account/ssh-keys`.
    /// - Parameters:
    ///   - name: to know it by.
    ///   - publicKey: as in `id_ed25519.pub`; no DSA, RSA of at least 2048 bits.
    /// - Throws: on sending, `validation` for a key that is none, too weak or there already.
    public func add(name: String, publicKey: String) -> Request<SSHKey, Sender> {
        let body: JSONValue = ["name": .string(name), "public_key": .string(publicKey)]
        return request(.item(APICall(.client, "ssh_key_add", .post, path, json: body)))
    }

    /// Removes a key; one that is not there counts as removed.
    ///
    /// `POST client/account/ssh-keys/remove`.
    public func remove(_ key: SSHKeyFingerprint) -> Request<Accepted, Sender> {
        let body: JSONValue = ["fingerprint": .string(key.rawValue)]
        return request(.accepted(APICall(.client, "ssh_key_remove", .post, path + "/remove", json: body)))
    }
}
