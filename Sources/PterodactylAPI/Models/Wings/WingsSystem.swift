/// A node's machine and daemon (`GET /api/system` of Wings), from the short form or from the long one of `?v=2`.
///
/// Neither form tells the host's load, free memory or disk: what a node uses is the sum over its servers.
public struct WingsSystem: Sendable, Hashable {
    /// The daemon's version, such as `1.11.11`; development builds say `develop`.
    public var version: String
    /// The processor's kind, such as `amd64`.
    public var architecture: String
    /// Processor threads.
    public var processorThreads: Int
    /// The kernel's version.
    public var kernelVersion: String
    /// The kind of system, such as `linux`.
    public var systemKind: String
    /// The distribution's name; nil in the short form.
    public var systemName: String?
    /// The host's memory; nil in the short form.
    public var memory: ByteCount?
    /// The Docker engine; nil in the short form.
    public var docker: Docker?

    /// A node's Docker engine.
    public struct Docker: Sendable, Hashable {
        /// The engine's version.
        public var version: String
        /// What the containers do, whoever started them.
        public var containers: Containers
        /// The driver of control groups, such as `systemd`.
        public var cgroupDriver: String
        /// The version of control groups: `1` or `2`.
        public var cgroupVersion: String
        /// The storage driver, such as `overlay2`.
        public var storageDriver: String
        /// The file system under the storage; empty when unknown.
        public var storageFileSystem: String
        /// The version of `runc`.
        public var runcVersion: String
    }

    /// How many containers there are.
    public struct Containers: Sendable, Hashable {
        /// All of them.
        public var total: Int
        /// Those that run.
        public var running: Int
        /// Those that are paused.
        public var paused: Int
        /// Those that are stopped.
        public var stopped: Int
    }

    /// Makes one of the short form.
    public init(
        version: String,
        architecture: String = "amd64",
        processorThreads: Int = 1,
        kernelVersion: String = "",
        systemKind: String = "linux"
    ) {
        self.version = version
        self.architecture = architecture
        self.processorThreads = processorThreads
        self.kernelVersion = kernelVersion
        self.systemKind = systemKind
    }

    /// Reads either form.
    ///
    /// - Throws: `undecodable` with the place of what is not as expected.
    public init(_ json: JSONValue) throws(PanelError) {
        let root = JSONReader(json)
        let system = root["system"]
        guard !system.isNull else {
            self.init(
                version: try root["version"].string(),
                architecture: try root["architecture"].stringIfAny() ?? "",
                processorThreads: try root["cpu_count"].intIfAny() ?? 0,
                kernelVersion: try root["kernel_version"].stringIfAny() ?? "",
                systemKind: try root["os"].stringIfAny() ?? ""
            )
            return
        }
        self.init(
            version: try root["version"].string(),
            architecture: try system["architecture"].stringIfAny() ?? "",
            processorThreads: try system["cpu_threads"].intIfAny() ?? 0,
            kernelVersion: try system["kernel_version"].stringIfAny() ?? "",
            systemKind: try system["os_type"].stringIfAny() ?? ""
        )
        systemName = try system["os"].stringIfAny()
        memory = try system["memory_bytes"].byteCountIfAny()
        if !root["docker"].isNull { docker = try Docker(root["docker"]) }
    }
}

extension WingsSystem.Docker {
    fileprivate init(_ at: JSONReader) throws(PanelError) {
        version = try at["version"].stringIfAny() ?? ""
        containers = WingsSystem.Containers(
            total: try at["containers"]["total"].intIfAny() ?? 0,
            running: try at["containers"]["running"].intIfAny() ?? 0,
            paused: try at["containers"]["paused"].intIfAny() ?? 0,
            stopped: try at["containers"]["stopped"].intIfAny() ?? 0
        )
        cgroupDriver = try at["cgroups"]["driver"].stringIfAny() ?? ""
        cgroupVersion = try at["cgroups"]["version"].stringIfAny() ?? ""
        storageDriver = try at["storage"]["driver"].stringIfAny() ?? ""
        storageFileSystem = try at["storage"]["filesystem"].stringIfAny() ?? ""
        runcVersion = try at["runc"]["version"].stringIfAny() ?? ""
    }
}
