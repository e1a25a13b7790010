import Notifying
import PterodactylAPI
import Telemetry
import TestSupport
import Testing

/// Alerts that come and go, receivers that fail, restarts: in the end everybody knows how things are.
struct NotifierStormTests {
    private static let seeds = Soak.isOn ? 0..<1_000 : 0..<20

    /// What one who reads all messages believes.
    private struct Reader {
        var firing: Set<String> = []

        mutating func read(_ sent: NotifierBench.Sent) {
            firing.formUnion(sent.firing)
            firing.subtract(sent.resolved)
        }
    }

    @Test(arguments: seeds)
    func `nothing is lost and nothing is made up`(_ seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        var plan = telling(
            ReceiverPlan(
                name: "hook",
                format: .webhook(maxAlerts: 0),
                grouping: Bool.random(using: &random) ? .labels(["alertname"]) : .each,
                groupInterval: .seconds(60)
            )
        )
        plan.alertmanagers = [AlertmanagerPlan(name: "am", silenceInterval: nil)]
        var bench = try NotifierBench(plan)
        var reader = Reader()
        var known: [String: Bool] = [:]

        func learn(from bench: NotifierBench) {
            for sent in bench.sent where sent.isTaken {
                if sent.message != nil { reader.read(sent) }
                for alert in sent.isAlerts ? sent.body.array ?? [] : [] {
                    guard let job = alert["labels"]?["job"]?.string, let end = alert["endsAt"]?.string else { continue }
                    known[job] = Timestamp(rfc3339: end).map { $0 > at(sent.at) }
                }
            }
        }

        for _ in 0..<40 {
            if Int.random(in: 0..<6, using: &random) == 0 {
                learn(from: bench)
                var next = try NotifierBench(plan, memory: bench.notifier.memory, startingAt: bench.now)
                next.down = bench.down
                bench = next
            }
            let job = "j\(Int.random(in: 0..<4, using: &random))"
            if bench.down.contains(job) { bench.down.remove(job) } else { bench.down.insert(job) }
            let isDead = Int.random(in: 0..<3, using: &random) == 0
            bench.answer = { _ in isDead ? .failure(.timedOut) : .success(HTTPResponse(status: 200)) }
            bench.run(until: bench.now + Double(Int.random(in: 1...120, using: &random)))
        }
        bench.answer = { _ in .success(HTTPResponse(status: 200)) }
        bench.run(until: bench.now + 700)
        learn(from: bench)
        #expect(reader.firing == bench.down)
        #expect(Set(known.filter(\.value).keys) == bench.down)
    }
}
