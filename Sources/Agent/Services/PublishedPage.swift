import Exposition
package import HTTPServing
import Synchronization
package import Telemetry

/// What scrapers see: the newest snapshot in each way that they ask for, and behind it what must be fresher.
///
/// The pages that were asked for in the last minutes are made once, at publication, and never on a thread that answers
/// requests. Another kind is made when it is asked for, beside those threads. A page shows one snapshot, whole.
package final class PublishedPage: Sendable {
    /// The first segment of a page.
    private struct Shown: Sendable {
        let page: PreparedPage
        /// The same, as it is sent.
        let body: PreparedBody
        /// The same with its end, for those who ask at the same time.
        var whole: (body: PreparedBody, endedAt: Timestamp)?

        init(_ page: PreparedPage) {
            self.page = page
            body = PreparedBody(parts: page.parts)
        }
    }

    private struct State {
        /// The pages of the newest snapshot that are made.
        var shown: [PageKind: Shown] = [:]
        var askedAt: [PageKind: Timestamp] = [:]
        var isReady = false
        var sources: [SourceRow] = []
    }

    /// Lets one page be made after another: each kind once, and never of an older snapshot than what is shown.
    private actor Printer {
        private var press: PagePress

        init(_ press: PagePress) { self.press = press }

        func run<Result: Sendable>(_ work: @Sendable (inout PagePress) -> Result) -> Result { work(&press) }
    }

    /// How long a kind of page is made for every snapshot after it was asked for.
    ///
    /// Longer than any usual interval of scrapes: Prometheus takes no sample for current that is older than five minutes.
    package static let demandMemory = Duration.seconds(300)

    /// How long scrapes share what is fresh: of many at once each would cost more than its page.
    package static let freshness = Duration.milliseconds(100)

    private let state = Mutex(State())
    private let negotiations = Negotiations()
    private let printer: Printer
    private let fresh: FreshSegment

    /// Makes an empty page.
    /// - Parameters:
    ///   - writesCreation: whether OpenMetrics has `_created`; the snapshots must tell it then.
    ///   - loading: whether the configuration was read the last time, and when it was read without a mistake.
    package init(
        writesCreation: Bool = false,
        loading: @escaping @Sendable () -> (isSuccessful: Bool, loadedAt: Timestamp)
    ) {
        var assembler = SnapshotAssembler()
        let nothing = assembler.assemble(at: loading().loadedAt) { _ in }
        printer = Printer(PagePress(nothing, writesCreation: writesCreation))
        fresh = FreshSegment(writesCreation: writesCreation, loading: loading)
    }

    // MARK: - Publication

    /// Shows a snapshot, and where it comes from, from the moment this returns.
    ///
    /// Called for one snapshot after another.
    func publish(_ snapshot: Snapshot, isReady: Bool, sources: [SourceRow]) async {
        await printer.run { press in
            let kinds = self.state.withLock { state in
                // Times of the wall clock: a clock that is set makes a page be made once more when it is asked for.
                state.askedAt = state.askedAt.filter { snapshot.timestamp - $0.value < Self.demandMemory }
                return Set(state.askedAt.keys)
            }
            press.take(snapshot, keeping: kinds)
            var shown: [PageKind: Shown] = [:]
            for kind in kinds { shown[kind] = Shown(press.page(kind)) }
            self.state.withLock { [shown] state in
                state.shown = shown
                state.isReady = isReady
                state.sources = sources
            }
        }
    }

    /// Shows a snapshot of a watched panel, as `publish` with sources does, for tests.
    package func publish(_ snapshot: Snapshot) async { await publish(snapshot, isReady: true, sources: []) }

    /// Whether the first sweep is done.
    var isReady: Bool { state.withLock(\.isReady) }

    /// What tells of each node's servers.
    var sources: [SourceRow] { state.withLock(\.sources) }

    /// The kinds of pages that are made of the newest snapshot.
    package var kinds: Set<PageKind> { state.withLock { Set($0.shown.keys) } }

    // MARK: - Scrapes

    /// The answer to a scrape; at once where its kind of page is made.
    package func scrape(_ request: ServedRequest, at now: Timestamp) -> Route.Decision {
        let asked = negotiations.outcome(of: request.headers)
        let shown = state.withLock { state in
            state.askedAt[asked.kind] = now
            return state.shown[asked.kind]
        }
        // Who asks for the headers alone is not counted.
        if request.method != .head { fresh.countScrape() }
        let answer = { @Sendable (shown: Shown) in
            ServedResponse(headers: asked.headers, body: .prepared(self.whole(shown, asked.kind, at: now)))
        }
        if let shown { return .now(answer(shown)) }
        return .later { answer(await self.made(asked.kind)) }
    }

    /// A page with its end.
    private func whole(_ shown: Shown, _ kind: PageKind, at now: Timestamp) -> PreparedBody {
        if let whole = shown.whole, now >= whole.endedAt, now - whole.endedAt < Self.freshness { return whole.body }
        let ending = fresh.bytes(in: kind.format, at: now)
        let body = shown.body.followed(by: shown.page.ending(with: ending))
        state.withLock { state in
            // Unless another snapshot is shown by now.
            if state.shown[kind]?.body === shown.body { state.shown[kind]?.whole = (body, now) }
        }
        return body
    }

    /// A page of the newest snapshot, made unless another scrape had it made meanwhile.
    private func made(_ kind: PageKind) async -> Shown {
        await printer.run { press in
            if let shown = self.state.withLock({ $0.shown[kind] }) { return shown }
            let shown = Shown(press.page(kind))
            self.state.withLock { $0.shown[kind] = shown }
            return shown
        }
    }
}
