/// A condition on a list of the application API; several of them must all hold.
///
/// Most compare with a part of the text, as `LIKE '%…%'` does. A name that the panel does not know cannot be written.
public struct ApplicationFilter<Item>: Sendable, Hashable {
    /// The name between the brackets of `filter[…]`.
    let name: String
    let value: String

    private init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

extension ApplicationFilter where Item == Location {
    /// A part of the short name.
    public static func short(_ part: String) -> Self { Self("short", part) }
    /// A part of the name in words.
    public static func long(_ part: String) -> Self { Self("long", part) }
}

extension ApplicationFilter where Item == Node {
    /// A part of the UUID.
    public static func uuid(_ part: String) -> Self { Self("uuid", part) }
    /// A part of the name.
    public static func name(_ part: String) -> Self { Self("name", part) }
    /// A part of the host name or address.
    public static func fqdn(_ part: String) -> Self { Self("fqdn", part) }
    /// A part of the public half of the daemon's token.
    public static func tokenID(_ part: String) -> Self { Self("daemon_token_id", part) }
}

extension ApplicationFilter where Item == ApplicationAllocation {
    /// Exactly this address.
    public static func ip(_ ip: String) -> Self { Self("ip", ip) }
    /// Exactly this port.
    public static func port(_ port: Int) -> Self { Self("port", String(port)) }
    /// A part of the alias.
    public static func alias(_ part: String) -> Self { Self("ip_alias", part) }
    /// Those of one server.
    public static func server(_ server: InternalServerID) -> Self { Self("server_id", String(server.rawValue)) }
    /// Those that no server has: the panel takes anything but digits for that.
    public static var unassigned: Self { Self("server_id", "none") }
}

extension ApplicationFilter where Item == ApplicationServer {
    /// A part of the UUID.
    public static func uuid(_ part: String) -> Self { Self("uuid", part) }
    /// A part of the short id.
    public static func identifier(_ part: String) -> Self { Self("uuidShort", part) }
    /// A part of the name.
    public static func name(_ part: String) -> Self { Self("name", part) }
    /// A part of the description.
    public static func description(_ part: String) -> Self { Self("description", part) }
    /// A part of the container image.
    public static func image(_ part: String) -> Self { Self("image", part) }
    /// A part of the id that another system gave it; `servers.external` finds a whole one.
    public static func externalID(_ part: String) -> Self { Self("external_id", part) }
}

extension ApplicationFilter where Item == User {
    /// A part of the address.
    public static func email(_ part: String) -> Self { Self("email", part) }
    /// A part of the UUID.
    public static func uuid(_ part: String) -> Self { Self("uuid", part) }
    /// A part of the name to log in with.
    public static func username(_ part: String) -> Self { Self("username", part) }
    /// A part of the id that another system gave the user; `users.external` finds a whole one.
    public static func externalID(_ part: String) -> Self { Self("external_id", part) }
}
