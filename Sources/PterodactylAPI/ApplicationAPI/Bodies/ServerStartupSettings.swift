/// What a server runs.
public struct ServerStartupSettings: Sendable, Hashable {
    /// The egg.
    public var egg: EggID
    /// The container image, at most 191 characters.
    public var image: String
    /// The startup command, placeholders not filled in.
    public var startupCommand: String
    /// The values of **all** the egg's variables: what is left out becomes empty.
    ///
    /// None at all leaves them as they are.
    public var environment: [String: String]
    /// Whether installs of this server run no script.
    public var skipsScripts: Bool

    /// Makes settings.
    public init(
        egg: EggID,
        image: String,
        startupCommand: String,
        environment: [String: String] = [:],
        skipsScripts: Bool
    ) {
        self.egg = egg
        self.image = image
        self.startupCommand = startupCommand
        self.environment = environment
        self.skipsScripts = skipsScripts
    }

    /// The settings that a server has, but for its variables (`ApplicationServer.variableValues`), which stay as they are.
    /// - Parameters:
    ///   - server: the server.
    ///   - skipsScripts: to be known, since the panel does not tell it.
    public init(_ server: ApplicationServer, skipsScripts: Bool) {
        self.init(
            egg: server.egg,
            image: server.image,
            startupCommand: server.startupCommand,
            skipsScripts: skipsScripts
        )
    }

    var json: JSONValue {
        [
            "egg": .id(egg),
            "image": .string(image),
            "startup": .string(startupCommand),
            "environment": .object(environment.mapValues { .string($0) }),
            "skip_scripts": .bool(skipsScripts),
        ]
    }
}
