import Alerting
import Notifying
import PromQL
import PterodactylAPI
import Telemetry

func at(_ seconds: Double) -> Timestamp { Timestamp(secondsSince1970: 1_000_000 + seconds) }

/// A notifier behind a real rule engine, in virtual time: a test says what is down, and reads what was sent.
struct NotifierBench {
    static let group = RuleGroupID(file: "rules.yml", name: "group")

    /// A request that was sent.
    struct Sent {
        let at: Double
        let delivery: Delivery
        /// Whether the other side took it.
        let isTaken: Bool

        var body: JSONValue { JSONValue(parsing: delivery.body) ?? .null }
        var message: Delivery.Message? {
            guard case .message(let message) = delivery.purpose else { return nil }
            return message
        }
        var isAlerts: Bool {
            guard case .alerts = delivery.purpose else { return false }
            return true
        }
        /// The labels `job` of the alerts that a message says fire.
        var firing: [String] { (message?.firing ?? []).compactMap { $0["job"] }.sorted() }
        var resolved: [String] { (message?.resolved ?? []).compactMap { $0["job"] }.sorted() }
    }

    let plan: NotificationPlan
    private(set) var engine: RuleEngine
    private(set) var notifier: Notifier
    private var history = History(retention: .seconds(7_200))
    /// The present, in seconds.
    private(set) var now: Double
    /// What is down: the values of the label `job`.
    var down: Set<String> = []
    var silences = Silences()
    var isSettled = true
    /// The incidents that remediation has, by the values of the label `job`.
    var incidents: [String: String] = [:]
    /// How the other sides answer.
    var answer: (Delivery) -> Result<HTTPResponse, TransportError> = { _ in .success(HTTPResponse(status: 200)) }
    private(set) var sent: [Sent] = []
    private(set) var notices: [NotifierNotice] = []

    init(
        _ plan: NotificationPlan,
        memory: NotifierMemory = NotifierMemory(),
        hold: Duration = .zero,
        startingAt now: Double = 0
    ) throws {
        self.plan = plan
        self.now = now
        let rule = AlertingRule(
            alert: "Down",
            expression: try Expression(parsing: "down == 1"),
            holdDuration: hold,
            labels: ["severity": "critical"],
            annotations: ["summary": "{{ $labels.job }} is down"]
        )
        let group = RuleGroup(name: Self.group.name, file: Self.group.file, rules: [.alerting(rule)])
        engine = RuleEngine([group], options: .init(evaluationInterval: .seconds(15)), startingAt: at(now))
        notifier = Notifier(plan, memory: memory, startingAt: at(now))
    }

    /// Lets time pass in steps of a second, with an evaluation every 15.
    mutating func run(until end: Double) {
        while now < end {
            now += 1
            if Int(now) % 15 == 0 { evaluate() }
            deliver()
        }
    }

    /// Evaluates the rule now.
    mutating func evaluate() {
        history.record(
            down.sorted().map { (["__name__": "down", "job": $0], 1) },
            from: .init("test"),
            at: at(now)
        )
        _ = engine.evaluateOnChange(Self.group, at: at(now), over: &history)
        for group in engine.groups {
            notifier.heed(group, isSettled: isSettled, at: at(now)) { [incidents] in $0["job"].flatMap { incidents[$0] }
            }
        }
    }

    /// Sends what is due, and what is due then.
    mutating func deliver() {
        var next = notifier.deliveries(silences: silences, at: at(now))
        while !next.isEmpty {
            for delivery in next {
                let result = answer(delivery)
                let isTaken = (try? result.get()).map { (200..<300).contains($0.status) } ?? false
                sent.append(Sent(at: now, delivery: delivery, isTaken: isTaken))
                let list = notifier.answered(delivery, result, at: at(now))
                if let list { silences.replace(.alertmanager(delivery.target.name), with: list) }
            }
            next = notifier.deliveries(silences: silences, at: at(now))
        }
        notices += notifier.takeNotices()
    }

    /// The messages to receivers.
    var messages: [Sent] { sent.filter { $0.message != nil } }
    /// The requests with alerts for Alertmanagers.
    var posts: [Sent] { sent.filter(\.isAlerts) }

    /// Takes all rule groups away.
    mutating func reload() {
        notifier.keepOnly([], at: at(now))
        deliver()
    }

    mutating func forgetSent() { sent = [] }

    /// A silence of one job, from now on.
    func silence(_ job: String, for seconds: Double) throws -> Silence {
        Silence(
            id: "id-\(job)",
            matchers: [try LabelMatcher("job", .equal, job)],
            startsAt: at(now),
            endsAt: at(now + seconds),
            updatedAt: at(now),
            createdBy: "test",
            comment: "test"
        )
    }
}

/// A plan of one receiver.
func telling(_ receiver: ReceiverPlan) -> NotificationPlan { NotificationPlan(receivers: [receiver]) }
