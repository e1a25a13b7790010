/// What can be set of a location.
public struct LocationSettings: Sendable, Hashable {
    /// The short name, 1 to 60 characters, unlike that of any other.
    public var short: String
    /// The name in words, 1 to 191 characters; nil for none.
    public var long: String?

    /// Makes settings.
    public init(short: String, long: String? = nil) {
        self.short = short
        self.long = long
    }

    /// The settings that a location has.
    public init(_ location: Location) { self.init(short: location.short, long: location.long) }

    var json: JSONValue { ["short": .string(short), "long": .orNull(long)] }
}
