/// How a node's daemon is reached from here, where that is not as the panel says.
public struct NodeSettings: Sendable, Equatable {
    /// The node's name on the panel.
    public var name: String
    /// The daemon's address, `http` or `https`, without a trailing slash; nil for the one that the panel gives.
    public var url: String?
    /// A file with the authorities that are trusted besides the system's, in PEM; nil for those of the panel.
    public var certificateAuthorityFile: String?
    /// Whether the daemon's certificate is accepted whatever it says.
    public var acceptsAnyCertificate: Bool

    /// Makes the settings of a node.
    public init(
        name: String,
        url: String? = nil,
        certificateAuthorityFile: String? = nil,
        acceptsAnyCertificate: Bool = false
    ) {
        self.name = name
        self.url = url
        self.certificateAuthorityFile = certificateAuthorityFile
        self.acceptsAnyCertificate = acceptsAnyCertificate
    }
}
