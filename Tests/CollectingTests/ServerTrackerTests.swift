import Collecting
import PterodactylAPI
import Telemetry
import Testing

/// Drives a tracker by a script of seconds.
struct TrackerScript {
    var tracker: ServerTracker
    static let start = Timestamp(millisecondsSince1970: 1_800_000_000_000)

    init(belief: ServerBelief? = nil) {
        tracker = ServerTracker(timing: IncidentTiming(), belief: belief, at: Self.start)
    }

    static func at(_ seconds: Int) -> Timestamp { start + .seconds(seconds) }

    mutating func see(_ state: PowerState, up uptime: Int = 0, at seconds: Int, overDisk: Bool = false) {
        let sample = StateSample(state: state, uptime: .seconds(uptime), receivedAt: Self.at(seconds))
        tracker.observe(sample, isDiskOverLimit: overDisk)
    }

    mutating func read(_ events: [ServerEvent] = [], schedules: [ScheduledPower] = [], at seconds: Int) {
        tracker.observe(events: events, readAt: Self.at(seconds))
        tracker.observe(schedules: schedules, readAt: Self.at(seconds))
    }

    static func power(_ signal: PowerSignal, at seconds: Int, isAPI: Bool = false) -> ServerEvent {
        ServerEvent(id: "\(signal)\(seconds)", kind: .power(signal), at: at(seconds), isAPI: isAPI)
    }
}

struct ServerTrackerTests {
    @Test func `a server that was offline when first seen is not wanted up by anybody known`() {
        var script = TrackerScript()
        script.see(.offline, at: 0)
        #expect(script.tracker.situation == .down(.sinceFirstSeen))
        #expect(script.tracker.isDesiredUp == nil)
        #expect(script.tracker.clarificationDue == nil)
    }

    @Test func `a drop without a trace is a crash, but only after the grace`() {
        var script = TrackerScript()
        script.see(.running, up: 500, at: 0)
        #expect(script.tracker.isDesiredUp == true)
        script.see(.offline, at: 20)
        #expect(script.tracker.situation == .undecided)
        #expect(script.tracker.isDesiredUp == nil)
        #expect(script.tracker.clarificationDue == TrackerScript.at(20))
        script.read(at: 21)
        #expect(script.tracker.clarificationDue == TrackerScript.at(140))
        script.read(at: 139)
        #expect(script.tracker.situation == .undecided)
        script.read(at: 140)
        #expect(script.tracker.situation == .crashed)
        #expect(script.tracker.isDesiredUp == true)
        #expect(script.tracker.crashes == [.unknown: 1])
    }

    @Test(arguments: [PowerSignal.stop, .kill])
    func `a stop through the web that is written late is a human's`(signal: PowerSignal) {
        var script = TrackerScript()
        script.see(.running, up: 500, at: 0)
        script.see(.offline, at: 20)
        script.read(at: 21)
        script.read([TrackerScript.power(signal, at: 12)], at: 140)
        #expect(script.tracker.situation == .down(.user))
        #expect(script.tracker.isDesiredUp == false)
        #expect(script.tracker.crashes.isEmpty)
    }

    @Test func `a stop that a cached answer hid behind a later running is found all the same`() {
        var script = TrackerScript()
        script.see(.running, up: 500, at: 0)
        script.see(.running, up: 500, at: 19)
        script.see(.offline, at: 40)
        script.read([TrackerScript.power(.stop, at: 1)], at: 41)
        #expect(script.tracker.situation == .down(.user))
    }

    @Test func `an old stop before the last start is no explanation`() {
        var script = TrackerScript()
        script.see(.running, up: 500, at: 0)
        script.see(.offline, at: 20)
        let events = [TrackerScript.power(.stop, at: -10), TrackerScript.power(.start, at: -5)]
        script.read(events, at: 21)
        script.read(events, at: 141)
        #expect(script.tracker.situation == .crashed)
    }

    @Test func `stopping was asked for by somebody`() {
        var script = TrackerScript()
        script.see(.running, up: 500, at: 0)
        script.see(.stopping, at: 20)
        #expect(script.tracker.isDesiredUp == false)
        script.see(.offline, at: 40)
        #expect(script.tracker.situation == .down(.user))
    }

    @Test func `a schedule that stops explains the drop`() {
        var script = TrackerScript()
        script.see(.running, up: 500, at: 0)
        script.see(.offline, at: 20)
        let schedule = ScheduledPower(stops: true, lastRunAt: TrackerScript.at(11), isProcessing: false)
        script.read(schedules: [schedule], at: 21)
        #expect(script.tracker.situation == .down(.schedule))
    }

    @Test func `a schedule that ran long ago explains nothing`() {
        var script = TrackerScript()
        script.see(.running, up: 5_000, at: 0)
        script.see(.offline, at: 20)
        let schedule = ScheduledPower(stops: true, lastRunAt: TrackerScript.at(-3_000), isProcessing: false)
        script.read(schedules: [schedule], at: 21)
        script.read(schedules: [schedule], at: 140)
        #expect(script.tracker.situation == .crashed)
    }

    @Test func `an uptime that shrank without a power entry is a crash that Wings handled`() {
        var script = TrackerScript()
        script.see(.running, up: 500, at: 0)
        script.see(.running, up: 5, at: 40)
        #expect(script.tracker.situation == .up)
        script.read(at: 41)
        script.read(at: 160)
        #expect(script.tracker.crashes == [.unknown: 1])
        #expect(script.tracker.starts == [.wings: 1])
    }

    @Test func `an uptime that shrank after a restart by a user is no crash`() {
        var script = TrackerScript()
        script.see(.running, up: 500, at: 0)
        script.see(.running, up: 5, at: 40)
        script.read([TrackerScript.power(.restart, at: 33)], at: 41)
        #expect(script.tracker.crashes.isEmpty)
        #expect(script.tracker.starts == [.user: 1])
    }

    @Test func `a cached answer does not look like a restart`() {
        var script = TrackerScript()
        script.see(.running, up: 500, at: 0)
        script.see(.running, up: 500, at: 19)
        script.see(.running, up: 521, at: 21)
        #expect(script.tracker.clarificationDue == nil)
        #expect(script.tracker.startTime == TrackerScript.at(-500))
    }

    @Test func `running with uptime 0 says nothing`() {
        var script = TrackerScript()
        script.see(.running, up: 500, at: 0)
        script.see(.running, up: 0, at: 20)
        script.see(.running, up: 540, at: 40)
        #expect(script.tracker.clarificationDue == nil)
        #expect(script.tracker.starts.isEmpty)
    }

    @Test func `without the right to read the activity log a drop stays undecidable`() {
        var script = TrackerScript()
        script.see(.running, up: 500, at: 0)
        script.see(.offline, at: 20)
        script.tracker.denyActivity(at: TrackerScript.at(21))
        #expect(script.tracker.situation == .undecided)
        script.see(.offline, at: 160)
        #expect(script.tracker.situation == .down(.undecidable))
        #expect(script.tracker.isDesiredUp == nil)
    }

    @Test func `the disk limit is no crash`() {
        var script = TrackerScript()
        script.see(.running, up: 500, at: 0)
        script.see(.offline, at: 20, overDisk: true)
        #expect(script.tracker.situation == .down(.disk))
    }

    @Test func `a node that vanished freezes everything, and its return starts the grace anew`() {
        var script = TrackerScript()
        script.see(.running, up: 500, at: 0)
        script.tracker.lose(at: TrackerScript.at(20))
        #expect(script.tracker.state == nil)
        #expect(script.tracker.situation == .unknown)
        script.see(.offline, at: 300)
        #expect(script.tracker.situation == .undecided)
        script.read(at: 301)
        #expect(script.tracker.situation == .undecided)
        script.see(.starting, at: 320)
        #expect(script.tracker.situation == .starting)
        #expect(script.tracker.isDesiredUp == true)
    }

    @Test func `what the panel held is left as it was left`() {
        var script = TrackerScript()
        script.see(.running, up: 500, at: 0)
        script.tracker.hold(at: TrackerScript.at(20))
        #expect(script.tracker.situation == .held)
        #expect(script.tracker.isDesiredUp == nil)
        script.tracker.release(at: TrackerScript.at(100))
        script.see(.offline, at: 101)
        #expect(script.tracker.situation == .down(.panel))
    }

    @Test(arguments: [true, false])
    func `what its node has suspended is left as it was left, though the panel never told`(isSeenDownFirst: Bool) {
        var script = TrackerScript()
        script.see(.running, up: 500, at: 0)
        if isSeenDownFirst { script.see(.offline, at: 20) }
        script.tracker.holdOnNode(at: TrackerScript.at(20))
        script.see(.offline, at: 30)
        #expect(script.tracker.situation == .down(.panel))
        #expect(script.tracker.isDesiredUp == false)
        script.read(at: 300)
        #expect(script.tracker.situation == .down(.panel))
    }

    @Test func `our own start is not taken for a human's`() {
        var script = TrackerScript()
        script.see(.running, up: 500, at: 0)
        script.see(.offline, at: 20)
        script.read(at: 21)
        script.read(at: 140)
        script.tracker.act(.start, at: TrackerScript.at(150))
        script.see(.running, up: 5, at: 170)
        script.read([TrackerScript.power(.start, at: 150, isAPI: true)], at: 171)
        #expect(script.tracker.lastIntervention == nil)
        #expect(script.tracker.starts == [.agent: 1])
    }

    @Test func `a human who presses stop on a crashed server wants it down`() {
        var script = TrackerScript()
        script.see(.running, up: 500, at: 0)
        script.see(.offline, at: 20)
        script.read(at: 21)
        script.read(at: 140)
        #expect(script.tracker.situation == .crashed)
        script.read([TrackerScript.power(.stop, at: 145, isAPI: true)], at: 146)
        #expect(script.tracker.situation == .down(.user))
        #expect(script.tracker.isDesiredUp == false)
    }

    @Test(arguments: [false, true])
    func `a human's start is waited for, and begins the grace anew`(isUp: Bool) {
        var script = TrackerScript()
        script.see(.running, up: 500, at: 0)
        script.see(.offline, at: 20)
        script.read(at: 21)
        let events = [TrackerScript.power(.kill, at: 12), TrackerScript.power(.start, at: 138)]
        script.read(events, at: 141)
        script.see(.offline, at: 160)
        #expect(script.tracker.situation == .undecided)
        if isUp { script.see(.running, up: 27, at: 165) } else { script.see(.offline, at: 165) }
        script.read(events, at: 282)
        #expect(script.tracker.situation == (isUp ? .up : .undecided))
        script.read(events, at: 283)
        #expect(script.tracker.situation == (isUp ? .up : .crashed))
        #expect(script.tracker.crashes == (isUp ? [:] : [.unknown: 1]))
        #expect(script.tracker.starts == (isUp ? [.user: 1] : [:]))
    }

    @Test func `a second stop after a human's start is waited for as well`() {
        var script = TrackerScript()
        script.see(.running, up: 500, at: 0)
        script.see(.offline, at: 20)
        script.read(at: 21)
        let events = [TrackerScript.power(.stop, at: 12), TrackerScript.power(.start, at: 138)]
        script.read(events, at: 141)
        script.see(.offline, at: 170)
        script.read(events + [TrackerScript.power(.stop, at: 150)], at: 200)
        #expect(script.tracker.situation == .down(.user))
        #expect(script.tracker.crashes.isEmpty)
    }

    @Test func `what an earlier run believed is not forgotten`() {
        let uuid = ServerUUID("e56e7773-43da-58d3-99ff-8a3133b4c2a1")
        let wanted = ServerBelief(uuid: uuid, isDesiredUp: true, lastUpAt: TrackerScript.at(-60))
        var script = TrackerScript(belief: wanted)
        script.see(.offline, at: 0)
        #expect(script.tracker.situation == .undecided)
        script.read(at: 1)
        script.read(at: 120)
        #expect(script.tracker.situation == .crashed)

        var stopped = TrackerScript(
            belief: ServerBelief(uuid: uuid, isDesiredUp: false, lastUpAt: TrackerScript.at(-60))
        )
        stopped.see(.offline, at: 0)
        #expect(stopped.tracker.situation == .down(.user))
    }
}
