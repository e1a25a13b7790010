import Collecting
import PterodactylAPI
import Telemetry
import Testing

/// What outages, holds and a new run of the agent must not be taken for.
struct ServerTrackerOutageTests {
    @Test func `a crash that is found again after an outage is counted once`() {
        var script = TrackerScript()
        script.see(.running, up: 500, at: 0)
        script.see(.offline, at: 20)
        script.read(at: 140)
        script.tracker.lose(at: TrackerScript.at(200))
        script.see(.offline, at: 300)
        #expect(script.tracker.situation == .undecided)
        script.read(at: 420)
        #expect(script.tracker.situation == .crashed)
        #expect(script.tracker.crashes == [.unknown: 1])
    }

    @Test func `a stop in the web console that the node could only tell after the panel's outage is no crash`() {
        var script = TrackerScript()
        script.see(.running, up: 500, at: 0)
        // The panel went away, and somebody who was connected to Wings killed the server; the panel is back at 300.
        script.see(.offline, at: 20)
        script.tracker.awaitLateEntries(at: TrackerScript.at(300))
        script.read(at: 301)
        #expect(script.tracker.situation == .undecided, "the node sends what it wrote down within a minute")
        script.read([TrackerScript.power(.kill, at: 19)], at: 421)
        #expect(script.tracker.situation == .down(.user))
    }

    @Test func `a host that was booted crashed no server`() {
        var script = TrackerScript()
        script.see(.running, up: 500, at: 0)
        script.tracker.lose(at: TrackerScript.at(20))
        script.see(.running, up: 30, at: 300)
        script.read(at: 301)
        script.read(at: 420)
        #expect(script.tracker.crashes.isEmpty)
        #expect(script.tracker.starts == [.unknown: 1])
    }

    @Test func `a new run of the agent counts no start of what ran all the time`() {
        let uuid = ServerUUID("e56e7773-43da-58d3-99ff-8a3133b4c2a1")
        let belief = ServerBelief(uuid: uuid, isDesiredUp: true, lastUpAt: TrackerScript.at(-60))
        var script = TrackerScript(belief: belief)
        script.see(.running, up: 5_000, at: 0)
        script.read(at: 121)
        #expect(script.tracker.starts.isEmpty)
        #expect(script.tracker.crashes.isEmpty)
    }

    @Test func `when it went down is known until it runs for a while, though it is lost from sight or falls again`() {
        var script = TrackerScript()
        script.see(.running, up: 500, at: 0)
        #expect(script.tracker.downSince == nil)
        script.see(.offline, at: 20)
        script.tracker.lose(at: TrackerScript.at(40))
        script.see(.offline, at: 300)
        #expect(script.tracker.downSince == TrackerScript.at(20))
        script.see(.starting, at: 320)
        #expect(script.tracker.downSince == TrackerScript.at(20))
        script.see(.running, up: 10, at: 330)
        script.see(.offline, at: 340)
        script.see(.running, up: 1, at: 350)
        script.see(.running, up: 60, at: 409)
        #expect(script.tracker.downSince == TrackerScript.at(20))
        script.see(.running, up: 61, at: 410)
        #expect(script.tracker.downSince == nil)
        script.see(.offline, at: 420)
        #expect(script.tracker.downSince == TrackerScript.at(420))
    }

    @Test(arguments: [PowerState.running, .starting])
    func `one that Wings brought back unseen, and that falls again, went down before it came back`(state: PowerState) {
        var script = TrackerScript()
        script.see(.running, up: 500, at: 0)
        script.see(.running, up: 590, at: 90)
        script.see(state, up: 5, at: 120)
        #expect(script.tracker.downSince == nil)
        script.see(.offline, at: 150)
        #expect(script.tracker.downSince == TrackerScript.at(120))
        script = TrackerScript()
        script.see(.running, up: 500, at: 0)
        script.see(.running, up: 5, at: 30)
        script.see(.running, up: 70, at: 95)
        script.see(.offline, at: 120)
        #expect(script.tracker.downSince == TrackerScript.at(120))
    }

    @Test func `when it went down is not told of one that a user stopped`() {
        var script = TrackerScript()
        script.see(.running, up: 500, at: 0)
        script.see(.offline, at: 20)
        script.read([TrackerScript.power(.stop, at: 15)], at: 25)
        #expect(script.tracker.situation == .down(.user))
        #expect(script.tracker.downSince == nil)
    }

    @Test(arguments: [-300, nil])
    func `what an agent finds down when it begins did not go down at once`(downSince: Int?) {
        let belief = ServerBelief(
            uuid: ServerUUID("e56e7773-43da-58d3-99ff-8a3133b4c2a1"),
            isDesiredUp: true,
            lastUpAt: TrackerScript.at(-400),
            downSince: downSince.map(TrackerScript.at)
        )
        var script = TrackerScript(belief: belief)
        script.see(.offline, at: 5)
        #expect(script.tracker.downSince == TrackerScript.at(downSince ?? -400))
        #expect(script.tracker.belief(of: belief.uuid).downSince == TrackerScript.at(downSince ?? -400))
    }

    @Test func `maintenance leaves what is wanted of a server alone`() {
        var script = TrackerScript()
        script.see(.running, up: 500, at: 0)
        script.tracker.hold(isPassing: true, at: TrackerScript.at(20))
        #expect(script.tracker.situation == .held)
        #expect(script.tracker.isDesiredUp == nil)
        script.tracker.release(at: TrackerScript.at(300))
        script.see(.offline, at: 301)
        #expect(script.tracker.situation == .undecided)
        script.read(at: 421)
        #expect(script.tracker.situation == .crashed)
    }

    @Test func `an answer may date from one cache age ago, but not from before a different one`() {
        var script = TrackerScript()
        script.see(.running, up: 500, at: 0)
        #expect(script.tracker.observedAt == TrackerScript.at(-20))
        script.see(.running, up: 500, at: 10)
        #expect(script.tracker.observedAt == TrackerScript.at(-10))
        script.see(.offline, at: 15)
        #expect(script.tracker.observedAt == TrackerScript.at(10))
    }

    @Test func `who was seen stopping and came back did not crash`() {
        var script = TrackerScript()
        script.see(.running, up: 500, at: 0)
        script.see(.stopping, at: 20)
        script.see(.starting, up: 1, at: 40)
        script.read(at: 161)
        #expect(script.tracker.crashes.isEmpty)
        #expect(script.tracker.starts == [.unknown: 1])
    }
}
