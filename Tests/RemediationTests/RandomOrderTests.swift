import Alerting
import Collecting
import PterodactylAPI
import Remediation
import Telemetry
import Testing

/// A small generator whose seed is all that a failing run needs (SplitMix64).
private struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// Keeps account of what a remediator does, whatever comes in.
private struct Account {
    var committed: Set<Intent.ID> = []
    var pendingCommits: [Intent] = []
    var pendingActs: [Act] = []
    var open: [ServerAddress: Intent] = [:]
    var acted: Set<Intent.ID> = []
    var acts = 0
    var violations: [String] = []

    /// What a killed agent leaves in the ledger: an intent being written may be there or not, its answers are lost.
    mutating func killAgent() -> LedgerHistory {
        for (index, intent) in pendingCommits.enumerated() {
            if index.isMultiple(of: 2) { committed.insert(intent.id) } else { open[intent.address] = nil }
        }
        pendingCommits = []
        pendingActs = []
        return LedgerHistory(openIntents: open.values.sorted { $0.id < $1.id })
    }

    mutating func take(_ effects: [RemediationEffect], world: World, at now: Timestamp) {
        for effect in effects {
            switch effect {
            case .commitIntent(let intent):
                if open[intent.address] != nil { violations.append("second open intent of \(intent.address)") }
                open[intent.address] = intent
                pendingCommits.append(intent)
            case .act(let act):
                acts += 1
                let state = world.fleet[act.address]?.state
                if !committed.contains(act.intentID) { violations.append("act without a committed intent") }
                if open[act.address]?.id != act.intentID { violations.append("act of an intent that is not open") }
                if state != .offline { violations.append("act while \(state?.word ?? "unseen")") }
                if !acted.insert(act.intentID).inserted { violations.append("two acts of one intent") }
                pendingActs.append(act)
            case .close(let closing), .closeAgain(let closing):
                for (address, intent) in open where intent.id == closing.intentID {
                    open[address] = nil
                    if acted.contains(intent.id), closing.outcome == .failed, now < intent.verifyBy {
                        violations.append("failed before its deadline")
                    }
                }
            case .record, .recordApproval, .confirm: break
            }
        }
    }
}

struct RandomOrderTests {
    @Test(arguments: UInt64(1)...60) func `no order of events and kills breaks the law`(seed: UInt64) {
        var random = SeededGenerator(state: seed)
        var now = start
        var world = World(fleet: Fleet((1...4).map { crashedView($0) }))
        var alerts: [Alert] = []
        var account = Account()
        let policies = ["restart-crashed": Policy(name: "restart-crashed", cooldown: .seconds(30), attempts: 50)]
        var remediator = Remediator(policies: policies, mode: .automatic, history: LedgerHistory(), startedAt: now)
        for _ in 0..<1_500 {
            now = now + .milliseconds(Int.random(in: 0...20_000, using: &random))
            if Int.random(in: 0..<100, using: &random) == 0 {
                remediator = Remediator(
                    policies: policies,
                    mode: .automatic,
                    history: account.killAgent(),
                    startedAt: now
                )
            }
            let effects: [RemediationEffect]
            switch Int.random(in: 0..<10, using: &random) {
            case 0, 1:
                var views = Array(world.fleet.views.values).sorted { $0.uuid < $1.uuid }
                let index = Int.random(in: 0..<views.count, using: &random)
                views[index] = randomView(index + 1, at: now, using: &random)
                world.fleet = Fleet(views)
                effects = remediator.verify(in: world, at: now)
            case 2:
                world.isLedgerWritable = Int.random(in: 0..<10, using: &random) > 0
                world.unsweptPanels = Int.random(in: 0..<20, using: &random) > 0 ? [] : ["main"]
                alerts = (1...4).filter { _ in Int.random(in: 0..<4, using: &random) > 0 }.map { alert($0, at: now) }
                effects = remediator.consider(alerts: alerts, in: world, at: now)
            case 3, 4, 5:
                effects = remediator.consider(alerts: alerts, in: world, at: now)
            case 6, 7:
                guard let intent = account.pendingCommits.popLast() else { continue }
                if Int.random(in: 0..<6, using: &random) == 0 {
                    account.open[intent.address] = nil
                    effects = remediator.handle(.commitFailed(intent.id, detail: "full"), in: world, at: now)
                } else {
                    account.committed.insert(intent.id)
                    effects = remediator.handle(.intentCommitted(intent.id), in: world, at: now)
                }
            case 8:
                guard let act = account.pendingActs.popLast() else { continue }
                let answers: [Result<Void, PanelError>] = [
                    .success(()), .failure(.nodeUnreachable), .failure(.rateLimited(nil)),
                    .failure(.conflict(.suspended, detail: "")), .failure(.transport(.timedOut)),
                ]
                let answer = answers[Int.random(in: 0..<answers.count, using: &random)]
                effects = remediator.handle(.actAnswered(act.intentID, answer), in: world, at: now)
            default:
                let address = alerts.first.flatMap { $0.labels["server"] }.map { ServerIdentifier($0) }
                guard let address else { continue }
                let server = ServerAddress(panel: "main", identifier: address)
                effects = remediator.handle(.confirmed(server), in: world, at: now)
            }
            account.take(effects, world: world, at: now)
            let waitingForCommit = Set(account.pendingCommits.map(\.id))
            for attempt in remediator.openAttempts where !waitingForCommit.contains(attempt.intent.id) {
                #expect(account.open[attempt.intent.address]?.id == attempt.intent.id)
            }
        }
        #expect(account.violations == [], "seed \(seed)")
        #expect(account.acts > 0, "seed \(seed): the run must come to acts")
    }

    private func randomView(_ number: Int, at now: Timestamp, using random: inout SeededGenerator) -> ServerView {
        var view = crashedView(number, node: "node\(number)", at: now)
        view.situationSince = now - .seconds(Int.random(in: 0...200, using: &random))
        view.observedAt = now - .seconds(Int.random(in: 0...25, using: &random))
        switch Int.random(in: 0..<12, using: &random) {
        case 0: view = runningView(number, node: "node\(number)", at: now)
        case 1: view.state = nil
        case 2: view.state = .starting
        case 3: view.state = .running
        case 4: view.situation = .down(.user)
        case 5: view.status = .suspended
        case 6: view.isNodeReachable = false
        default: break
        }
        return view
    }
}
