/// Holds events for a reader that may be slower than the stream, within bounds.
///
/// When it is full, something is dropped and counted, in this order: old `stats` (the newest stay), the oldest of what says
/// nothing about the server's state (console output, progress), the last `stats`, and only then the oldest event that
/// carries state. The next thing that is read is then a gap of that many events.
public struct EventBuffer: Sendable {
    /// The most events it holds.
    public let capacity: Int
    /// The most bytes of text in them, roughly.
    public let byteLimit: Int
    private var lanes: [Kind: Lane] = [.state: Lane(), .stats: Lane(), .noise: Lane()]
    private var number = 0
    private var bytes = 0
    private var dropped = 0
    private var droppedSince: PanelTime?

    /// Makes an empty buffer that holds one event at least.
    public init(capacity: Int = 1024, byteLimit: Int = 4 << 20) {
        self.capacity = max(1, capacity)
        self.byteLimit = max(1, byteLimit)
    }

    /// How many events are held.
    public var count: Int { lanes.values.reduce(0) { $0 + $1.count } }

    /// How many bytes of text are held, roughly.
    public var byteCount: Int { bytes }

    /// Adds an event, and drops what has no room any more.
    public mutating func append(_ event: StreamEvent, at now: PanelTime) {
        let size = event.roughSize
        number += 1
        bytes += size
        lanes[event.kind, default: Lane()].append(Entry(event: event, number: number, size: size, arrivedAt: now))
        while count > capacity || (bytes > byteLimit && count > 1) { dropOne() }
    }

    /// Takes the next event out: the oldest, or the gap where some were dropped.
    public mutating func popFirst() -> StreamEvent? {
        if dropped > 0, let since = droppedSince {
            defer {
                dropped = 0
                droppedSince = nil
            }
            return .gap(.dropped(dropped), since: since)
        }
        let oldest = lanes.min { ($0.value.first?.number ?? .max) < ($1.value.first?.number ?? .max) }
        guard let kind = oldest?.key, let entry = lanes[kind]?.popFirst() else { return nil }
        bytes -= entry.size
        return entry.event
    }

    private mutating func dropOne() {
        let victim: Kind =
            if lane(.stats) > 1 { .stats } else if lane(.noise) > 0 { .noise } else if lane(.stats) > 0 {
                .stats
            } else { .state }
        guard let entry = lanes[victim]?.popFirst() else { return }
        bytes -= entry.size
        // A gap that is dropped keeps its meaning in the gap that tells so.
        dropped += entry.event.droppedEvents
        let since = entry.event.gapStart ?? entry.arrivedAt
        droppedSince = droppedSince.map { min($0, since) } ?? since
    }

    private func lane(_ kind: Kind) -> Int { lanes[kind]?.count ?? 0 }

    fileprivate enum Kind: Sendable, Hashable { case state, stats, noise }

    private struct Entry: Sendable {
        let event: StreamEvent
        let number: Int
        let size: Int
        let arrivedAt: PanelTime
    }

    /// A queue whose front moves through an array, which is cut from time to time.
    private struct Lane: Sendable {
        private var entries: [Entry?] = []
        private var start = 0

        var count: Int { entries.count - start }
        var first: Entry? { start < entries.count ? entries[start] : nil }

        mutating func append(_ entry: Entry) { entries.append(entry) }

        mutating func popFirst() -> Entry? {
            guard start < entries.count else { return nil }
            let entry = entries[start]
            entries[start] = nil
            start += 1
            if start >= 64, start * 2 >= entries.count {
                entries.removeFirst(start)
                start = 0
            }
            return entry
        }
    }
}

extension StreamEvent {
    /// What it is worth when there is no room.
    fileprivate var kind: EventBuffer.Kind {
        guard case .event(let event) = self else { return .state }
        switch event {
        case .stats: return .stats
        case .console(let line): return line.notice?.concernsStop == true ? .state : .noise
        case .daemonMessage, .installOutput, .transferLog, .tokenRefused, .daemonError, .throttled, .unknown:
            return .noise
        case .authenticated, .status, .installStarted, .installCompleted, .backupCompleted, .backupRestoreCompleted,
            .transferStatus, .deleted, .tokenExpiring, .tokenExpired:
            return .state
        }
    }

    /// The bytes of its texts, with something for the rest.
    fileprivate var roughSize: Int {
        let rest = 64
        guard case .event(let event) = self else { return rest }
        return switch event {
        case .console(let line): rest + line.raw.utf8.count + line.text.utf8.count
        case .daemonMessage(let text), .installOutput(let text), .transferLog(let text), .daemonError(let text),
            .throttled(let text):
            rest + text.utf8.count
        case .unknown(let name, let arguments): rest + arguments.reduce(name.utf8.count) { $0 + $1.utf8.count }
        default: rest
        }
    }

    fileprivate var gapStart: PanelTime? {
        guard case .gap(_, let since) = self else { return nil }
        return since
    }

    fileprivate var droppedEvents: Int {
        guard case .gap(.dropped(let count), _) = self else { return 1 }
        return count
    }
}
