public import Telemetry

/// What is kept quiet now, whoever said so: our own silences, and those of each Alertmanager that is asked for its.
public struct Silences: Sendable, Equatable {
    /// Who keeps a silence.
    public enum Source: Sendable, Hashable, Comparable {
        /// The agent itself.
        case own
        /// An Alertmanager, by its name in the configuration.
        case alertmanager(String)

        /// A word for it: `own`, or the Alertmanager's name.
        public var name: String {
            switch self {
            case .own: "own"
            case .alertmanager(let name): name
            }
        }
    }

    private var bySource: [Source: [Silence]] = [:]

    /// Makes a set without silences.
    public init() {}

    /// Replaces what a source said before; expired ones may be among them.
    public mutating func replace(_ source: Source, with silences: [Silence]) {
        bySource[source] = silences
    }

    /// The silences that cover an alert now, sorted by source and id.
    ///
    /// - Parameter labels: the alert's, external labels included, as Alertmanager would see them.
    public func covering(_ labels: LabelSet, at now: Timestamp) -> [(source: Source, silence: Silence)] {
        bySource.sorted { $0.key < $1.key }.flatMap { source, silences in
            silences.filter { $0.state(at: now) == .active && $0.covers(labels) }.sorted { $0.id < $1.id }
                .map { (source, $0) }
        }
    }

    /// How many silences of each source hold now.
    public func activeCounts(at now: Timestamp) -> [Source: Int] {
        bySource.mapValues { $0.count { $0.state(at: now) == .active } }
    }
}
