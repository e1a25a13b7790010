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
    /// When a source that is never old last told of it: an older answer, or one that may be, tells nothing after that.
    var toldLiveAt: Timestamp?
    /// When the watcher was last told that it is up, and how far back the cause of its end may lie by that source.
    var toldUpAt: Timestamp?
    var lookback = Duration.seconds(25)
    var toldEvents: [Event] = []
    /// Whether a human stopped it after its last start, and a source that is never old told of it.
    var isStopTold = false
    /// When Wings said in its console that the server stays down after an end that no stop leads to.
    var toldGivenUpAt: Timestamp?
    var believed = Situation.unknown
    var believedSince: Timestamp
    /// Until when it starts or stops.
    var changesAt: Timestamp?
}
