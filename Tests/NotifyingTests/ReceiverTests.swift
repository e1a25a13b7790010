import Alerting
import Notifying
import PromQL
import PterodactylAPI
import Telemetry
import Testing

/// When a receiver is told, as Alertmanager tells its receivers.
struct ReceiverTests {
    private static let webhook = ReceiverPlan(name: "hook", format: .webhook(maxAlerts: 0))

    @Test func `a new group waits for more alerts, and tells of all at once`() throws {
        var bench = try NotifierBench(telling(Self.webhook))
        bench.down = ["a"]
        bench.run(until: 20)
        bench.down = ["a", "b"]
        bench.run(until: 60)
        #expect(bench.messages.map(\.at) == [45])
        #expect(bench.messages.first?.firing == ["a", "b"])
        #expect(bench.messages.first?.message?.reason == .first)
    }

    @Test func `an alert that fires already for longer than the wait is told at once`() throws {
        var bench = try NotifierBench(telling(ReceiverPlan(name: "other", format: .slack)))
        bench.down = ["a"]
        bench.run(until: 120)
        var restarted = try NotifierBench(telling(Self.webhook), memory: bench.notifier.memory, startingAt: 120)
        restarted.down = ["a"]
        restarted.run(until: 140)
        #expect(restarted.messages.map(\.at) == [135])
        #expect(restarted.messages.first?.body["alerts"]?.array?.first?["startsAt"]?.string == "1970-01-12T13:46:55Z")
    }

    @Test func `what changes after a message waits for the group interval`() throws {
        var bench = try NotifierBench(telling(Self.webhook))
        bench.down = ["a"]
        bench.run(until: 60)
        bench.forgetSent()
        bench.down = ["a", "b"]
        bench.run(until: 400)
        #expect(bench.messages.map(\.at) == [345])
        #expect(bench.messages.first?.message?.reason == .newAlerts)
        bench.forgetSent()
        bench.down = ["b"]
        bench.run(until: 700)
        #expect(bench.messages.map(\.at) == [645])
        #expect(bench.messages.first?.message?.reason == .someResolved)
        #expect(bench.messages.first?.resolved == ["a"])
        bench.forgetSent()
        bench.down = []
        bench.run(until: 3_000)
        #expect(bench.messages.map(\.at) == [945])
        #expect(bench.messages.first?.message?.reason == .allResolved)
        #expect(bench.messages.first?.body["status"]?.string == "resolved")
    }

    @Test func `a group that ends before its first message is never told of`() throws {
        var bench = try NotifierBench(telling(Self.webhook))
        bench.down = ["a"]
        bench.run(until: 20)
        bench.down = []
        bench.run(until: 1_000)
        #expect(bench.messages.isEmpty)
    }

    @Test func `a message is repeated after the repeat interval while nothing changes`() throws {
        var plan = Self.webhook
        plan.repeatInterval = .seconds(1_000)
        var bench = try NotifierBench(telling(plan))
        bench.down = ["a"]
        bench.run(until: 2_700)
        // Rounded up to the next look at the group, every 300 s.
        #expect(bench.messages.map(\.at) == [45, 1_245, 2_445])
        #expect(bench.messages.last?.message?.reason == .repeated)
    }

    @Test func `one that does not want the end of alerts is not told of it`() throws {
        var plan = Self.webhook
        plan.sendsResolved = false
        var bench = try NotifierBench(telling(plan))
        bench.down = ["a"]
        bench.run(until: 60)
        bench.down = []
        bench.run(until: 1_000)
        #expect(bench.messages.count == 1)
        bench.down = ["a"]
        bench.run(until: 1_100)
        #expect(bench.messages.last?.message?.reason == .first, "its next firing is news")
    }

    @Test func `alerts that the receiver's matchers do not pass are not told of`() throws {
        var plan = Self.webhook
        plan.matchers = [try LabelMatcher("job", .matches, "a|b"), try LabelMatcher("severity", .equal, "critical")]
        var bench = try NotifierBench(telling(plan))
        bench.down = ["a", "c"]
        bench.run(until: 60)
        #expect(bench.messages.map(\.firing) == [["a"]])
    }

    @Test func `alerts are put together by labels, or each alone`() throws {
        var plan = Self.webhook
        plan.grouping = .labels(["job"])
        var bench = try NotifierBench(telling(plan))
        bench.down = ["a", "b"]
        bench.run(until: 60)
        #expect(bench.messages.map(\.firing) == [["a"], ["b"]])
        #expect(bench.messages.first?.body["groupLabels"] == .object(["job": .string("a")]))
        plan.grouping = .each
        bench = try NotifierBench(telling(plan))
        bench.down = ["a", "b"]
        bench.run(until: 60)
        #expect(bench.messages.count == 2)
    }

    @Test func `a silence keeps quiet, and its end tells what still fires`() throws {
        var bench = try NotifierBench(telling(Self.webhook))
        bench.silences.replace(.own, with: [try bench.silence("a", for: 600)])
        bench.down = ["a", "b"]
        bench.run(until: 500)
        #expect(bench.messages.map(\.firing) == [["b"]])
        bench.run(until: 1_000)
        #expect(bench.messages.last?.firing == ["a", "b"])
        #expect(bench.messages.count == 2)
    }

    @Test func `what ends while it is silenced sends nothing`() throws {
        var bench = try NotifierBench(telling(Self.webhook))
        bench.silences.replace(.own, with: [try bench.silence("a", for: 600)])
        bench.down = ["a"]
        bench.run(until: 300)
        bench.down = []
        bench.run(until: 2_000)
        #expect(bench.messages.isEmpty)
    }

    // MARK: - Failures

    @Test func `a message that does not get through is tried again, each time later, and tells how things are then`()
        throws
    {
        var bench = try NotifierBench(telling(Self.webhook))
        bench.answer = { _ in .failure(.connectFailed("refused")) }
        bench.down = ["a"]
        bench.run(until: 110)
        #expect(bench.messages.map(\.at) == [45, 46, 48, 52, 60, 76, 108])
        #expect(
            bench.notices == [.failing(target: "hook", reason: "connect_failed", detail: "no connection: refused")],
            "said once"
        )
        bench.answer = { _ in .success(HTTPResponse(status: 200)) }
        bench.down = ["a", "b"]
        bench.run(until: 200)
        #expect(bench.messages.last?.at == 168)
        #expect(bench.messages.last?.firing == ["a", "b"])
        #expect(bench.notices.contains(.recovered(target: "hook")))
        #expect(bench.notifier.counters.failed.values.reduce(0, +) == 7)
        #expect(bench.notifier.counters.sent == ["hook": 1])
    }

    @Test func `a channel that asks for a pause gets it`() throws {
        var bench = try NotifierBench(telling(ReceiverPlan(name: "chat", format: .discord)))
        bench.answer = { _ in
            .success(HTTPResponse(status: 429, body: Array(#"{"message":"slow down","retry_after":20.5}"#.utf8)))
        }
        bench.down = ["a"]
        bench.run(until: 80)
        #expect(bench.messages.map(\.at) == [45, 66])
    }

    @Test func `what is refused for good waits for the group interval, and holds up no other group`() throws {
        var plan = Self.webhook
        plan.grouping = .labels(["job"])
        var bench = try NotifierBench(telling(plan))
        bench.answer = { delivery in
            guard case .message(let message) = delivery.purpose else { return .failure(.cancelled) }
            return .success(HTTPResponse(status: message.group["job"] == "a" ? 404 : 200))
        }
        bench.down = ["a", "b"]
        bench.run(until: 340)
        #expect(bench.messages.map { $0.message?.group["job"] } == ["a", "b"])
        bench.run(until: 350)
        #expect(bench.messages.map { $0.message?.group["job"] } == ["a", "b", "a"])
        #expect(bench.notices.first == .refused(target: "hook", detail: "status 404"))
    }

    // MARK: - Restarts

    @Test func `a restart repeats nothing, and the end of an alert is told once everything was looked at`() throws {
        var bench = try NotifierBench(telling(Self.webhook))
        bench.down = ["a", "b"]
        bench.run(until: 100)
        #expect(bench.messages.count == 1)

        var second = try NotifierBench(telling(Self.webhook), memory: bench.notifier.memory, startingAt: 200)
        second.isSettled = false
        second.down = []
        second.run(until: 600)
        #expect(second.messages.isEmpty, "nothing was looked at yet")
        second.isSettled = true
        second.down = ["b"]
        second.run(until: 2_000)
        #expect(second.messages.map(\.resolved) == [["a"]])
    }

    @Test func `a for that begins anew after a restart ends nothing`() throws {
        var bench = try NotifierBench(telling(Self.webhook), hold: .seconds(60))
        bench.down = ["a"]
        bench.run(until: 200)
        #expect(bench.messages.count == 1)
        var second = try NotifierBench(
            telling(Self.webhook),
            memory: bench.notifier.memory,
            hold: .seconds(60),
            startingAt: 210
        )
        second.down = ["a"]
        second.run(until: 2_000)
        #expect(second.messages.isEmpty, "it fired before and fires again: nothing is new")
    }

    @Test func `a message that was under way at a restart is sent again`() throws {
        var bench = try NotifierBench(telling(Self.webhook))
        bench.down = ["a"]
        bench.run(until: 44)
        bench.answer = { _ in .failure(.cancelled) }
        bench.run(until: 45)
        var second = try NotifierBench(telling(Self.webhook), memory: bench.notifier.memory, startingAt: 50)
        second.down = ["a"]
        second.run(until: 70)
        #expect(second.messages.map(\.firing) == [["a"]])
    }
}
