import Collecting
import PterodactylAPI
import Telemetry
import Testing

/// Who or what started a server, and which entries of the log can tell.
struct ServerTrackerStartTests {
    @Test func `a restart by a user does not hide the crash before it`() {
        var script = TrackerScript()
        script.see(.running, up: 500, at: 0)
        script.see(.running, up: 5, at: 40)
        script.read(at: 41)
        script.see(.running, up: 5, at: 100)
        let events = [TrackerScript.power(.restart, at: 93)]
        script.read(events, at: 101)
        script.read(events, at: 160)
        #expect(script.tracker.crashes == [.unknown: 1])
        #expect(script.tracker.starts == [.wings: 1, .user: 1])
    }

    @Test func `a stop just after a start does not hide who started it`() {
        var script = TrackerScript()
        script.see(.offline, at: 0)
        script.see(.running, up: 2, at: 40)
        script.read([TrackerScript.power(.start, at: 37), TrackerScript.power(.kill, at: 41)], at: 42)
        #expect(script.tracker.starts == [.user: 1])
    }

    @Test func `a start before the stop that was seen is not what brought it up`() {
        var script = TrackerScript()
        script.see(.running, up: 2, at: 0)
        script.see(.stopping, at: 40)
        script.see(.running, up: 5, at: 60)
        let events = [TrackerScript.power(.start, at: -10), TrackerScript.power(.stop, at: 30)]
        script.read(events, at: 61)
        script.read(events, at: 180)
        #expect(script.tracker.starts == [.unknown: 1])
        #expect(script.tracker.crashes.isEmpty)
    }

    @Test func `a server that was down before it was lost, and is up again, did not crash`() {
        var script = TrackerScript()
        script.see(.running, up: 500, at: 0)
        script.see(.offline, at: 20)
        script.tracker.lose(at: TrackerScript.at(22))
        script.see(.running, up: 5, at: 30)
        script.read(at: 31)
        script.read(at: 160)
        #expect(script.tracker.situation == .up)
        #expect(script.tracker.crashes.isEmpty)
        #expect(script.tracker.starts == [.unknown: 1])
    }

    @Test func `what the panel cached before it held a server says nothing of the time after`() {
        var script = TrackerScript()
        script.see(.running, up: 500, at: 0)
        script.tracker.hold(at: TrackerScript.at(3))
        script.tracker.hold(at: TrackerScript.at(13))
        script.tracker.release(at: TrackerScript.at(15))
        script.see(.running, up: 500, at: 16)
        #expect(script.tracker.state == nil)
        script.see(.offline, at: 33)
        #expect(script.tracker.situation == .down(.panel))
        #expect(script.tracker.isDesiredUp == false)
    }
}
