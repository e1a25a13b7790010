import Alerting
import PromQL
import Telemetry
import TestSupport
import Testing

private func expression(_ text: String = "up") throws -> Expression { try Expression(parsing: text) }

private func at(_ seconds: Int) -> Timestamp { Timestamp(secondsSince1970: Double(seconds)) }

/// A rule's state, driven by which of its elements are there.
private struct Machine {
    var state: AlertState
    var limit = 0

    init(hold: Int = 0, keep: Int = 0, labels: [String: String] = [:], annotations: [String: String] = [:]) throws {
        state = AlertState(
            AlertingRule(
                alert: "Down",
                expression: try expression(),
                holdDuration: .seconds(hold),
                keepFiringFor: .seconds(keep),
                labels: labels,
                annotations: annotations
            )
        )
    }

    mutating func see(_ elements: [LabelSet], at seconds: Int, value: Double = 1) throws(RuleError) -> [String] {
        try state.evaluate(
            result: elements.map { VectorElement(labels: $0, value: value) },
            at: at(seconds),
            limit: limit,
            context: context()
        )
        .map { "\($0.alert.labels["job"] ?? "") \($0.step.rawValue)" }
    }
}

private let a: LabelSet = ["__name__": "up", "job": "a"]
private let b: LabelSet = ["__name__": "up", "job": "b"]

struct AlertStateTests {
    @Test func `an alert without for fires in its first evaluation`() throws {
        var machine = try Machine()
        #expect(try machine.see([a], at: 0) == ["a firing"])
        let alert = try #require(machine.state.active.first)
        #expect(alert.labels == ["alertname": "Down", "job": "a"])
        #expect(alert.state == .firing && alert.activeAt == at(0) && alert.firedAt == at(0))
    }

    @Test func `an alert waits for its for, and forgets it when one evaluation misses the element`() throws {
        var machine = try Machine(hold: 30)
        #expect(try machine.see([a], at: 0) == ["a pending"])
        #expect(try machine.see([a], at: 29) == [])
        #expect(try machine.see([], at: 30) == ["a forgotten"])
        #expect(try machine.see([a], at: 31) == ["a pending"])
        #expect(try machine.see([a], at: 60) == [])
        #expect(try machine.see([a], at: 61) == ["a firing"])
        let alert = try #require(machine.state.active.first)
        #expect(alert.activeAt == at(31) && alert.firedAt == at(61))
    }

    @Test func `a resolved alert is kept for fifteen minutes`() throws {
        var machine = try Machine()
        _ = try machine.see([a], at: 0)
        #expect(try machine.see([], at: 10) == ["a resolved"])
        #expect(machine.state.active.isEmpty)
        #expect(machine.state.resolved.map(\.resolvedAt) == [at(10)])
        #expect(try machine.see([], at: 910) == [])
        #expect(machine.state.resolved.count == 1)
        #expect(try machine.see([], at: 911) == [])
        #expect(machine.state.resolved.isEmpty)
    }

    @Test func `an alert that comes back is a new one`() throws {
        var machine = try Machine(hold: 10)
        _ = try machine.see([a], at: 0)
        _ = try machine.see([a], at: 10)
        _ = try machine.see([], at: 20)
        #expect(try machine.see([a], at: 30) == ["a pending"])
        #expect(machine.state.active.map(\.activeAt) == [at(30)])
        #expect(machine.state.active.map(\.firedAt) == [nil])
        #expect(machine.state.resolved.isEmpty)
    }

    @Test func `keep_firing_for bridges gaps and then resolves`() throws {
        var machine = try Machine(keep: 60)
        _ = try machine.see([a], at: 0, value: 7)
        #expect(try machine.see([], at: 10) == [])
        #expect(machine.state.active.map(\.keepFiringSince) == [at(10)])
        #expect(machine.state.active.map(\.value) == [7])
        #expect(try machine.see([a], at: 60) == [])
        #expect(machine.state.active.map(\.keepFiringSince) == [nil])
        #expect(try machine.see([], at: 70) == [])
        #expect(try machine.see([], at: 129) == [])
        #expect(try machine.see([], at: 130) == ["a resolved"])
    }

    @Test func `every element is an alert, whatever its value, and its value is kept up to date`() throws {
        var machine = try Machine(annotations: ["summary": "{{ $labels.job }} is {{ $value }}"])
        _ = try machine.see([a, b], at: 0, value: 0)
        #expect(machine.state.active.map(\.annotations["summary"]) == ["a is 0", "b is 0"])
        _ = try machine.see([a, b], at: 1, value: .nan)
        #expect(machine.state.active.map(\.annotations["summary"]) == ["a is NaN", "b is NaN"])
    }

    @Test func `rule labels override, are templates, and are removed when empty`() throws {
        var machine = try Machine(labels: [
            "job": "", "who": "{{ $labels.job }}/{{ $labels.__name__ }}", "alertname": "Fake",
        ])
        _ = try machine.see([a], at: 0)
        #expect(machine.state.active.map(\.labels) == [["alertname": "Down", "who": "a/up"]])
    }

    @Test func `a template that fails becomes the text of its failure`() throws {
        var machine = try Machine(annotations: ["bad": "{{ $nope }}", "late": "{{ query \"none\" | first }}"])
        _ = try machine.see([a], at: 0)
        let annotations = try #require(machine.state.active.first).annotations
        #expect(annotations["bad"] == "<error expanding template: 1:4: undefined variable \"$nope\">")
        #expect(annotations["late"]?.hasPrefix("<error expanding template: 1:") == true)
    }

    @Test func `two elements that become one alert are an error that changes nothing`() throws {
        var machine = try Machine(hold: 10, labels: ["job": "same"])
        _ = try machine.see([a], at: 0)
        let before = machine.state.active
        #expect(throws: RuleError.duplicateAlert(["alertname": "Down", "job": "same"])) {
            try machine.see([a, b], at: 20)
        }
        #expect(machine.state.active == before)
        #expect(try machine.see([a], at: 30) == ["same firing"])
    }

    @Test func `too many alerts are an error that drops them all`() throws {
        var machine = try Machine()
        machine.limit = 1
        _ = try machine.see([a], at: 0)
        #expect(throws: RuleError.tooManyAlerts(count: 2, limit: 1)) { try machine.see([a, b], at: 1) }
        #expect(machine.state.active.isEmpty)
        #expect(RuleError.tooManyAlerts(count: 2, limit: 1).description == "exceeded limit of 1 with 2 alerts")
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `no alert ever fires before its for, whatever comes and goes`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let hold = Int.random(in: 0...120, using: &generator)
        let keep = Int.random(in: 0...60, using: &generator)
        var machine = try Machine(hold: hold, keep: keep)
        var presentSince: [String: Int] = [:]
        var lastPresent: [String: Int] = [:]
        var firing: Set<String> = []
        var now = 0
        for _ in 0..<400 {
            now += Int.random(in: 1...30, using: &generator)
            let present = ["a", "b", "c"].filter { _ in Int.random(in: 0..<8, using: &generator) > 0 }
            for job in ["a", "b", "c"] {
                guard present.contains(job) else {
                    presentSince[job] = nil
                    continue
                }
                if presentSince[job] == nil { presentSince[job] = now }
                lastPresent[job] = now
            }
            let steps = try machine.see(present.map { ["job": $0] }, at: now)
            for job in present where now - (presentSince[job] ?? now) >= hold { firing.insert(job) }
            for alert in machine.state.active where alert.state == .firing {
                let job = alert.labels["job"] ?? ""
                #expect(
                    firing.contains(job),
                    "seed \(seed): \(job) fires at \(now) although it never was there for \(hold) s"
                )
                #expect(now - (lastPresent[job] ?? 0) <= keep + 30, "seed \(seed): \(job) still fires at \(now)")
            }
            for job in firing {
                let isFiring = machine.state.active.contains { $0.labels["job"] == job && $0.state == .firing }
                if !isFiring {
                    #expect(steps.contains("\(job) resolved"), "seed \(seed): \(job) ended at \(now) without a word")
                    firing.remove(job)
                }
            }
            for alert in machine.state.active where present.contains(alert.labels["job"] ?? "") {
                let age = now - Int(alert.activeAt.secondsSince1970)
                #expect((alert.state == .firing) == (age >= hold), "seed \(seed): age \(age) at \(now)")
            }
        }
    }
}
