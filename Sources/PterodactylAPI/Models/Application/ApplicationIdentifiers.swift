extension PanelKind {
    /// A database of a server, as the application API numbers it.
    public enum ApplicationDatabase {}
    /// A database host.
    public enum DatabaseHost {}
    /// A subuser: one user's access to one server.
    public enum Subuser {}
    /// A variable of an egg.
    public enum EggVariable {}
}

/// A server database's number on the application API; the client API has another id for it.
public typealias ApplicationDatabaseID = PanelID<PanelKind.ApplicationDatabase>
/// A database host's number.
public typealias DatabaseHostID = PanelID<PanelKind.DatabaseHost>
/// A subuser's number on the application API; the client API names subusers by the user's UUID.
public typealias SubuserID = PanelID<PanelKind.Subuser>
/// An egg variable's number.
public typealias EggVariableID = PanelID<PanelKind.EggVariable>
