import Collecting
import PterodactylAPI
import Telemetry

/// What really happened in traces, and what can be known of it.
///
/// Taken from what a trace itself holds: what was done (`action`, `shell`), the container (`docker`), and the activity log.
struct TraceTruth: Sendable {
    /// Why a run ended, and who started the server again.
    enum End: Sendable {
        /// It ended by itself; `unknown` where Wings does not say how.
        case crash(CrashKind, StartedBy)
        /// A human, the disk limit, or the panel that held it, had it stopped.
        case stop(StartedBy)
        /// Its node's Docker ended.
        case docker(StartedBy)

        var starter: StartedBy {
            switch self {
            case .crash(_, let starter), .stop(let starter), .docker(let starter): starter
            }
        }
    }

    enum StartedBy: Sendable {
        case wings, user, nobody

        var cause: StartCause? {
            switch self {
            case .wings: .wings
            case .user: .user
            case .nobody: nil
            }
        }
    }

    /// What a set of sources can know.
    struct Known: Sendable {
        var situation: Situation
        var crashes: [CrashKind: Int]
        var starts: [StartCause: Int]
    }

    /// An exception of some sets of sources, and why it is one.
    struct Exception: Sendable {
        let sets: [TraceSources]
        let change: @Sendable (inout Known) -> Void
    }

    /// The traces that are alike.
    let traces: [String]
    /// The states that Wings had the server in, one after another.
    let states: String
    /// Who started it the first time, where the trace begins with a server that is down.
    let firstStart: StartedBy
    let ends: [End]
    /// What is believed in the end.
    let situation: Situation
    /// Whether Wings' words leave no doubt that nobody wanted the last end.
    let isSure: Bool
    let exceptions: [Exception]

    init(
        _ traces: [String],
        _ states: String,
        started firstStart: StartedBy = .nobody,
        _ ends: [End],
        _ situation: Situation,
        isSure: Bool = false,
        _ exceptions: [Exception] = []
    ) {
        self.traces = traces
        self.states = states
        self.firstStart = firstStart
        self.ends = ends
        self.situation = situation
        self.isSure = isSure
        self.exceptions = exceptions
    }

    /// What can be known by a set of sources: all of it by the WebSocket; without it, not how anything crashed.
    func known(by sources: TraceSources) -> Known {
        var known = Known(situation: situation, crashes: [:], starts: [:])
        for starter in [firstStart] + ends.map(\.starter) {
            if let cause = starter.cause { known.starts[cause, default: 0] += 1 }
        }
        for case .crash(let kind, _) in ends { known.crashes[sources.hasStream ? kind : .unknown, default: 0] += 1 }
        for exception in exceptions where exception.sets.contains(sources) { exception.change(&known) }
        return known
    }

    /// Whether a stopped server is wanted up, as far as it can be known.
    static func isDesiredUp(in situation: Situation) -> Bool? {
        switch situation {
        case .up, .starting, .crashed: true
        case .stopping, .down(.user), .down(.panel), .down(.disk), .down(.schedule): false
        case .unknown, .undecided, .held, .down: nil
        }
    }
}

extension TraceTruth.Exception {
    /// Those without the WebSocket see nothing of it: no crash and no start.
    static func unseen(_ sets: TraceSources...) -> Self {
        Self(sets: sets) { ($0.crashes, $0.starts) = ([:], [:]) }
    }

    /// Something else is seen.
    static func seen(
        _ sets: TraceSources...,
        crashes: Int = 0,
        starts: [StartCause: Int],
        _ situation: Situation? = nil
    ) -> Self {
        Self(sets: sets) { known in
            known.crashes = crashes == 0 ? [:] : [.unknown: crashes]
            known.starts = starts
            known.situation = situation ?? known.situation
        }
    }

    /// Something else is believed in the end.
    static func ends(in situation: Situation, _ sets: TraceSources...) -> Self {
        Self(sets: sets) { $0.situation = situation }
    }
}
