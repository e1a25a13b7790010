/// What a node's daemon is configured with: the only place where the panel gives its token.
public struct NodeConfiguration: Sendable, Hashable {
    /// The node's UUID.
    public var uuid: String
    /// The public half of the daemon's token.
    public var tokenID: String
    /// The secret half, with which the daemon's own API is asked.
    public var token: Secret
    /// The address that the daemon listens on.
    public var host: String
    /// The port that the daemon listens on.
    public var port: Int
    /// Whether the daemon itself speaks TLS (not when a proxy does).
    public var isTLSEnabled: Bool
    /// Whether the daemon logs more.
    public var isDebug: Bool
    /// The port of the SFTP server.
    public var sftpPort: Int
    /// Where the servers' files are.
    public var dataDirectory: String
    /// Directories that servers may mount.
    public var allowedMounts: [String]
    /// The panel's URL, which the daemon's WebSocket wants as `Origin`.
    public var remote: String

    /// Makes one; what is left out is what a plain one has.
    public init(
        uuid: String,
        tokenID: String,
        token: Secret,
        host: String = "0.0.0.0",
        port: Int = 8080,
        isTLSEnabled: Bool = false,
        isDebug: Bool = false,
        sftpPort: Int = 2022,
        dataDirectory: String = "",
        allowedMounts: [String] = [],
        remote: String
    ) {
        self.uuid = uuid
        self.tokenID = tokenID
        self.token = token
        self.host = host
        self.port = port
        self.isTLSEnabled = isTLSEnabled
        self.isDebug = isDebug
        self.sftpPort = sftpPort
        self.dataDirectory = dataDirectory
        self.allowedMounts = allowedMounts
        self.remote = remote
    }
}

extension NodeConfiguration {
    init(_ at: JSONReader) throws(PanelError) {
        self.init(
            uuid: try at["uuid"].stringIfAny() ?? "",
            tokenID: try at["token_id"].string(),
            token: Secret(try at["token"].string()),
            host: try at["api"]["host"].stringIfAny() ?? "0.0.0.0",
            port: try at["api"]["port"].intIfAny() ?? 8080,
            isTLSEnabled: try at["api"]["ssl"]["enabled"].boolIfAny() ?? false,
            isDebug: try at["debug"].boolIfAny() ?? false,
            sftpPort: try at["system"]["sftp"]["bind_port"].intIfAny() ?? 2022,
            dataDirectory: try at["system"]["data"].stringIfAny() ?? "",
            allowedMounts: try at["allowed_mounts"].strings(),
            remote: try at["remote"].string()
        )
    }
}
