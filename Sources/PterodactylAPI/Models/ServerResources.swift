/// What a server uses now (`stats`): cached by the panel for 20 s per server.
///
/// A figure is nil where the node gave none or one that cannot be (recorded: a disk of -1).
public struct ServerResources: Sendable, Hashable {
    /// What its process does.
    public var state: PowerState
    /// Wings' own flag: also true while a backup is restored or the server is deleted.
    public var isSuspended: Bool
    /// Memory without the page cache; 0 when offline.
    public var memory: ByteCount?
    /// Processor time in percent of **one** core, 0 or more: 100 is one full core.
    public var cpuPercent: Double?
    /// Disk space; refreshed by the node about every 150 s while running, older while offline.
    public var disk: ByteCount?
    /// Bytes received since this container started.
    public var received: ByteCount?
    /// Bytes sent since this container started.
    public var sent: ByteCount?
    /// The time since this container started, in whole milliseconds; zero when offline or not known.
    public var uptime: Duration

    /// Makes one; what is left out is what a plain one has.
    public init(
        state: PowerState,
        isSuspended: Bool = false,
        memory: ByteCount? = ByteCount(0),
        cpuPercent: Double? = 0,
        disk: ByteCount? = ByteCount(0),
        received: ByteCount? = ByteCount(0),
        sent: ByteCount? = ByteCount(0),
        uptime: Duration = .zero
    ) {
        self.state = state
        self.isSuspended = isSuspended
        self.memory = memory
        self.cpuPercent = cpuPercent
        self.disk = disk
        self.received = received
        self.sent = sent
        self.uptime = uptime
    }
}

extension ServerResources: PanelObject {
    init(attributes at: JSONReader) throws(PanelError) {
        self.init(
            state: PowerState(word: try at["current_state"].string()),
            isSuspended: try at["is_suspended"].boolIfAny() ?? false,
            memory: try at["resources"]["memory_bytes"].byteCountIfAny(),
            cpuPercent: try at["resources"]["cpu_absolute"].doubleIfAny().flatMap { $0.isFinite && $0 >= 0 ? $0 : nil },
            disk: try at["resources"]["disk_bytes"].byteCountIfAny(),
            received: try at["resources"]["network_rx_bytes"].byteCountIfAny(),
            sent: try at["resources"]["network_tx_bytes"].byteCountIfAny(),
            uptime: .milliseconds(max(0, try at["resources"]["uptime"].int64IfAny() ?? 0))
        )
    }
}
