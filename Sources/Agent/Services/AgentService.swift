import Alerting
import Collecting
import Logging
import Notifying
import PterodactylAPI
import QueryAPI
import Remediation
import ServiceLifecycle
import Telemetry

/// Runs the core on the real clock: sends its calls, writes its ledger, publishes its snapshots.
///
/// One loop owns the core. Requests, WebSockets and the ledger's writer are its child tasks and report back as events. The
/// loop takes everything that waits at once: its own housekeeping is done once for all of it.
struct AgentService: Service {
    let plan: AgentPlan
    let memory: AgentCore.Memory
    let connections: [String: PanelConnection]
    let lines: [Delivery.Target: NotificationLine]
    let store: any AgentStore
    let keeper: HistoryKeeper
    let stops: StopKeeper
    let silences: SilenceKeeper
    let page: PublishedPage
    let inbox: EventInbox
    let desk: ViewDesk<QueryView>
    let explaining: ViewDesk<ExplainView>
    let approvals: ApprovalDesk
    let logger: Logger

    func run() async throws {
        let (writes, ledger) = AsyncStream<LedgerWrite>.makeStream()
        await withGracefulShutdownHandler {
            async let writer: Void = write(writes)
            let core = await loop(ledger)
            ledger.finish()
            await writer
            await remember(Keepsake(of: core))
            keeper.save(core.history)
        } onGracefulShutdown: {
            inbox.finish()
        }
    }

    // MARK: - The loop

    private func loop(_ ledger: AsyncStream<LedgerWrite>.Continuation) async -> AgentCore {
        let origin = ContinuousClock.now
        var core = AgentCore(
            plan: plan,
            memory: memory,
            history: keeper.load(retention: plan.retention),
            startingAt: .now
        ) { ContinuousClock.now - origin }
        var remembered = (at: Timestamp.now, changes: 0)
        var historySavedAt = remembered.at
        var wake: Timestamp?
        let hub = StreamHub(connections, now: { .now }, report: { inbox.put($0) })
        // Making the page takes longer than anything else here: beside the loop, and only of the newest snapshot.
        let (pages, printer) = AsyncStream<Publication>.makeStream(bufferingPolicy: .bufferingNewest(1))
        await withDiscardingTaskGroup { group in
            group.addTask {
                for await next in pages {
                    await page.publish(next.snapshot, isReady: next.isReady, sources: next.sources)
                }
            }
            group.addTask { await tendLedger() }
            group.addTask { await stops.watch() }
            var clock = ClockWatch()
            group.addTask { await hub.run() }
            inbox.put(.tick)
            for await _ in inbox.signals {
                if let step = clock.step() { inbox.put(.clockStepped(step)) }
                desk.admit()
                explaining.admit()
                for event in inbox.takeAll() {
                    for effect in core.handle(event, at: .now) {
                        switch effect {
                        case .send(let request):
                            group.addTask { await send(request) }
                        case .write(let write):
                            // Which questions are open changes only with a row about one.
                            if case .approval = write { approvals.show(core.remediator.openApprovals) }
                            ledger.yield(write)
                        case .publish(let snapshot):
                            let rows = core.sourceReports.flatMap { panel, reports in
                                reports.map { SourceRow(panel: panel, $0) }
                            }
                            printer.yield(Publication(snapshot: snapshot, isReady: core.isReady, sources: rows))
                        case .deliver(let delivery):
                            group.addTask { await send(delivery) }
                        case .approval(let ticket, let answer):
                            approvals.settle(ticket, answer)
                        case .log(let line):
                            logger.log(line)
                        case .follow(let order):
                            await hub.follow(order)
                        case .unfollow(let address):
                            await hub.unfollow(address)
                        case .credentials(let address, let result):
                            await hub.answer(address, result)
                        }
                    }
                }
                let now = Timestamp.now
                desk.serve { core.view(at: now) }
                explaining.serve { core.explainView(at: now) }
                if let due = wake, due <= now { wake = nil }
                let age = now - remembered.at
                let isChanged = core.changes != remembered.changes && age >= Self.shortestRememberingInterval
                if isChanged || age >= Self.rememberingInterval {
                    remembered = (at: now, changes: core.changes)
                    let keepsake = Keepsake(of: core)
                    group.addTask { await remember(keepsake) }
                }
                if now - historySavedAt >= Self.historyInterval {
                    historySavedAt = now
                    let history = core.history
                    group.addTask { keeper.save(history) }
                }
                let next = core.nextWake(after: now)
                guard wake.map({ next < $0 }) ?? true else { continue }
                wake = next
                group.addTask {
                    try? await Task.sleep(for: next - now)  // cancelled at the end, when nobody waits for it
                    inbox.put(.tick)
                }
            }
            desk.close()
            explaining.close()
            approvals.close()
            group.cancelAll()
        }
        return core
    }

    /// What is stored for the agent's next run besides the history.
    private struct Keepsake: Sendable {
        let beliefs: [String: [ServerBelief]]
        let alerts: [RememberedAlert]
        let notifications: NotifierMemory

        init(of core: AgentCore) {
            beliefs = core.beliefs
            notifications = core.notifierMemory
            alerts = core.rememberedAlerts
        }
    }

    /// What the page is to show.
    private struct Publication: Sendable {
        let snapshot: Snapshot
        let isReady: Bool
        let sources: [SourceRow]
    }

    /// How often beliefs and alerts are stored: at an orderly end, now and then, and soon after a server's situation
    /// changed, so that an agent that is killed does not forget what was wanted.
    private static let rememberingInterval = Duration.seconds(15)
    private static let shortestRememberingInterval = Duration.seconds(1)
    /// How often the history is stored besides at an orderly end.
    private static let historyInterval = Duration.seconds(300)

    private func send(_ request: AgentRequest) async {
        guard let connection = connections[request.panel] else { return }
        let answer = await connection.send(request.call, to: request.destination, requestID: request.requestID)
        inbox.put(.answered(request, answer))
    }

    private func send(_ delivery: Delivery) async {
        guard let line = lines[delivery.target] else { return }
        inbox.put(.delivered(delivery, await line.send(delivery)))
    }

    // MARK: - The store

    /// Writes to the ledger one by one, in order; what was handed out before the end is written before it.
    private func write(_ writes: AsyncStream<LedgerWrite>) async {
        for await write in writes {
            switch write {
            case .commit(let intent):
                do {
                    try await store.commit(intent)
                    inbox.put(.remediation(.intentCommitted(intent.id)))
                } catch {
                    logger.error(
                        "The ledger cannot be written; nothing is done",
                        metadata: ["error": "\(error)", "incident": "\(intent.incident.id)"]
                    )
                    inbox.put(.remediation(.commitFailed(intent.id, detail: "\(error)")))
                }
            case .record(let decision):
                await attempt { try await store.record(decision) }
            case .approval(let approval):
                await attempt { try await store.record(approval) }
            case .backup(let backup, let intent):
                await attempt { try await store.record(backup, of: intent) }
            case .close(let closing):
                let isWritten = await attempt { try await store.close(closing) }
                if !isWritten { inbox.put(.remediation(.closeFailed(closing))) }
            }
        }
    }

    @discardableResult
    private func attempt(_ write: () async throws -> Void) async -> Bool {
        do {
            try await write()
            inbox.put(.ledger(isWritable: true))
            return true
        } catch {
            logger.error("The ledger cannot be written; nothing is done", metadata: ["error": "\(error)"])
            inbox.put(.ledger(isWritable: false))
            return false
        }
    }

    /// Finds out now and then whether the ledger can be written, which is known before it is needed, and lets go of what
    /// is old.
    private func tendLedger() async {
        var prunedAt: Timestamp?
        while !Task.isCancelled {
            await attempt {
                try await store.checkWritable()
                let isPruneDue = prunedAt.map { .now - $0 > Self.pruningInterval } ?? true
                guard isPruneDue else { return }
                prunedAt = .now
                try await store.prune(before: .now - Self.ledgerRetention)
                try await silences.prune()
            }
            try? await Task.sleep(for: Self.checkInterval)  // cancelled at the end
        }
    }

    private static let checkInterval = Duration.seconds(10)
    private static let pruningInterval = Duration.seconds(24 * 3_600)
    /// How long the ledger tells of an incident that is over.
    private static let ledgerRetention = Duration.seconds(180 * 24 * 3_600)

    private func remember(_ keepsake: Keepsake) async {
        do {
            try await store.remember(keepsake.beliefs, at: .now)
            try await store.remember(keepsake.alerts)
            try await store.remember(keepsake.notifications)
        } catch {
            logger.error(
                "What is known of servers and alerts could not be stored",
                metadata: ["error": "\(error)"]
            )
        }
    }
}
