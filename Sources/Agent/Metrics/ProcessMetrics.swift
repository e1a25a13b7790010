import Foundation
import Telemetry

/// What the kernel tells of this process, under the names that all clients use (`process_…`).
///
/// Read from `/proc/self`; what cannot be read has no series.
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

    /// What was read at one moment.
    struct Status: Sendable {
        var cpuSeconds, threads, virtualBytes, residentBytes, startTime, openFiles, maximumFiles: Double?

        func write(into draft: inout SnapshotDraft) {
            draft.set(ProcessMetrics.cpu, cpuSeconds)
            draft.set(ProcessMetrics.threads, threads)
            draft.set(ProcessMetrics.virtualMemory, virtualBytes)
            draft.set(ProcessMetrics.residentMemory, residentBytes)
            draft.set(ProcessMetrics.startTime, startTime)
            draft.set(ProcessMetrics.openFiles, openFiles)
            draft.set(ProcessMetrics.maximumFiles, maximumFiles)
        }
    }

    /// Reads everything.
    func status() -> Status {
        var status = Status(openFiles: openFileCount(), maximumFiles: Self.maximumFileCount())
        guard let stat = readStat() else { return status }
        status.cpuSeconds = (stat.userTicks + stat.systemTicks) / ticksPerSecond
        status.threads = stat.threads
        status.virtualBytes = stat.virtualBytes
        status.residentBytes = stat.residentPages * pageSize
        status.startTime = bootTime.map { $0 + stat.startTicks / ticksPerSecond }
        return status
    }

    private struct Stat {
        let userTicks, systemTicks, threads, startTicks, virtualBytes, residentPages: Double
    }

    /// Reads `/proc/self/stat` (proc_pid_stat(5)): the fields after the command name, which may hold blanks itself.
    private func readStat() -> Stat? {
        guard let text = Self.text(of: "/proc/self/stat"), let end = text.lastIndex(of: ")") else { return nil }
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

    // Read by the system's own calls, which cost least.

    private func openFileCount() -> Double? {
        guard let folder = opendir("/proc/self/fd") else { return nil }
        defer { closedir(folder) }
        var count = 0
        while let entry = readdir(folder) {
            if entry.pointee.d_name.0 != CChar(bitPattern: UInt8(ascii: ".")) { count += 1 }
        }
        return Double(count)
    }

    /// The first bytes of a short file; nil when it cannot be read.
    private static func text(of path: String) -> String? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        let bytes = [UInt8](unsafeUninitializedCapacity: 4_096) { buffer, count in
            count = max(0, read(file, buffer.baseAddress, buffer.count))
        }
        return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
    }

    private static func maximumFileCount() -> Double? {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return nil }
        return Double(limit.rlim_cur)
    }
}
