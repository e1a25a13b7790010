import Collecting

extension TraceTruths {
    /// The node's Docker was stopped for 13 s, and all its servers with it.
    ///
    /// Alone each looks like a crash, and fewer than three servers are no mass: these rows are of servers that go together.
    static let nodes: [TraceTruth] = [
        // A human started it when Docker was back.
        TraceTruth(["dockerd_restart"], "running offline starting running", [.docker(.user)], .up),
        // Nobody started it: when Docker is back, it is down and wanted, which is a crash without a kind.
        TraceTruth(
            ["observe60-dockerd_two"],
            "running offline starting offline",
            [.docker(.nobody)],
            .crashed,
            [
                Exception(sets: TraceSources.allCases) { $0.crashes = [.unknown: 1] }
            ]
        ),
    ]

    private typealias Exception = TraceTruth.Exception

    /// Traces of many things one after another.
    static let long: [TraceTruth] = [
        // Created, installed and started by the panel; then deleted, and forgotten with its counts.
        TraceTruth(["create_delete"], "offline starting running", [], .unknown),
        // A failed restore hangs in `stopping` until a human kills and starts it; a crash; a kill and a start while Wings
        // refused the token, which the uptime tells afterwards. It begins with a start that only attaches to a container.
        TraceTruth(
            ["jwt_expire"],
            "offline running stopping offline starting running offline starting running",
            started: .user,
            [.stop(.user), .crash(.exit, .wings), .stop(.user)],
            .up,
            // Up for 12 s at first, between two answers.
            [.seen(.panel, .panelEach10, crashes: 1, starts: [.user: 2, .wings: 1])]
        ),
        // Reinstall; human starts; suspension; start; a typed stop that Wings takes for a crash; kill and start.
        TraceTruth(
            ["jwt_refresh"],
            "running stopping offline starting running stopping offline starting running offline starting running "
                + "stopping offline starting running",
            [.stop(.user), .stop(.user), .crash(.cleanExit, .wings), .stop(.user)],
            .up,
            [
                .seen(.wingsEachSecond, .wingsEach5, .wingsEach10, starts: [.user: 3, .unknown: 1]),
                .seen(.panel, .panelEach10, starts: [.user: 1, .unknown: 1]),
            ]
        ),
        // Start and kill or restart, in seconds: who polls sees one in so many, and never a crash.
        loop("kill_loop", starts: 20, panel: 2, panelEach10: 2, wingsEach5: 2, wingsEach10: 1),
        loop("kill_loop-two", starts: 20, panel: 2, panelEach10: 3, wingsEach5: 4, wingsEach10: 0),
        // Its restarts hang in `stopping`, and never start.
        loop("kill_loop-four", starts: 16, panel: 1, panelEach10: 1, wingsEach5: 8, wingsEach10: 3),
    ]

    private static func loop(
        _ trace: String,
        starts count: Int,
        panel: Int,
        panelEach10: Int,
        wingsEach5: Int,
        wingsEach10: Int
    ) -> TraceTruth {
        func starts(_ count: Int) -> [StartCause: Int] { count == 0 ? [:] : [.user: count] }
        // Four are killed before they run.
        let whole = "starting running stopping offline"
        let runs = Array(repeating: whole, count: 8) + Array(repeating: "starting stopping offline", count: 4)
        let states = ["offline"] + runs + Array(repeating: whole, count: count - runs.count)
        return TraceTruth(
            [trace],
            states.joined(separator: " "),
            started: .user,
            Array(repeating: .stop(.user), count: count - 1) + [.stop(.nobody)],
            .down(.user),
            [
                .seen(.panel, starts: starts(panel)), .seen(.panelEach10, starts: starts(panelEach10)),
                .seen(.wingsEach5, starts: starts(wingsEach5)), .seen(.wingsEach10, starts: starts(wingsEach10)),
            ]
        )
    }
}
