/// Which entries of the ledger are meant: all that pass what is given.
public struct LedgerFilter: Sendable, Hashable {
    /// Of a panel, by its name.
    public var panel: String?
    /// Of a server, by its short id.
    public var server: String?
    /// Of an incident, by its id.
    public var incident: String?

    /// Makes a filter; one without anything lets all pass.
    public init(panel: String? = nil, server: String? = nil, incident: String? = nil) {
        self.panel = panel
        self.server = server
        self.incident = incident
    }
}
