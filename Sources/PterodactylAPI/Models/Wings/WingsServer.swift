/// A server as its node sees it (`GET /api/servers` of Wings): the live state, and the configuration it runs with.
///
/// The environment is left out on purpose: it holds users' passwords and tokens. Whether a server is being installed,
/// transferred or restored is not told.
public struct WingsServer: Sendable, Hashable {
    /// The UUID.
    public var uuid: ServerUUID
    /// The name.
    public var name: String
    /// The description.
    public var description: String
    /// What its process does.
    public var state: PowerState
    /// Wings' own flag: also true while a backup is restored or the server is deleted.
    public var isSuspended: Bool
    /// What it uses; its `state` is the last published one, which may lag by milliseconds.
    public var stats: WingsStats
    /// Whether the panel had it suspended at the last synchronisation.
    public var isSuspendedByPanel: Bool
    /// Whether Wings restarts it after a crash.
    public var isCrashDetectionEnabled: Bool
    /// What it may use, as the node applies it.
    public var limits: ServerLimits
    /// The address that it listens on first; nil when it has none.
    public var address: Address?
    /// The container's image.
    public var image: String
    /// The egg's UUID.
    public var eggUUID: String
    /// The start-up command with its placeholders.
    public var invocation: String

    /// An IP address and a port of the node.
    public struct Address: Sendable, Hashable {
        /// The IP address.
        public var ip: String
        /// The port.
        public var port: Int

        /// Makes an address.
        public init(ip: String, port: Int) {
            self.ip = ip
            self.port = port
        }
    }

    /// Makes one; what is left out is what a plain one has.
    public init(
        uuid: ServerUUID,
        name: String,
        description: String = "",
        isSuspended: Bool = false,
        stats: WingsStats,
        state: PowerState? = nil,
        isSuspendedByPanel: Bool = false,
        isCrashDetectionEnabled: Bool = true,
        limits: ServerLimits = ServerLimits(),
        address: Address? = nil,
        image: String = "",
        eggUUID: String = "",
        invocation: String = ""
    ) {
        self.uuid = uuid
        self.name = name
        self.description = description
        self.state = state ?? stats.state
        self.isSuspended = isSuspended
        self.stats = stats
        self.isSuspendedByPanel = isSuspendedByPanel
        self.isCrashDetectionEnabled = isCrashDetectionEnabled
        self.limits = limits
        self.address = address
        self.image = image
        self.eggUUID = eggUUID
        self.invocation = invocation
    }

    /// Reads one server object of Wings.
    ///
    /// - Throws: `undecodable` with the place of what is not as expected.
    public init(_ json: JSONValue) throws(PanelError) { try self.init(JSONReader(json)) }

    /// Reads the bare array that Wings gives for all servers of its node, in its order.
    ///
    /// - Throws: `undecodable` with the place of what is not as expected.
    public static func list(_ json: JSONValue) throws(PanelError) -> [WingsServer] {
        let root = JSONReader(json)
        guard json.array != nil else { throw root.mismatch("an array") }
        var servers: [WingsServer] = []
        for element in try root.elements() { servers.append(try WingsServer(element)) }
        return servers
    }

    init(_ at: JSONReader) throws(PanelError) {
        let configuration = at["configuration"]
        let standard = configuration["allocations"]["default"]
        let port = try standard["port"].intIfAny() ?? 0
        self.init(
            uuid: ServerUUID(try configuration["uuid"].string()),
            name: try configuration["meta"]["name"].stringIfAny() ?? "",
            description: try configuration["meta"]["description"].stringIfAny() ?? "",
            isSuspended: try at["is_suspended"].boolIfAny() ?? false,
            stats: try WingsStats(at["utilization"]),
            state: PowerState(word: try at["state"].string()),
            isSuspendedByPanel: try configuration["suspended"].boolIfAny() ?? false,
            isCrashDetectionEnabled: try configuration["crash_detection_enabled"].boolIfAny() ?? true,
            limits: try ServerLimits(wings: configuration["build"]),
            address: port > 0 ? Address(ip: try standard["ip"].stringIfAny() ?? "", port: port) : nil,
            image: try configuration["container"]["image"].stringIfAny() ?? "",
            eggUUID: try configuration["egg"]["id"].stringIfAny() ?? "",
            invocation: try configuration["invocation"].stringIfAny() ?? ""
        )
    }
}

extension ServerLimits {
    /// Reads `build`, which says the same as the panel's `limits` in other words; no pinned threads are an empty text.
    fileprivate init(wings at: JSONReader) throws(PanelError) {
        let threads = try at["threads"].stringIfAny() ?? ""
        self.init(
            memory: MebiByteLimit(panel: try at["memory_limit"].int64IfAny() ?? 0),
            swap: SwapLimit(panel: try at["swap"].int64IfAny() ?? 0),
            disk: MebiByteLimit(panel: try at["disk_space"].int64IfAny() ?? 0),
            cpu: PercentLimit(panel: try at["cpu_limit"].int64IfAny() ?? 0),
            ioWeight: try at["io_weight"].intIfAny() ?? 500,
            threads: threads.isEmpty ? nil : threads,
            isOutOfMemoryKillerDisabled: try at["oom_disabled"].boolIfAny() ?? false
        )
    }
}
