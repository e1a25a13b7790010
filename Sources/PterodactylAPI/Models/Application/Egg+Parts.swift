extension Egg {
    /// How Wings treats a server's process (`config`).
    ///
    /// An egg may inherit all of it from another: then the panel gives `null` for each part (recorded as `{}` for an empty
    /// one), and the effective values only by `EggInclude.config`.
    public struct Configuration: Sendable, Hashable {
        /// Which files Wings changes before a start, and how; null when inherited.
        public var files: JSONValue
        /// The console texts any of which says that the server is up.
        public var doneTexts: [String]
        /// How it is stopped: a command, or a signal such as `^C` or `^SIGTERM`; nil when inherited.
        public var stop: String?
        /// Where its logs are; null when inherited.
        public var logs: JSONValue
        /// The files that its users may not touch.
        public var fileDenylist: [String]
        /// The egg that this is inherited from.
        public var inheritedFrom: EggID?

        /// Makes one; what is left out is what an egg has that inherits everything.
        public init(
            files: JSONValue = .null,
            doneTexts: [String] = [],
            stop: String? = nil,
            logs: JSONValue = .null,
            fileDenylist: [String] = [],
            inheritedFrom: EggID? = nil
        ) {
            self.files = files
            self.doneTexts = doneTexts
            self.stop = stop
            self.logs = logs
            self.fileDenylist = fileDenylist
            self.inheritedFrom = inheritedFrom
        }
    }

    /// How a server is installed (`script`).
    public struct Script: Sendable, Hashable {
        /// Whether the install container runs privileged.
        public var isPrivileged: Bool
        /// The script; nil for none.
        public var install: String?
        /// What runs it, such as `ash`.
        public var entry: String
        /// The image that it runs in.
        public var container: String
        /// The egg that this is inherited from.
        public var inheritedFrom: EggID?

        /// Makes one; what is left out is what a plain one has.
        public init(
            isPrivileged: Bool = true,
            install: String? = nil,
            entry: String = "ash",
            container: String = "",
            inheritedFrom: EggID? = nil
        ) {
            self.isPrivileged = isPrivileged
            self.install = install
            self.entry = entry
            self.container = container
            self.inheritedFrom = inheritedFrom
        }
    }

    /// What an egg may bring along (`EggInclude`).
    public struct Included: Sendable, Hashable, Includable {
        /// Its nest.
        public var nest: Nest?
        /// The servers made from it.
        public var servers: [ApplicationServer]?
        /// The effective configuration of an egg that inherits it; nil for one that has its own.
        public var configuration: Configuration?
        /// The effective script of an egg that inherits it; nil for one that has its own.
        public var script: Script?
        /// Its variables.
        public var variables: [EggVariable]?

        /// Makes one; what is left out was not brought along.
        public init(
            nest: Nest? = nil,
            servers: [ApplicationServer]? = nil,
            configuration: Configuration? = nil,
            script: Script? = nil,
            variables: [EggVariable]? = nil
        ) {
            self.nest = nest
            self.servers = servers
            self.configuration = configuration
            self.script = script
            self.variables = variables
        }

        init() { self.init(nest: nil) }

        init(_ at: JSONReader) throws(PanelError) {
            self.init(
                nest: try at.relationship("nest"),
                servers: try at.relationships("servers"),
                configuration: try at.relationship("config"),
                script: try at.relationship("script"),
                variables: try at.relationships("variables")
            )
        }
    }
}

extension Egg.Configuration: PanelObject {
    init(attributes at: JSONReader) throws(PanelError) {
        let done = at["startup"]["done"]
        self.init(
            files: at["files"].value,
            doneTexts: done.value.string.map { [$0] } ?? (done.value.array ?? []).compactMap(\.string),
            stop: try at["stop"].stringIfAny(),
            logs: at["logs"].value,
            fileDenylist: (at["file_denylist"].value.array ?? []).compactMap(\.string),
            inheritedFrom: try at["extends"].intIfAny().map { EggID($0) }
        )
    }
}

extension Egg.Script: PanelObject {
    init(attributes at: JSONReader) throws(PanelError) {
        self.init(
            isPrivileged: try at["privileged"].boolIfAny() ?? false,
            install: try at["install"].stringIfAny(),
            entry: try at["entry"].stringIfAny() ?? "",
            container: try at["container"].stringIfAny() ?? "",
            inheritedFrom: try at["extends"].intIfAny().map { EggID($0) }
        )
    }
}
