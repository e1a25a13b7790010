import Alerting
import Collecting
import PterodactylAPI
import Remediation
import Telemetry
import Testing

struct GuardTests {
    /// What changes a situation that every guard says yes to into one in which exactly one says no.
    struct Row: Sendable, CustomTestStringConvertible {
        let reason: RefusalReason
        var name = ""
        let change: @Sendable (inout Scene) -> Void
        var testDescription: String { reason.rawValue + (name.isEmpty ? "" : " (\(name))") }
    }

    struct Scene: Sendable {
        var view: ServerView? = crashedView()
        var mode: Mode = .automatic
        var policy = Policy.restartCrashed
        var isLedgerWritable = true
        var hasSweptOnce = true
        var hasBudget = true
        var silencedBy: [CoveringSilence] = []
        var hasOpenAttempt = false
        var attempts = 0
        var givenUpSince: Timestamp?
        var lastEnd: Timestamp?
        var nodeOutage: GuardContext.NodeOutage?
        var cooldown: Duration?
        var surroundings = GuardContext.Surroundings()
        var observedAfter = start - .seconds(30)

        var context: GuardContext {
            GuardContext(
                policy: policy,
                mode: mode,
                view: view,
                isLedgerWritable: isLedgerWritable,
                hasSweptOnce: hasSweptOnce,
                hasBudget: hasBudget,
                silencedBy: silencedBy,
                hasOpenAttempt: hasOpenAttempt,
                attempts: attempts,
                givenUpSince: givenUpSince,
                lastEnd: lastEnd,
                cooldown: cooldown,
                nodeOutage: nodeOutage,
                surroundings: surroundings,
                observedAfter: observedAfter,
                now: start
            )
        }
    }

    static let rows: [Row] = [
        Row(reason: .stopped) { $0.surroundings.stop = StopSwitch(by: "me", since: start - .seconds(60)) },
        Row(reason: .notCovered) { $0.policy.servers = [equal("name", "other")] },
        Row(reason: .maintenanceWindow) { $0.surroundings.window = "backup night" },
        Row(reason: .ownerOptOut) { $0.view?.ownerWish = .off },
        Row(reason: .startupGrace) { $0.hasSweptOnce = false },
        Row(reason: .ledgerUnavailable) { $0.isLedgerWritable = false },
        Row(reason: .panelUnreachable) { $0.view?.isPanelReachable = false },
        Row(reason: .nodeUnreachable) { $0.view?.isNodeReachable = false },
        Row(reason: .nodeMaintenance) { $0.view?.isNodeInMaintenance = true },
        Row(reason: .transferring) { $0.view?.isTransferring = true },
        Row(reason: .status, name: "suspended") { $0.view?.status = .suspended },
        Row(reason: .status, name: "installing") { $0.view?.status = .installing },
        Row(reason: .status, name: "install failed") { $0.view?.status = .installFailed },
        Row(reason: .status, name: "reinstall failed") { $0.view?.status = .reinstallFailed },
        Row(reason: .status, name: "restoring") { $0.view?.status = .restoringBackup },
        Row(reason: .status, name: "unknown word") { $0.view?.status = .other("archived") },
        Row(reason: .status, name: "held") { $0.view?.situation = .held },
        Row(reason: .silenced) { $0.silencedBy = [CoveringSilence(source: .own, silence: silence())] },
        Row(reason: .attemptOpen) { $0.hasOpenAttempt = true },
        Row(reason: .stateUnknown, name: "no state") { $0.view?.state = nil },
        Row(reason: .stateUnknown, name: "unknown situation") { $0.view?.situation = .unknown },
        Row(reason: .otherState, name: "hung, and runs") {
            $0.policy.when = .hung
            $0.policy.steps = [Step(.power(.kill))]
            $0.view?.state = .running
        },
        Row(reason: .otherState, name: "for one that runs, and is down") {
            $0.policy.when = .running
            $0.policy.steps = [Step(.power(.restart))]
        },
        Row(reason: .otherState, name: "a command to one that is down") {
            $0.policy.when = .any
            $0.policy.steps = [Step(.command("say hello"))]
        },
        Row(reason: .otherState, name: "a start of one that runs") {
            $0.policy.when = .any
            $0.view?.state = .running
        },
        Row(reason: .unusableText) { $0.surroundings.text = .failure(TemplateFailure(reason: "two lines")) },
        Row(reason: .awaitingApproval) { $0.mode = .ask },
        Row(reason: .awaitingApproval, name: "denied") {
            $0.mode = .ask
            $0.surroundings.approval = .denied(by: "Ada")
        },
        Row(reason: .notDown, name: "running") { $0.view?.state = .running },
        Row(reason: .notDown, name: "starting") { $0.view?.state = .starting },
        Row(reason: .notDown, name: "stopping") { $0.view?.state = .stopping },
        Row(reason: .notDown, name: "unknown word") { $0.view?.state = .other("paused") },
        Row(reason: .notDown, name: "situation up") { $0.view?.situation = .up },
        Row(reason: .notDown, name: "situation starting") { $0.view?.situation = .starting },
        Row(reason: .notDown, name: "situation stopping") { $0.view?.situation = .stopping },
        Row(reason: .undecided) { $0.view?.situation = .undecided },
        Row(reason: .undecided, name: "undecidable") { $0.view?.situation = .down(.undecidable) },
        Row(reason: .stoppedOnPurpose, name: "user") { $0.view?.situation = .down(.user) },
        Row(reason: .stoppedOnPurpose, name: "schedule") { $0.view?.situation = .down(.schedule) },
        Row(reason: .stoppedOnPurpose, name: "panel") { $0.view?.situation = .down(.panel) },
        Row(reason: .stoppedOnPurpose, name: "since first seen") { $0.view?.situation = .down(.sinceFirstSeen) },
        Row(reason: .diskOverLimit) { $0.view?.isDiskOverLimit = true },
        Row(reason: .diskOverLimit, name: "situation") { $0.view?.situation = .down(.disk) },
        Row(reason: .notDesiredUp, name: "down") { $0.view?.isDesiredUp = false },
        Row(reason: .notDesiredUp, name: "not known") { $0.view?.isDesiredUp = nil },
        Row(reason: .recentIntervention) { $0.view?.lastIntervention = start - .seconds(179) },
        Row(reason: .attemptsExhausted) { $0.attempts = 3 },
        Row(reason: .attemptsExhausted, name: "given up") { $0.givenUpSince = start - .seconds(86_400) },
        Row(reason: .cooldown) { $0.lastEnd = start - .seconds(299) },
        Row(reason: .cooldown, name: "grown") {
            $0.lastEnd = start - .seconds(599)
            $0.cooldown = .seconds(600)
        },
        Row(reason: .flapping) { $0.surroundings.flaps = 12 },
        Row(reason: .fleetOutage) { $0.surroundings.fleetOutage = .init(failing: 20, expected: 60) },
        Row(reason: .waitsForOthers) { $0.surroundings.awaited = "proxy (1a7ce997)" },
        Row(reason: .budgetSpent) { $0.surroundings.spentBudget = "120 attempts at servers of the node node1 in 1h" },
        Row(reason: .nodeBusy) { $0.surroundings.openOnNode = 4 },
        Row(reason: .grace) { $0.policy.grace = .seconds(61) },
        Row(reason: .nodeOutage) { $0.nodeOutage = .init(failing: 3, expected: 4) },
        Row(reason: .noBudget) { $0.hasBudget = false },
        Row(reason: .staleObservation, name: "none") { $0.view?.observedAt = nil },
        Row(reason: .staleObservation, name: "log not read") { $0.view?.activityAccess = .unasked },
        Row(reason: .staleObservation, name: "log read too long ago") {
            $0.view?.activityAccess = .read(start - .seconds(61))
        },
        Row(reason: .staleObservation, name: "older than the alert") { $0.observedAfter = start + .seconds(1) },
        Row(reason: .staleObservation, name: "too old") {
            $0.view?.observedAt = start - .seconds(61)
            $0.observedAfter = start - .seconds(600)
        },
        Row(reason: .observing) { $0.mode = .observe },
        Row(reason: .observing, name: "the owner's wish") { $0.view?.ownerWish = .observe },
        Row(reason: .observing, name: "off") { $0.mode = .off },
    ]

    private func refusals(_ scene: Scene) -> [RefusalReason] {
        Guard.standard.filter { if case .no = $0.check(scene.context) { true } else { false } }.map(\.reason)
    }

    @Test func `a crashed server that somebody wants up has no guard against it`() {
        #expect(refusals(Scene()) == [])
    }

    @Test(arguments: rows) func `each guard alone says no in its situation`(_ row: Row) {
        var scene = Scene()
        row.change(&scene)
        #expect(refusals(scene) == [row.reason])
    }

    @Test func `a server that is not listed is refused, whatever else`() {
        var scene = Scene()
        scene.view = nil
        #expect(refusals(scene).first == .notListed)
    }

    @Test func `the bounds themselves say yes`() {
        var scene = Scene()
        scene.view?.lastIntervention = start - .seconds(180)
        scene.view?.observedAt = start - .seconds(60)
        scene.observedAfter = start - .seconds(60)
        scene.lastEnd = start - .seconds(300)
        scene.attempts = 2
        scene.policy.grace = .seconds(60)
        scene.policy.servers = [equal("name", "server 1"), equal("node", "node1")]
        scene.view?.ownerWish = .restart
        scene.surroundings.openOnNode = 3
        #expect(refusals(scene) == [])
    }

    @Test func `every reason of the list belongs to a guard or to the taking of alerts`() {
        let ofGuards = Guard.standard.map(\.reason)
        #expect(Set(ofGuards).count == ofGuards.count)
        #expect(Set(ofGuards).union([.noTarget, .unknownPolicy]) == Set(RefusalReason.allCases))
        let tested = Set(Self.rows.map(\.reason)).union([.notListed])
        #expect(tested == Set(ofGuards))
    }

    @Test func `reasons are bounded lower-snake words`() {
        for reason in RefusalReason.allCases {
            #expect(reason.rawValue.utf8.allSatisfy { (97...122).contains($0) || $0 == 95 })
        }
    }
}
