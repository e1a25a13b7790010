/// Whose a server is and what it is called, all of it: what is left out the panel erases.
public struct ServerDetailSettings: Sendable, Hashable {
    /// The name, 1 to 191 characters.
    public var name: String
    /// The owner; a former owner's open consoles are closed.
    public var user: UserID
    /// The id that another system gave it, unlike that of any other; nil for none.
    public var externalID: String?
    /// The description; empty for none.
    public var description: String

    /// Makes settings.
    public init(name: String, user: UserID, externalID: String?, description: String) {
        self.name = name
        self.user = user
        self.externalID = externalID
        self.description = description
    }

    /// The settings that a server has.
    public init(_ server: ApplicationServer) {
        self.init(
            name: server.name,
            user: server.user,
            externalID: server.externalID,
            description: server.description
        )
    }

    var json: JSONValue {
        [
            "name": .string(name), "user": .id(user), "external_id": .orNull(externalID),
            "description": .string(description),
        ]
    }
}
