/// A public key with which an account may log in by SFTP (`ssh_key`).
public struct SSHKey: Sendable, Hashable {
    /// The fingerprint, by which it is removed.
    public var fingerprint: SSHKeyFingerprint
    /// What the user called it.
    public var name: String
    /// The key in PKCS#8, whatever form it was added in.
    public var publicKey: String
    /// When it was added.
    public var createdAt: PanelTime?

    /// Makes one; what is left out is what a plain one has.
    public init(fingerprint: SSHKeyFingerprint, name: String = "", publicKey: String = "", createdAt: PanelTime? = nil)
    {
        self.fingerprint = fingerprint
        self.name = name
        self.publicKey = publicKey
        self.createdAt = createdAt
    }
}

extension SSHKey: PanelObject {
    init(attributes at: JSONReader) throws(PanelError) {
        self.init(
            fingerprint: SSHKeyFingerprint(try at["fingerprint"].string()),
            name: try at["name"].stringIfAny() ?? "",
            publicKey: try at["public_key"].stringIfAny() ?? "",
            createdAt: try at["created_at"].timeIfAny()
        )
    }
}
