import Collecting
import PterodactylAPI
import Telemetry
import TestSupport
import Testing

/// What holds of an agenda whatever is done to it.
struct AgendaPropertyTests {
    @Test(arguments: UInt64(1)...60)
    func `no call goes early, twice, or beyond the limits`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var agenda = Agenda()
        var underWay: [PanelCall: Timestamp] = [:]
        for step in 0..<300 {
            let now = Timestamp.second(Double(step) / 2)
            let job = Self.job(&random, at: now)
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<4: agenda.add(job)
            case 4: agenda.add(unlessKnown: job)
            case 5: agenda.addAnew(job)
            case 6:
                agenda.remove(job.call)
                underWay[job.call] = nil
            default:
                let answered = underWay.keys.filter { _ in Bool.random(using: &random) }
                for call in answered {
                    let sent = underWay.removeValue(forKey: call) ?? now
                    #expect(agenda.finish(call, sentAt: sent, at: now) != nil, "seed \(seed), step \(step)")
                }
            }
            let before = underWay.count
            let taken = agenda.take(at: now) { _, _ in true }
            for job in taken {
                #expect(job.due <= now, "seed \(seed), step \(step): early")
                #expect(underWay.updateValue(now, forKey: job.call) == nil, "seed \(seed), step \(step): twice")
            }
            #expect(agenda.inFlight == underWay.count, "seed \(seed), step \(step)")
            let observations = taken.count { $0.priority != .action }
            let limit = max(before, Agenda.inFlightLimit) + taken.count - observations
            #expect(underWay.count <= limit, "seed \(seed), step \(step): too many")
            #expect(taken.map(\.priority) == taken.map(\.priority).sorted(), "seed \(seed), step \(step): order")
        }
    }

    private static func job(_ random: inout SeededGenerator, at now: Timestamp) -> Job {
        let number = Int.random(in: 0..<60, using: &random)
        let isRepeated = Bool.random(using: &random)
        let priorities: [Job.Priority] = [.routine, .routine, .routine, .urgent, .action]
        return Job(
            call: .resources(.number(number)),
            collector: .servers,
            due: now + .seconds(Int.random(in: -3...20, using: &random)),
            interval: isRepeated ? .seconds(Int.random(in: 5...30, using: &random)) : nil,
            priority: priorities.randomElement(using: &random) ?? .routine,
            node: "n\(number % 12)",
            phase: Double.random(in: 0..<1, using: &random)
        )
    }
}
