import Foundation
import Telemetry

/// What the kernel tells of this process, under the names that all clients use (`process_…`).
///
/// Read from `/proc/self` at each scrape; what cannot be read has no series.
struct ProcessMetrics: Sendable {
    static let cpu = MetricFamily(
        "process_cpu_seconds_total",
        .counter,
        "Total user and system CPU time spent in seconds."
    )
    static let openFiles = MetricFamily("process_open_fds", .gauge, "Number of open file descriptors.")
    static let maximumFiles = MetricFamily("process_max_fds", .gauge, "Maximum number of open file descriptors.")
    static let virtualMemory = MetricFamily("process_virtual_memory_bytes", .gauge, "Virtual memory size in bytes.")
    static let residentMemory = MetricFamily("process_resident_memory_bytes", .gauge, "Resident memory size in bytes.")
    static let startTime = MetricFamily(
        "process_start_time_seconds",
        .gauge,
        "Start time of the process since unix epoch in seconds."
    )
    static let threads = MetricFamily("process_threads", .gauge, "Number of operating system threads in the process.")
    static let all = [cpu, openFiles, maximumFiles, virtualMemory, residentMemory, startTime, threads]

    private let ticksPerSecond = Double(sysconf(Int32(_SC_CLK_TCK)))
    private let pageSize = Double(sysconf(Int32(_SC_PAGESIZE)))
    private let bootTime = Self.readBootTime()

    func write(into draft: inout SnapshotDraft) {
        if let stat = readStat() {
            draft.set(Self.cpu, (stat.userTicks + stat.systemTicks) / ticksPerSecond)
            draft.set(Self.threads, stat.threads)
            draft.set(Self.virtualMemory, stat.virtualBytes)
            draft.set(Self.residentMemory, stat.residentPages * pageSize)
            draft.set(Self.startTime, bootTime.map { $0 + stat.startTicks / ticksPerSecond })
        }
        draft.set(Self.openFiles, openFileCount())
        draft.set(Self.maximumFiles, Self.maximumFileCount())
    }

    private struct Stat {
        let userTicks, systemTicks, threads, startTicks, virtualBytes, residentPages: Double
    }

    /// Reads `/proc/self/stat` (proc_pid_stat(5)): the fields after the command name, which may hold blanks itself.
    private func readStat() -> Stat? {
        guard let text = try? String(contentsOfFile: "/proc/self/stat", encoding: .utf8),  // no /proc: no series
            let end = text.lastIndex(of: ")")
        else { return nil }
        let fields = text[text.index(after: end)...].split(separator: " ").map { Double($0) ?? 0 }
        guard fields.count > 21 else { return nil }
        return Stat(
            userTicks: fields[11],
            systemTicks: fields[12],
            threads: fields[17],
            startTicks: fields[19],
            virtualBytes: fields[20],
            residentPages: fields[21]
        )
    }

    private static func readBootTime() -> Double? {
        guard let text = try? String(contentsOfFile: "/proc/stat", encoding: .utf8) else { return nil }  // no /proc
        let line = text.split(separator: "\n").first { $0.hasPrefix("btime ") }
        return line.flatMap { Double($0.dropFirst("btime ".count)) }
    }

    private func openFileCount() -> Double? {
        let entries = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")  // no /proc: no series
        return entries.map { Double($0.count) }
    }

    private static func maximumFileCount() -> Double? {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return nil }
        return Double(limit.rlim_cur)
    }
}
