import Collecting
import Logging
import PterodactylAPI
import Remediation
import ServiceLifecycle
import Telemetry

/// Runs the core on the real clock: sends its calls, writes its ledger, publishes its snapshots.
///
/// One loop owns the core. Requests and the ledger's writer are its child tasks and report back as events; there are
/// never more events waiting than requests in flight, ledger writes and one timer, so the stream needs no bound of its
/// own.
struct AgentService: Service {
    let plan: AgentPlan
    let memory: AgentCore.Memory
    let connections: [String: PanelConnection]
    let store: any AgentStore
    let page: PublishedPage
    let logger: Logger

    func run() async throws {
        let (events, sink) = AsyncStream<AgentEvent>.makeStream()
        let (writes, ledger) = AsyncStream<LedgerWrite>.makeStream()
        await withGracefulShutdownHandler {
            async let writer: Void = write(writes, reportingTo: sink)
            let beliefs = await loop(over: events, sink, ledger)
            ledger.finish()
            await writer
            await remember(beliefs)
        } onGracefulShutdown: {
            sink.finish()
        }
    }

    // MARK: - The loop

    private func loop(
        over events: AsyncStream<AgentEvent>,
        _ sink: AsyncStream<AgentEvent>.Continuation,
        _ ledger: AsyncStream<LedgerWrite>.Continuation
    ) async -> [String: [ServerBelief]] {
        let origin = ContinuousClock.now
        var core = AgentCore(plan: plan, memory: memory, startingAt: .now) { ContinuousClock.now - origin }
        var remembered = (at: Timestamp.now, changes: 0)
        var wake: Timestamp?
        await withDiscardingTaskGroup { group in
            group.addTask { await tendLedger(reportingTo: sink) }
            sink.yield(.tick)
            for await event in events {
                let now = Timestamp.now
                if let due = wake, due <= now { wake = nil }
                for effect in core.handle(event, at: now) {
                    switch effect {
                    case .send(let request):
                        group.addTask { await send(request, reportingTo: sink) }
                    case .write(let write):
                        ledger.yield(write)
                    case .publish(let snapshot):
                        page.publish(snapshot, isReady: core.isReady)
                    case .log(let line):
                        logger.log(line)
                    case .follow, .unfollow, .credentials: break
                    }
                }
                let age = now - remembered.at
                let isChanged = core.changes != remembered.changes && age >= Self.shortestRememberingInterval
                if isChanged || age >= Self.rememberingInterval {
                    remembered = (at: now, changes: core.changes)
                    let beliefs = core.beliefs
                    group.addTask { await remember(beliefs) }
                }
                let next = core.nextWake(after: now)
                guard wake.map({ next < $0 }) ?? true else { continue }
                wake = next
                group.addTask {
                    try? await Task.sleep(for: next - now)  // cancelled at the end, when nobody waits for it
                    sink.yield(.tick)
                }
            }
            group.cancelAll()
        }
        return core.beliefs
    }

    /// How often beliefs are stored: at an orderly end, now and then, and soon after a server's situation changed, so that
    /// an agent that is killed does not forget what was wanted.
    private static let rememberingInterval = Duration.seconds(15)
    private static let shortestRememberingInterval = Duration.seconds(1)

    private func send(_ request: AgentRequest, reportingTo sink: AsyncStream<AgentEvent>.Continuation) async {
        guard let connection = connections[request.panel] else { return }
        sink.yield(.answered(request, await connection.send(request.call)))
    }

    // MARK: - The store

    /// Writes to the ledger one by one, in order; what was handed out before the end is written before it.
    private func write(
        _ writes: AsyncStream<LedgerWrite>,
        reportingTo sink: AsyncStream<AgentEvent>.Continuation
    ) async {
        for await write in writes {
            switch write {
            case .commit(let intent):
                do {
                    try await store.commit(intent)
                    sink.yield(.remediation(.intentCommitted(intent.id)))
                } catch {
                    logger.error("The ledger cannot be written; nothing is done", metadata: ["error": "\(error)"])
                    sink.yield(.remediation(.commitFailed(intent.id, detail: "\(error)")))
                }
            case .record(let decision):
                await attempt(reportingTo: sink) { try await store.record(decision) }
            case .close(let closing):
                let isWritten = await attempt(reportingTo: sink) { try await store.close(closing) }
                if !isWritten { sink.yield(.remediation(.closeFailed(closing))) }
            }
        }
    }

    @discardableResult
    private func attempt(
        reportingTo sink: AsyncStream<AgentEvent>.Continuation,
        _ write: () async throws -> Void
    ) async -> Bool {
        do {
            try await write()
            sink.yield(.ledger(isWritable: true))
            return true
        } catch {
            logger.error("The ledger cannot be written; nothing is done", metadata: ["error": "\(error)"])
            sink.yield(.ledger(isWritable: false))
            return false
        }
    }

    /// Finds out now and then whether the ledger can be written, which is known before it is needed, and lets go of what
    /// is old.
    private func tendLedger(reportingTo sink: AsyncStream<AgentEvent>.Continuation) async {
        var prunedAt: Timestamp?
        while !Task.isCancelled {
            await attempt(reportingTo: sink) {
                try await store.checkWritable()
                let isPruneDue = prunedAt.map { .now - $0 > Self.pruningInterval } ?? true
                guard isPruneDue else { return }
                prunedAt = .now
                try await store.prune(before: .now - Self.ledgerRetention)
            }
            try? await Task.sleep(for: Self.checkInterval)  // cancelled at the end
        }
    }

    private static let checkInterval = Duration.seconds(10)
    private static let pruningInterval = Duration.seconds(24 * 3_600)
    /// How long the ledger tells of an incident that is over.
    private static let ledgerRetention = Duration.seconds(180 * 24 * 3_600)

    private func remember(_ beliefs: [String: [ServerBelief]]) async {
        do {
            try await store.remember(beliefs, at: .now)
        } catch {
            logger.error("What is known of the servers could not be stored", metadata: ["error": "\(error)"])
        }
    }
}
