import Exposition
import Synchronization
import Telemetry

/// The end of every page: what must be fresher than a snapshot, and what ends a page of its form.
///
/// Its families stand in no snapshot.
final class FreshSegment: Sendable {
    /// How the last reading of the configuration went: whether what is in force is what the files say, and when they were last
    /// read without a mistake.
    typealias Loading = (isSuccessful: Bool, loadedAt: Timestamp)

    private struct State {
        var assembler: SnapshotAssembler
        var encoders: [ScrapeFormat: PageEncoder]
        var scrapes = 0
    }

    private let state: Mutex<State>
    private let process = ProcessMetrics()
    private let loading: @Sendable () -> Loading

    /// - Parameters:
    ///   - writesCreation: whether OpenMetrics has `_created` here.
    ///   - loading: asked each time.
    init(writesCreation: Bool, loading: @escaping @Sendable () -> Loading) {
        let encoders = ScrapeFormat.allCases.map { ($0, PageEncoder($0, writesCreation: writesCreation)) }
        var assembler = SnapshotAssembler(notesCreation: writesCreation)
        // Scrapes are counted from now on.
        _ = assembler.assemble(at: loading().loadedAt) { $0.set(AgentFamilies.scrapes, 0) }
        state = Mutex(State(assembler: assembler, encoders: Dictionary(uniqueKeysWithValues: encoders)))
        self.loading = loading
    }

    /// Counts a scrape.
    func countScrape() { state.withLock { $0.scrapes += 1 } }

    /// The segment as it is now.
    func bytes(in format: ScrapeFormat, at now: Timestamp) -> [UInt8] {
        let loading = loading()
        let status = process.status()
        return state.withLock { state in
            let scrapes = Double(state.scrapes)
            let snapshot = state.assembler.assemble(at: now) { draft in
                status.write(into: &draft)
                draft.set(AgentFamilies.scrapes, scrapes)
                draft.set(AgentFamilies.reloadSuccessful, loading.isSuccessful ? 1 : 0)
                draft.set(AgentFamilies.reloadTime, loading.loadedAt.secondsSince1970)
                draft.set(AgentFamilies.buildInfo, BuildLabels.labels, 1)
            }
            return state.encoders[format]?.encode(snapshot).bytes ?? []
        }
    }
}
