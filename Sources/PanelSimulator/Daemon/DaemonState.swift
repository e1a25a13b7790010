import PterodactylAPI
import Telemetry

/// What all Wings of the world keep for those who are connected to them.
struct DaemonState: Sendable {
    /// What happens by itself.
    enum Event: Sendable {
        /// The image of a container that is being made.
        case imagePulled(server: Int, generation: Int)
        case containerStarted(server: Int, generation: Int)
        /// The process that was told to stop says goodbye.
        case lastWords(server: Int, generation: Int)
        case statsTick(server: Int, container: Timestamp)
        case tokenCheck(StreamID)
        /// What a client of a slow Wings has sent is read.
        case lateRequest(StreamID, String)
        /// A power action that waits for the lock tries again.
        case waitingPower(server: Int, signal: PowerSignal, until: Timestamp)
        case pullEnds(Pull)
        /// What Wings says while it installs.
        case install(server: Int, begunAt: Timestamp, WingsEvent)
    }

    /// A file on its way from elsewhere.
    struct Pull: Sendable {
        let id: String
        let server: Int
        let url: String
        let path: String
        let endsAt: Timestamp

        /// As Wings lists it.
        var json: JSON { .object([("identifier", .string(id)), ("progress", .double(0.5))]) }
    }

    var sessions: [StreamID: DaemonSession] = [:]
    /// Who has authenticated, by server, in the order of their coming.
    var listeners: [Int: [StreamID]] = [:]
    /// Which sessions may have something to be sent.
    var changed: Set<StreamID> = []
    /// The container whose figures are being sent, by server.
    var ticking: [Int: Timestamp] = [:]
    /// How many of the next events of a server are lost.
    var eventsToLose: [Int: Int] = [:]
    /// Archives that were deleted on the node behind the panel's back.
    var deletedArchives: Set<String> = []
    /// Files that nodes fetch from elsewhere.
    var pulls: [Pull] = []
    /// Makes request ids and the like; apart from the world's own, so that asking changes nothing there.
    var random: SplitMix64
    var nextStream = 1
}
