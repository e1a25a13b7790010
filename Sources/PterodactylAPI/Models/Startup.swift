/// How a server is started: its variables, its command, the images that it may run in.
public struct Startup: Sendable, Hashable {
    /// The variables, hidden ones left out.
    public var variables: [StartupVariable]
    /// The command.
    public var command: StartupCommand
    /// The images of the egg: name for people to image.
    public var dockerImages: [String: String]

    /// Makes one.
    public init(variables: [StartupVariable], command: StartupCommand, dockerImages: [String: String] = [:]) {
        self.variables = variables
        self.command = command
        self.dockerImages = dockerImages
    }

    /// The variable of that name in the environment.
    public subscript(_ environmentName: String) -> StartupVariable? {
        variables.first { $0.environmentName == environmentName }
    }
}

/// A startup command, with and without the variables' values.
public struct StartupCommand: Sendable, Hashable {
    /// With the values filled in.
    public var filled: String
    /// With placeholders such as `{{SERVER_MEMORY}}`.
    public var raw: String

    /// Makes a command.
    public init(filled: String, raw: String) {
        self.filled = filled
        self.raw = raw
    }
}

/// A variable that was just changed, and the command that came of it.
public struct StartupChange: Sendable, Hashable {
    /// The variable with its new value.
    public var variable: StartupVariable
    /// The command from now on.
    public var command: StartupCommand

    /// Makes a change.
    public init(variable: StartupVariable, command: StartupCommand) {
        self.variable = variable
        self.command = command
    }
}

extension StartupCommand {
    init(meta at: JSONReader) throws(PanelError) {
        let filled = try at["startup_command"].stringIfAny() ?? ""
        self.init(filled: filled, raw: try at["raw_startup_command"].stringIfAny() ?? filled)
    }
}

extension Startup {
    init(_ document: JSONReader) throws(PanelError) {
        self.init(
            variables: try document.list(),
            command: try StartupCommand(meta: document["meta"]),
            dockerImages: (document["meta"]["docker_images"].value.object ?? [:]).compactMapValues(\.string)
        )
    }
}

extension StartupChange {
    init(_ document: JSONReader) throws(PanelError) {
        self.init(variable: try document.item(), command: try StartupCommand(meta: document["meta"]))
    }
}
