extension ApplicationServer {
    /// What a server may bring along (`ApplicationServerInclude`).
    public struct Included: Sendable, Hashable, Includable {
        /// Its allocations.
        public var allocations: [ApplicationAllocation]?
        /// Its owner.
        public var user: User?
        /// Whom its owner let in.
        public var subusers: [ApplicationSubuser]?
        /// The nest of its egg.
        public var nest: Nest?
        /// Its egg.
        public var egg: Egg?
        /// Its variables with their values.
        public var variables: [EggVariable]?
        /// Where its node stands.
        public var location: Location?
        /// Its node.
        public var node: Node?
        /// Its databases.
        public var databases: [ApplicationDatabase]?

        /// Makes one; what is left out was not brought along.
        public init(
            allocations: [ApplicationAllocation]? = nil,
            user: User? = nil,
            subusers: [ApplicationSubuser]? = nil,
            nest: Nest? = nil,
            egg: Egg? = nil,
            variables: [EggVariable]? = nil,
            location: Location? = nil,
            node: Node? = nil,
            databases: [ApplicationDatabase]? = nil
        ) {
            self.allocations = allocations
            self.user = user
            self.subusers = subusers
            self.nest = nest
            self.egg = egg
            self.variables = variables
            self.location = location
            self.node = node
            self.databases = databases
        }

        init() { self.init(allocations: nil) }

        init(_ at: JSONReader) throws(PanelError) {
            self.init(
                allocations: try at.relationships("allocations"),
                user: try at.relationship("user"),
                subusers: try at.relationships("subusers"),
                nest: try at.relationship("nest"),
                egg: try at.relationship("egg"),
                variables: try at.relationships("variables"),
                location: try at.relationship("location"),
                node: try at.relationship("node"),
                databases: try at.relationships("databases")
            )
        }
    }

    /// The values of the egg's variables as texts, without what the panel adds to the environment itself.
    ///
    /// That is what `startup` takes back whole (`ServerStartup.environment`).
    public var variableValues: [String: String] {
        let own: Set = ["STARTUP", "P_SERVER_LOCATION", "P_SERVER_UUID", "P_SERVER_ALLOCATION_LIMIT"]
        return environment.filter { !own.contains($0.key) }.mapValues { value in
            switch value {
            case .string(let text): text
            case .integer(let number): String(number)
            case .number(let number): String(number)
            case .bool(let truth): truth ? "1" : "0"
            case .null, .array, .object: ""
            }
        }
    }
}
