/// A server to be made.
///
/// The panel takes the nest from the egg. Each variable of the egg is checked by the egg's rules; those that `environment`
/// leaves out count as empty, and unknown ones are passed over.
public struct NewServer: Sendable, Hashable {
    /// The name, 1 to 191 characters.
    public var name: String
    /// The owner.
    public var user: UserID
    /// The egg.
    public var egg: EggID
    /// The container image, such as `Egg.dockerImage`.
    public var image: String
    /// The startup command with its placeholders, such as `Egg.startupCommand`.
    public var startupCommand: String
    /// The values of the egg's variables.
    public var environment: [String: String]
    /// What it may use.
    public var limits: ServerLimits
    /// How many databases, further allocations and backups it may have.
    public var featureLimits: FeatureLimits
    /// Where it is put.
    public var placement: Placement
    /// An id that another system gives it, 1 to 191 characters, unlike that of any other.
    public var externalID: String?
    /// The description.
    public var description: String?
    /// Whether it is started once it is installed.
    public var startsWhenInstalled: Bool
    /// Whether the egg's install script is not run, now and at later installs.
    public var skipsScripts: Bool

    /// Where a server is put.
    public enum Placement: Sendable, Hashable {
        /// On the node of these allocations, none of which may be another server's; the first is the primary one.
        case allocation(AllocationID, additional: [AllocationID] = [])
        /// Where the panel finds room, on one of the public nodes.
        ///
        /// In one of these locations (empty for any), on an IP address of its own if asked for, and on one of these ports
        /// (empty for any).
        case automatic(locations: [LocationID] = [], onDedicatedIP: Bool = false, ports: [AllocationPorts] = [])
    }

    /// Makes one; what is left out is what the panel does when it is not told.
    public init(
        name: String,
        user: UserID,
        egg: EggID,
        image: String,
        startupCommand: String,
        environment: [String: String],
        limits: ServerLimits,
        featureLimits: FeatureLimits,
        placement: Placement,
        externalID: String? = nil,
        description: String? = nil,
        startsWhenInstalled: Bool = false,
        skipsScripts: Bool = false
    ) {
        self.name = name
        self.user = user
        self.egg = egg
        self.image = image
        self.startupCommand = startupCommand
        self.environment = environment
        self.limits = limits
        self.featureLimits = featureLimits
        self.placement = placement
        self.externalID = externalID
        self.description = description
        self.startsWhenInstalled = startsWhenInstalled
        self.skipsScripts = skipsScripts
    }

    var json: JSONValue {
        var members: [String: JSONValue] = [
            "name": .string(name),
            "user": .id(user),
            "egg": .id(egg),
            "docker_image": .string(image),
            "startup": .string(startupCommand),
            "environment": .object(environment.mapValues { .string($0) }),
            "limits": limits.json,
            "feature_limits": featureLimits.json,
            "oom_disabled": .bool(limits.isOutOfMemoryKillerDisabled),
            "external_id": .orNull(externalID),
            "description": .orNull(description),
            "start_on_completion": .bool(startsWhenInstalled),
            "skip_scripts": .bool(skipsScripts),
        ]
        switch placement {
        case .allocation(let primary, let additional):
            let others: JSONValue = additional.isEmpty ? .null : .ids(additional)
            members["allocation"] = ["default": .id(primary), "additional": others]
        case .automatic(let locations, let isDedicated, let ports):
            members["deploy"] = [
                "locations": .ids(locations), "dedicated_ip": .bool(isDedicated),
                "port_range": .texts(ports.map(\.text)),
            ]
        }
        return .object(members)
    }
}
