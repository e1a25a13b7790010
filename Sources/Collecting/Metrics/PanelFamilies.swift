public import Telemetry

/// The families about servers, backups, nodes and the panel: `pterodactyl_…`.
public enum PanelFamilies {
    // MARK: Servers
    static let serverInfo = gauge("server_info", "What a server is; join by panel and server. Always 1.")
    static let serverUp = gauge("server_up", "Whether the server is running; no series while its state is not known.")
    static let serverState = gauge("server_state", "The server's power state: exactly one state is 1.")
    static let serverStatus = gauge("server_status", "What the panel does with the server: exactly one status is 1.")
    static let serverDesiredUp = gauge(
        "server_desired_up",
        "Whether somebody wants the server up; no series while that is not decided."
    )
    static let cpuUsage = gauge("server_cpu_usage_cores", "CPU in use, in cores.")
    static let cpuLimit = gauge("server_cpu_limit_cores", "CPU limit, in cores; no series when unlimited.")
    static let memoryUsage = gauge("server_memory_usage_bytes", "Memory in use, without page cache.")
    static let memoryLimit = gauge("server_memory_limit_bytes", "Memory limit of the panel; no series when unlimited.")
    static let swapLimit = gauge("server_swap_limit_bytes", "Swap limit; no series when unlimited.")
    static let diskUsage = gauge("server_disk_usage_bytes", "Disk in use; Wings measures it about every 150 s.")
    static let diskLimit = gauge("server_disk_limit_bytes", "Disk limit; no series when unlimited.")
    static let networkReceive = counter(
        "server_network_receive_bytes_total",
        "Bytes received since the container started."
    )
    static let networkTransmit = counter(
        "server_network_transmit_bytes_total",
        "Bytes sent since the container started."
    )
    static let startTime = gauge("server_start_time_seconds", "Unix time at which the container started.")
    static let uptime = gauge("server_uptime_seconds", "Time since the container started; 0 when offline.")
    static let starts = counter("server_starts_total", "Observed starts by cause.")
    static let crashes = counter("server_crashes_total", "Observed crashes by kind, those that Wings handled included.")
    static let lastObserved = gauge(
        "server_last_observed_timestamp_seconds",
        "Unix time at which the state was last really seen, by source."
    )
    static let featureLimit = gauge("server_feature_limit", "How many of a feature the server may have.")
    static let featureUsed = gauge("server_feature_used", "How many of a feature the server has.")

    // MARK: Backups
    static let backups = gauge("server_backups", "Backups by status.")
    static let backupsLocked = gauge("server_backups_locked", "Backups that are locked against deletion.")
    static let backupLastSuccess = gauge(
        "server_backup_last_success_timestamp_seconds",
        "Unix time at which the newest successful backup was completed."
    )
    static let backupLastAttempt = gauge(
        "server_backup_last_attempt_timestamp_seconds",
        "Unix time at which the newest backup was begun."
    )
    static let backupLastSize = gauge("server_backup_last_success_size_bytes", "Size of the newest successful backup.")
    static let backupLastDuration = gauge(
        "server_backup_last_success_duration_seconds",
        "How long the newest successful backup took."
    )
    static let backupsSize = gauge("server_backups_size_bytes", "Size of all successful backups together.")

    // MARK: Nodes
    static let nodeInfo = gauge("node_info", "What a node is. Always 1.")
    static let nodeUp = gauge("node_up", "Whether the node can be reached, by source.")
    static let nodeMaintenance = gauge("node_maintenance", "Whether the node is in maintenance.")
    static let nodeMemory = gauge("node_memory_bytes", "Memory of the node that servers may use.")
    static let nodeMemoryAllocatable = gauge("node_memory_allocatable_bytes", "Memory with over-allocation.")
    static let nodeMemoryAllocated = gauge("node_memory_allocated_bytes", "Sum of the servers' memory limits.")
    static let nodeMemoryUsage = gauge("node_memory_usage_bytes", "Sum of the servers' memory in use.")
    static let nodeDisk = gauge("node_disk_bytes", "Disk of the node that servers may use.")
    static let nodeDiskAllocatable = gauge("node_disk_allocatable_bytes", "Disk with over-allocation.")
    static let nodeDiskAllocated = gauge("node_disk_allocated_bytes", "Sum of the servers' disk limits.")
    static let nodeDiskUsage = gauge("node_disk_usage_bytes", "Sum of the servers' disk in use.")
    static let nodeAllocations = gauge("node_allocations", "Addresses and ports, by whether a server has them.")
    static let nodeThreads = gauge("node_cpu_threads", "Processor threads of the node.")
    static let nodeCPUUsage = gauge("node_cpu_usage_cores", "Sum of the servers' CPU in use.")
    static let nodeServers = gauge("node_servers", "Servers by power state.")
    static let nodeServersUnlimited = gauge("node_servers_unlimited", "Servers without a limit, by resource.")

    // MARK: Panel
    static let panelUp = gauge("panel_up", "Whether the panel answers.")
    static let rateLimit = gauge("panel_ratelimit_limit", "Requests a minute that the panel allows, as last answered.")
    static let rateRemaining = gauge("panel_ratelimit_remaining", "Requests left in the window, as last answered.")

    /// Every family of this group, for the documentation.
    public static let all: [MetricFamily] = [
        serverInfo, serverUp, serverState, serverStatus, serverDesiredUp, cpuUsage, cpuLimit, memoryUsage, memoryLimit,
        swapLimit, diskUsage, diskLimit, networkReceive, networkTransmit, startTime, uptime, starts, crashes,
        lastObserved, featureLimit, featureUsed, backups, backupsLocked, backupLastSuccess, backupLastAttempt,
        backupLastSize, backupLastDuration, backupsSize, nodeInfo, nodeUp, nodeMaintenance, nodeMemory,
        nodeMemoryAllocatable, nodeMemoryAllocated, nodeMemoryUsage, nodeDisk, nodeDiskAllocatable, nodeDiskAllocated,
        nodeDiskUsage, nodeAllocations, nodeThreads, nodeCPUUsage, nodeServers, nodeServersUnlimited, panelUp,
        rateLimit,
        rateRemaining,
    ]

    private static func gauge(_ name: String, _ help: String) -> MetricFamily {
        MetricFamily("pterodactyl_" + name, .gauge, help)
    }

    private static func counter(_ name: String, _ help: String) -> MetricFamily {
        MetricFamily("pterodactyl_" + name, .counter, help)
    }
}
