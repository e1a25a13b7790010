public import Collecting
public import PterodactylAPI

/// One panel that is watched.
public struct PanelSettings: Sendable, Equatable {
    /// Which servers of the panel are watched.
    public enum Scope: String, Sendable, Hashable, CaseIterable {
        /// All of them when the key is a root admin's, otherwise those that it can reach.
        case automatic = "auto"
        /// All of them; the key must be a root admin's.
        case adminAll = "admin-all"
        /// Those that the user owns or shares.
        case accessible
        /// Those that the user owns.
        case owner
    }

    /// The value of the label `panel`.
    public var name: String
    /// The panel's address, `http` or `https`, without a trailing slash.
    public var url: String
    /// The client API key (`ptlc_…`).
    public var apiKey: Secret
    /// A file with the authorities that are trusted besides the system's, in PEM; nil for the system's alone.
    public var certificateAuthorityFile: String?
    /// Whether the panel's certificate is accepted whatever it says.
    public var acceptsAnyCertificate: Bool
    /// How long the panel keeps an answer of a server's resources; asking more often gives the same answer.
    public var cacheAge: Duration
    /// Which servers are watched.
    public var scope: Scope
    /// By which ways state and use of the servers are known.
    public var sources: SourcePlan
    /// The nodes whose daemons are not reached as the panel says, with different names.
    public var nodes: [NodeSettings]

    /// Makes the settings of a panel.
    public init(
        name: String,
        url: String,
        apiKey: Secret,
        certificateAuthorityFile: String? = nil,
        acceptsAnyCertificate: Bool = false,
        cacheAge: Duration = IncidentTiming.realCacheAge,
        scope: Scope = .automatic,
        sources: SourcePlan = SourcePlan(),
        nodes: [NodeSettings] = []
    ) {
        self.name = name
        self.url = url
        self.apiKey = apiKey
        self.certificateAuthorityFile = certificateAuthorityFile
        self.acceptsAnyCertificate = acceptsAnyCertificate
        self.cacheAge = cacheAge
        self.scope = scope
        self.sources = sources
        self.nodes = nodes
    }
}
