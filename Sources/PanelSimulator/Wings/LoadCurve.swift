import Telemetry

/// What a game server uses: players come and go by hour and weekday, and the rest follows them.
///
/// Every value is a pure function of the seed, the server and the time, so that polling changes nothing.
struct LoadCurve: Sendable {
    /// What a server uses at one moment.
    struct Usage: Sendable, Equatable {
        var memoryBytes: Int64 = 0
        var cpuPercent: Double = 0
        var diskBytes: Int64 = 0
        var networkReceivedBytes: Int64 = 0
        var networkSentBytes: Int64 = 0
        var uptimeMilliseconds: Int64 = 0
    }

    /// Disk that a control filled; Wings sees its coming and going only at its next measure.
    struct ExtraDisk: Sendable {
        let bytes: Int64
        let since: Timestamp
        var until: Timestamp?

        /// Whether a measure at a time sees it.
        func isSeen(atMilliseconds measured: Int64) -> Bool {
            since.millisecondsSince1970 <= measured && until.map { measured < $0.millisecondsSince1970 } ?? true
        }
    }

    /// How often Wings looks at the disk while a server runs.
    static let diskCheckInterval: Duration = .seconds(150)

    let noise: Noise
    /// Players at the best hour of a weekday.
    let peakPlayers: Double
    /// The hour, UTC, at which most play.
    let peakHour: Double
    /// CPU without players, percent of one core.
    let idleCPU: Double
    /// CPU that a player adds.
    let cpuPerPlayer: Double
    /// The share of its memory that a fresh process takes.
    let freshMemory: Double
    let receivedPerSecond: Double
    let sentPerSecond: Double
    /// The share of its disk that was used at the simulation's start.
    let usedDisk: Double
    /// What the disk grows by in a day; it is pruned when it has grown a tenth of the limit.
    let diskBytesPerDay: Double
    /// The simulation's start.
    let epoch: Timestamp
    /// The disk check's interval, scaled.
    let diskInterval: Duration
    /// More disk than the curve has, put there by a control.
    var extraDisk: ExtraDisk?
    /// A share of the memory limit set by a control.
    var forcedMemory: Double?
    /// A share of the CPU limit set by a control.
    var forcedCPU: Double?

    /// Makes the curve of a server.
    init(seed: UInt64, epoch: Timestamp, diskInterval: Duration) {
        var random = SplitMix64(seed: seed)
        noise = Noise(seed: random.next())
        peakPlayers = 3 + 37 * random.unit() * random.unit()
        peakHour = 18 + 2 * random.unit()
        idleCPU = 2 + 8 * random.unit()
        cpuPerPlayer = 1.5 + 2 * random.unit()
        freshMemory = 0.28 + 0.1 * random.unit()
        receivedPerSecond = peakPlayers * (600 + 500 * random.unit())
        sentPerSecond = peakPlayers * (3_000 + 3_000 * random.unit())
        usedDisk = 0.15 + 0.45 * random.unit()
        diskBytesPerDay = 20e6 + 180e6 * random.unit()
        self.epoch = epoch
        self.diskInterval = diskInterval
    }

    /// Players at a time: most in the evening, a third more at weekends, hardly anybody at five in the morning.
    func players(at now: Timestamp) -> Double {
        let seconds = now.secondsSince1970
        let hour = (seconds / 3_600).truncatingRemainder(dividingBy: 24)
        let days = (seconds / 86_400).rounded(.down)
        let weekday = (days + 4).truncatingRemainder(dividingBy: 7)
        let weekend = weekday == 0 || weekday == 6 ? 1.35 : 1
        let distance = min(abs(hour - peakHour), 24 - abs(hour - peakHour)) / 12
        let daily = 0.06 + 0.94 * (1 - distance) * (1 - distance)
        let chance = 0.7 + 0.6 * noise.smooth(seconds, period: 900)
        return (peakPlayers * weekend * daily * chance).rounded()
    }

    /// CPU: the idle part and the players', with a restless last tenth; a boot takes a core and more.
    func cpuPercent(at now: Timestamp, isBooting: Bool, limits: SimulatedServer.Limits) -> Double {
        let limit = limits.cpuPercent == 0 ? 400 : Double(limits.cpuPercent)
        let shake = 0.85 + 0.3 * noise.smooth(now.secondsSince1970 + 7, period: 13)
        let wanted =
            if let forcedCPU { limit * forcedCPU } else if isBooting { 140 * shake } else {
                min((idleCPU + cpuPerPlayer * players(at: now)) * shake, 0.82 * limit)
            }
        return (min(wanted, limit * 1.02) * 1_000).rounded() / 1_000
    }

    /// Memory: grows towards four fifths of the limit over some hours; garbage collection makes it a saw.
    func memoryBytes(at now: Timestamp, uptime: Duration, limits: SimulatedServer.Limits) -> Int64 {
        let limit = Double(limits.memoryMiB == 0 ? 4_096 : limits.memoryMiB) * 1_048_576
        if let forcedMemory { return Int64(limit * forcedMemory) }
        let hours = uptime.inSeconds / 3_600
        let grown = freshMemory + (0.7 - freshMemory) * (1 - 1 / (1 + hours / 6))
        let period = 240 + 240 * noise.cell(1)
        let saw = (uptime.inSeconds / period).truncatingRemainder(dividingBy: 1)
        let warm = min(1, uptime.inSeconds / 30)
        return Int64(limit * (grown + 0.09 * saw) * (0.15 + 0.85 * warm))
    }

    /// Bytes since the container started: the integral of a daily wave, so that it never goes back.
    func networkBytes(from start: Timestamp, to now: Timestamp, bytesPerSecond: Double) -> Int64 {
        let omega = 2 * Double.pi / 86_400
        let shift = peakHour * 3_600
        func integral(_ seconds: Double) -> Double {
            seconds * 0.5 + 0.45 / omega * Self.sine(omega * (seconds - shift) + .pi / 2)
        }
        let from = start.secondsSince1970
        return Int64(max(0, bytesPerSecond * (integral(now.secondsSince1970) - integral(from))))
    }

    /// The disk as Wings last measured it.
    func diskBytes(at now: Timestamp, limits: SimulatedServer.Limits) -> Int64 {
        let step = max(1, diskInterval.wholeMilliseconds)
        let phase = Int64(noise.cell(2) * Double(step))
        let measured = (now.millisecondsSince1970 - phase).flooredQuotient(by: step) * step + phase
        let size = Double(limits.diskMiB == 0 ? 20_480 : limits.diskMiB) * 1_048_576
        let days = Double(measured - epoch.millisecondsSince1970) / 86_400_000
        let growth = (diskBytesPerDay * days).truncatingRemainder(dividingBy: size / 10)
        let extra = extraDisk.map { $0.isSeen(atMilliseconds: measured) ? $0.bytes : 0 } ?? 0
        return Int64(size * usedDisk + growth) + extra
    }

    /// When Wings looks at the disk next.
    func nextDiskCheck(after now: Timestamp) -> Timestamp {
        let step = max(1, diskInterval.wholeMilliseconds)
        let phase = Int64(noise.cell(2) * Double(step))
        let measured = (now.millisecondsSince1970 - phase).flooredQuotient(by: step) * step + phase
        return Timestamp(millisecondsSince1970: measured + step)
    }

    /// The sine, by range reduction and its series: the same on every machine, and no C library on this floor.
    static func sine(_ angle: Double) -> Double {
        var x = angle.remainder(dividingBy: 2 * .pi)
        if x > .pi / 2 { x = .pi - x }
        if x < -.pi / 2 { x = -.pi - x }
        let square = x * x
        var term = x
        var sum = x
        for n in stride(from: 2.0, through: 18, by: 2) {
            term *= -square / (n * (n + 1))
            sum += term
        }
        return sum
    }
}
