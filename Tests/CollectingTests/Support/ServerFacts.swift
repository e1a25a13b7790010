import Collecting
import PterodactylAPI
import Telemetry

/// What really happened to a server of a storm, what the watcher was told of it, and what it believed last.
struct ServerFacts {
    /// Something that a human did through the panel.
    struct Event {
        let signal: PowerSignal
        /// In whole seconds, as the log has it.
        let at: Timestamp
        let visibleAt: Timestamp
    }

    var events: [Event] = []
    /// When it went down in a way that polling cannot tell from a crash: it crashed, or was held or booted unseen.
    var drops: [Timestamp] = []
    var toldUpAt: Timestamp?
    var toldEvents: [Event] = []
    var believed = Situation.unknown
    var believedSince: Timestamp
    /// Until when it starts or stops.
    var changesAt: Timestamp?
}
