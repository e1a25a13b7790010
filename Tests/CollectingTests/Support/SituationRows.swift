import Collecting
import PterodactylAPI

/// The rows of the situation table, after what a real panel with its nodes was seen to do.
enum SituationRows {
    typealias Row = SituationTableTests.Row

    private static let log = PanelCall.activity(.number(0))
    private static let schedules = PanelCall.schedules(.number(0))
    /// The server goes down without a trace.
    static let drop: (Int, [PanelChange]) = (100, [.state(.offline)])

    /// The process ended by itself.
    static let crashes = [
        Row("nothing happens", [], .up, wanted: true),
        Row(
            "crash, Wings restarts it: only the uptime tells",
            [(100, [.container(.running)])],
            .up,
            wanted: true,
            crashes: 1,
            starts: [.wings: 1]
        ),
        Row(
            "crash, Wings restarts it, and a poll sees it starting",
            [(100, [.container(.starting)]), (130, [.state(.running)])],
            .up,
            wanted: true,
            crashes: 1,
            starts: [.wings: 1]
        ),
        Row(
            "crash, and Wings restarts it late: its own start needs the panel",
            [drop, (145, [.container(.starting)]), (160, [.state(.running)])],
            .up,
            wanted: true,
            crashes: 1,
            starts: [.wings: 1]
        ),
        Row(
            "crash, Wings gave up, or failed to handle it, or detection is off",
            [drop],
            .crashed,
            wanted: true,
            crashes: 1
        ),
        Row(
            "clean exit that Wings takes for none: told apart from a crash by nothing",
            [drop],
            .crashed,
            wanted: true,
            crashes: 1
        ),
        Row(
            "two crashes, the second within a minute: Wings gives up",
            [(100, [.container(.running)]), (145, [.state(.offline)])],
            .crashed,
            wanted: true,
            crashes: 2,
            starts: [.wings: 1]
        ),
        Row(
            "crash while starting",
            [(100, [.container(.starting)]), (130, [.state(.offline)])],
            .crashed,
            wanted: true,
            crashes: 2,
            starts: [.wings: 1]
        ),
        Row(
            "our start brings it back",
            [drop, (300, [.agent(.start)]), (301, [.container(.starting)]), (330, [.state(.running)])],
            .up,
            wanted: true,
            crashes: 1,
            starts: [.agent: 1]
        ),
        Row(
            "our start is dropped without a word",
            [drop, (300, [.agent(.start)])],
            .crashed,
            wanted: true,
            crashes: 1
        ),
        Row(
            "our start fails after the server was seen starting",
            [drop, (300, [.agent(.start)]), (301, [.container(.starting)]), (330, [.state(.offline)])],
            .crashed,
            wanted: true,
            crashes: 2,
            starts: [.agent: 1]
        ),
        Row(
            "hung start",
            [(100, [.container(.starting), .log("server:power.restart")])],
            .starting,
            wanted: true,
            starts: [.user: 1]
        ),
    ]

    /// Somebody wanted it down, or up.
    static let humans = [
        Row(
            "user stop in the web console, logged a minute late",
            [(100, [.state(.offline), .log("server:power.stop", late: 60)])],
            .down(.user),
            wanted: false
        ),
        Row(
            "user kill in the web console, logged a minute late",
            [(100, [.state(.offline), .log("server:power.kill", late: 60)])],
            .down(.user),
            wanted: false
        ),
        Row(
            "user stop by API, logged before it takes effect",
            [(100, [.log("server:power.stop", isAPI: true)]), (125, [.state(.offline)])],
            .down(.user),
            wanted: false
        ),
        Row(
            "user stop seen as stopping, never logged: the panel's bulk command",
            [(100, [.state(.stopping)]), (125, [.state(.offline)])],
            .down(.user),
            wanted: false
        ),
        Row(
            "stop command in the console",
            [(100, [.state(.offline), .log("server:console.command", command: "stop", late: 30)])],
            .down(.user),
            wanted: false
        ),
        Row(
            "another command in the console explains nothing",
            [(100, [.state(.offline), .log("server:console.command", command: "say stop", late: 30)])],
            .crashed,
            wanted: true,
            crashes: 1
        ),
        Row(
            "hung stop",
            [(100, [.state(.stopping), .log("server:console.command", command: "stop")])],
            .stopping,
            wanted: false
        ),
        Row(
            "user restart",
            [(100, [.log("server:power.restart", late: 45)]), (103, [.container(.running)])],
            .up,
            wanted: true,
            starts: [.user: 1]
        ),
        Row(
            "user restart seen as stopping",
            [
                (100, [.log("server:power.restart", isAPI: true), .state(.stopping)]),
                (125, [.container(.starting)]), (150, [.state(.running)]),
            ],
            .up,
            wanted: true,
            starts: [.user: 1]
        ),
        Row(
            "user stop, then start in the web console",
            [
                (100, [.state(.offline), .log("server:power.stop", isAPI: true)]),
                (300, [.container(.running), .log("server:power.start", late: 60)]),
            ],
            .up,
            wanted: true,
            starts: [.user: 1]
        ),
        Row(
            "scheduled stop",
            [(100, [.state(.offline), .ran(.stop)])],
            .down(.schedule),
            wanted: false
        ),
        Row(
            "scheduled restart",
            [(100, [.container(.running), .ran(.restart)])],
            .up,
            wanted: true,
            starts: [.schedule: 1]
        ),
        Row(
            "a stop on a crashed server says what is wanted: read with the look before an action",
            [drop, (300, [.log("server:power.stop", isAPI: true)]), (310, [.agentLooks])],
            .down(.user),
            wanted: false,
            crashes: 1,
            isEverCrashed: true
        ),
        Row("down since first seen", [(0, [.state(.offline)])], .down(.sinceFirstSeen), wanted: nil),
        Row(
            "without the right to read the activity log it cannot be told",
            [(0, [.deny(log)]), drop],
            .down(.undecidable),
            wanted: nil
        ),
        Row(
            "without the right to read the schedules it cannot be told",
            [(0, [.deny(schedules)]), drop],
            .down(.undecidable),
            wanted: nil
        ),
        Row(
            "without the right to read the schedules a logged stop still tells",
            [(0, [.deny(schedules)]), (100, [.state(.offline), .log("server:power.stop", isAPI: true)])],
            .down(.user),
            wanted: false
        ),
    ]
}
