import Exposition
import Synchronization
import Telemetry

/// The end of every page: what must be fresh at each scrape, and what ends a page of its form.
///
/// Its families stand in no snapshot.
final class FreshSegment: Sendable {
    private struct State {
        var assembler: SnapshotAssembler
        var encoders: [ScrapeFormat: PageEncoder]
        var scrapes = 0
        var status: (process: ProcessMetrics.Status, readAt: ContinuousClock.Instant)?
    }

    /// How long what the kernel told stands: to read it costs more than to send a page.
    private static let statusAge = Duration.seconds(1)

    private let state: Mutex<State>
    private let process = ProcessMetrics()
    private let loading: @Sendable () -> Loading

    /// How the last reading of the configuration went.
    struct Loading: Sendable {
        /// Whether what is in force is what the files say.
        let isSuccessful: Bool
        /// When they were last read without a mistake.
        let loadedAt: Timestamp
    }

    /// - Parameters:
    ///   - writesCreation: whether OpenMetrics has `_created` here.
    ///   - loading: asked at each scrape.
    init(writesCreation: Bool, loading: @escaping @Sendable () -> Loading) {
        let encoders = ScrapeFormat.allCases.map { ($0, PageEncoder($0, writesCreation: writesCreation)) }
        var assembler = SnapshotAssembler(notesCreation: writesCreation)
        // Scrapes are counted from now on.
        _ = assembler.assemble(at: loading().loadedAt) { $0.set(AgentFamilies.scrapes, 0) }
        state = Mutex(State(assembler: assembler, encoders: Dictionary(uniqueKeysWithValues: encoders)))
        self.loading = loading
    }

    /// The segment of one scrape.
    /// - Parameter counts: whether the scrape is one: who asks for the headers alone is not counted.
    func bytes(in format: ScrapeFormat, at now: Timestamp, counting counts: Bool) -> [UInt8] {
        let loading = loading()
        return state.withLock { state in
            let status = status(&state)
            if counts { state.scrapes += 1 }
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

    private func status(_ state: inout State) -> ProcessMetrics.Status {
        let now = ContinuousClock.now
        if let known = state.status, now - known.readAt < Self.statusAge { return known.process }
        let status = process.status()
        state.status = (status, now)
        return status
    }
}
