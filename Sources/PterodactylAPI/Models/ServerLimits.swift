/// What a server may use of its node (`limits`).
public struct ServerLimits: Sendable, Hashable {
    /// Memory, as the panel shows it; the container gets more (see `MebiByteLimit`).
    public var memory: MebiByteLimit
    /// Swap space.
    public var swap: SwapLimit
    /// Disk space; more than that while running makes Wings stop the server.
    public var disk: MebiByteLimit
    /// Processor time.
    public var cpu: PercentLimit
    /// Weight of block IO, 10 to 1000.
    public var ioWeight: Int
    /// The processor threads it is pinned to, such as `0-1,3`.
    public var threads: String?
    /// Whether the kernel does not kill it when memory runs out.
    public var isOutOfMemoryKillerDisabled: Bool

    /// Makes one; what is left out is what a plain one has.
    public init(
        memory: MebiByteLimit = .unlimited,
        swap: SwapLimit = .mebibytes(0),
        disk: MebiByteLimit = .unlimited,
        cpu: PercentLimit = .unlimited,
        ioWeight: Int = 500,
        threads: String? = nil,
        isOutOfMemoryKillerDisabled: Bool = true
    ) {
        self.memory = memory
        self.swap = swap
        self.disk = disk
        self.cpu = cpu
        self.ioWeight = ioWeight
        self.threads = threads
        self.isOutOfMemoryKillerDisabled = isOutOfMemoryKillerDisabled
    }
}

extension ServerLimits {
    init(_ at: JSONReader) throws(PanelError) {
        self.init(
            memory: MebiByteLimit(panel: try at["memory"].int64IfAny() ?? 0),
            swap: SwapLimit(panel: try at["swap"].int64IfAny() ?? 0),
            disk: MebiByteLimit(panel: try at["disk"].int64IfAny() ?? 0),
            cpu: PercentLimit(panel: try at["cpu"].int64IfAny() ?? 0),
            ioWeight: try at["io"].intIfAny() ?? 500,
            threads: try at["threads"].stringIfAny(),
            isOutOfMemoryKillerDisabled: try at["oom_disabled"].boolIfAny() ?? true
        )
    }
}
