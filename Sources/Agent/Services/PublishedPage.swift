import Exposition
import HTTPServing
import Synchronization
import Telemetry

/// What scrapers see: the newest snapshot as text, and beside it what must be fresh at each scrape.
///
/// The page is encoded once, at publication, and never on a thread that answers requests.
final class PublishedPage: Sendable {
    private struct State {
        var encoder = TextEncoder()
        var page: [UInt8] = []
        var isReady = false
        var sources: [SourceRow] = []
        var fresh = SnapshotAssembler()
        var freshEncoder = TextEncoder()
        var scrapes = 0
    }

    private let state = Mutex(State())
    private let process = ProcessMetrics()
    private let reloader: Reloader

    /// Makes an empty page.
    /// - Parameter reloader: who knows when the configuration was read.
    init(reloader: Reloader) { self.reloader = reloader }

    /// Shows a snapshot, and where it comes from, from now on.
    func publish(_ snapshot: Snapshot, isReady: Bool, sources: [SourceRow]) {
        var encoder = state.withLock(\.encoder)
        let page = encoder.encode(snapshot)
        state.withLock { state in
            state.encoder = encoder
            state.page = page
            state.isReady = isReady
            state.sources = sources
        }
    }

    /// Whether the first sweep is done.
    var isReady: Bool { state.withLock(\.isReady) }

    /// What tells of each node's servers.
    var sources: [SourceRow] { state.withLock(\.sources) }

    /// The answer to a scrape.
    func scrape(at now: Timestamp) -> ServedResponse {
        let reload = reloader.status
        let bytes = state.withLock { state in
            state.scrapes += 1
            let scrapes = Double(state.scrapes)
            let snapshot = state.fresh.assemble(at: now) { draft in
                process.write(into: &draft)
                draft.set(AgentFamilies.scrapes, scrapes)
                draft.set(AgentFamilies.reloadSuccessful, reload.isSuccessful ? 1 : 0)
                draft.set(AgentFamilies.reloadTime, reload.loadedAt.secondsSince1970)
                draft.set(AgentFamilies.buildInfo, BuildLabels.labels, 1)
            }
            return state.page + state.freshEncoder.encode(snapshot)
        }
        return ServedResponse(contentType: TextEncoder.contentType, body: .bytes(bytes))
    }
}
