public import Telemetry

/// The families of LOENS2/pterodactyl_exporter 1.0.7, all gauges with the labels `server_name` and `id`.
///
/// Names and units are that exporter's, whatever the conventions of Prometheus say: dashboards and rules were written for them.
public enum ExporterFamilies {
    static let memory = gauge("memory_mebibyte", "Memory in use, in MiB.")
    static let cpu = gauge("cpu_absolute", "CPU in use, in percent of one core.")
    static let disk = gauge("disk_mebibyte", "Disk in use, in MiB.")
    static let received = gauge("network_rx_mebibyte", "MiB received since the container started.")
    static let sent = gauge("network_tx_mebibyte", "MiB sent since the container started.")
    static let uptime = gauge(
        "uptime_milliseconds",
        "Time since the container started, in milliseconds; 0 when offline."
    )
    static let memoryLimit = gauge("max_memory_mebibyte", "Memory limit in MiB; 0 is unlimited.")
    static let swapLimit = gauge("max_swap_mebibyte", "Swap limit in MiB; 0 is none, -1 unlimited.")
    static let diskLimit = gauge("max_disk_mebibyte", "Disk limit in MiB; 0 is unlimited.")
    static let ioWeight = gauge("io", "Weight of block IO.")
    static let cpuLimit = gauge("max_cpu_absolute", "CPU limit in percent of one core; 0 is unlimited.")
    static let lastBackup = gauge(
        "most_recent_backup_time",
        "Unix time at which the newest successful backup was completed; 0 when there is none."
    )

    /// Every family of that exporter.
    public static let all: [MetricFamily] = [
        memory, cpu, disk, received, sent, uptime, memoryLimit, swapLimit, diskLimit, ioWeight, cpuLimit, lastBackup,
    ]

    private static func gauge(_ name: String, _ help: String) -> MetricFamily {
        MetricFamily("pterodactyl_server_" + name, .gauge, help)
    }
}
