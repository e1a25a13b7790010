/// Where a server's files are reached by SFTP; the user's name there is `{panel user}.{short id of the server}`.
public struct SFTPAddress: Sendable, Hashable {
    /// The name or address of the node.
    public var host: String
    /// The port.
    public var port: Int

    /// Makes an address.
    public init(host: String, port: Int = 2022) {
        self.host = host
        self.port = port
    }
}

extension SFTPAddress {
    /// Reads `sftp_details`; nil when there is nothing.
    init?(_ at: JSONReader) throws(PanelError) {
        guard let host = try at["ip"].stringIfAny() else { return nil }
        self.init(host: host, port: try at["port"].intIfAny() ?? 2022)
    }
}
