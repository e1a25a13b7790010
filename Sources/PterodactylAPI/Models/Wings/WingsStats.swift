/// What a server uses now, as its node says: `utilization` in the node's list, `stats` on the WebSocket.
///
/// A figure is nil where the node gave none or one that cannot be. All are 0 when offline, but for the limit and the disk,
/// which keep their last values.
public struct WingsStats: Sendable, Hashable {
    /// What its process does; on the WebSocket, the state to resynchronise with.
    public var state: PowerState
    /// Memory without the page cache.
    public var memory: ByteCount?
    /// The container's limit with Wings' overhead, the host's memory when unlimited; 0 before the first start.
    public var memoryLimit: ByteCount?
    /// Processor time in percent of **one** core, 0 or more: 100 is one full core.
    public var cpuPercent: Double?
    /// Disk space; refreshed about every 150 s while running.
    public var disk: ByteCount?
    /// Bytes received since this container started.
    public var received: ByteCount?
    /// Bytes sent since this container started.
    public var sent: ByteCount?
    /// The time since this container started, in whole milliseconds; running with zero means not known yet, as for up to a
    /// second after Wings itself was restarted (recorded).
    public var uptime: Duration

    /// Makes one; what is left out is what a server has that does not run.
    public init(
        state: PowerState,
        memory: ByteCount? = ByteCount(0),
        memoryLimit: ByteCount? = ByteCount(0),
        cpuPercent: Double? = 0,
        disk: ByteCount? = ByteCount(0),
        received: ByteCount? = ByteCount(0),
        sent: ByteCount? = ByteCount(0),
        uptime: Duration = .zero
    ) {
        self.state = state
        self.memory = memory
        self.memoryLimit = memoryLimit
        self.cpuPercent = cpuPercent
        self.disk = disk
        self.received = received
        self.sent = sent
        self.uptime = uptime
    }

    /// Reads the JSON object that Wings sends.
    ///
    /// - Throws: `undecodable` with the place of what is not as expected.
    public init(_ json: JSONValue) throws(PanelError) { try self.init(JSONReader(json)) }

    init(_ at: JSONReader) throws(PanelError) {
        self.init(
            state: PowerState(word: try at["state"].string()),
            memory: try at["memory_bytes"].byteCountIfAny(),
            memoryLimit: try at["memory_limit_bytes"].byteCountIfAny(),
            cpuPercent: try at["cpu_absolute"].doubleIfAny().flatMap { $0.isFinite && $0 >= 0 ? $0 : nil },
            disk: try at["disk_bytes"].byteCountIfAny(),
            received: try at["network"]["rx_bytes"].byteCountIfAny(),
            sent: try at["network"]["tx_bytes"].byteCountIfAny(),
            uptime: .milliseconds(max(0, try at["uptime"].int64IfAny() ?? 0))
        )
    }
}
