import Collecting

/// The truth of every trace.
enum TraceTruths {
    static let all = quiet + stopped + crashed + leftDown + nodes + long

    /// The truth of one trace; nil when nobody wrote it down.
    static func truth(of trace: String) -> TraceTruth? { all.first { $0.traces.contains(trace) } }

    /// Nothing that matters to who is up: whatever was done to the process, Wings says that it runs, or nothing was done.
    static let quiet: [TraceTruth] = [
        TraceTruth(["cpu"], "running", [], .up),
        // Invisible to Wings, by any way.
        TraceTruth(["docker_pause"], "running", [], .up),
        // It hangs at its memory limit, and Wings says that it runs.
        TraceTruth(["oom-oom_disabled"], "running", [], .up),
        // Wings was away for 8 to 27 s; the containers went on. Then it says `uptime 0` for a moment, and the panel keeps that.
        TraceTruth(
            ["node_down", "wings_kill9", "wings_term", "observe45-wings_kill9_two", "observe45-wings_term_two"],
            "running",
            [],
            .up
        ),
        // A restore of a server that is down holds it for .2 s, which nobody who polls can see.
        TraceTruth(["backup_offline_restore"], "offline", [], .down(.sinceFirstSeen)),
        // Tokens that Wings refuses; nothing tells a state.
        TraceTruth(["jwt_bad"], "", [], .unknown),
    ]

    /// Started, restarted and stopped by humans, or by what acts in their stead.
    static let stopped: [TraceTruth] = [
        TraceTruth(["start", "restart_offline"], "offline starting running", started: .user, [], .up),
        TraceTruth(
            ["restart"],
            "running stopping offline starting running",
            [.stop(.user)],
            .up,
            // Up for 3 s when it was first seen, and 5 s later again: both fit into the age of one cached answer.
            [.unseen(.panel, .panelEach10)]
        ),
        TraceTruth(
            ["stop", "stop-detect_clean_false", "kill", "ignore_stop"],
            "running stopping offline",
            [.stop(.nobody)],
            .down(.user)
        ),
        // The egg's signal means nothing to the process; the failed restore stops it just so. Both hang.
        TraceTruth(["stop-SIGINT", "backup"], "running stopping", [], .stopping),
        // The power call ended in 504, and was carried out 38 s later, when Wings woke up.
        TraceTruth(["wings_hang"], "running stopping offline", [.stop(.nobody)], .down(.user)),
        // A human typed the game's own stop command, which this egg has not as its own: the log has it a minute late, and
        // Wings takes it for a crash that it gives up on, or for none at all.
        TraceTruth(
            ["clean_exit0", "clean_exit0-detect_clean_false"],
            "running offline",
            [.stop(.nobody)],
            .down(.user)
        ),
        // Noticed when Wings checked the disk; a start was refused afterwards, though the log has it.
        TraceTruth(["disk_full"], "running stopping offline", [.stop(.nobody)], .down(.disk)),
        TraceTruth(
            ["suspend"],
            "running stopping offline",
            [.stop(.nobody)],
            .down(.panel),
            // Held for 12 s, while the list of servers is read once a minute: only that it was stopped is seen.
            [.ends(in: .down(.user), .stream)]
        ),
        TraceTruth(["reinstall"], "running stopping offline", [.stop(.nobody)], .down(.panel)),
        // By the web console, whose entries come a minute late: start, restart, stop, start. A start while it was busy took
        // 12 s.
        TraceTruth(
            ["ws_power-proxied"],
            "offline starting running stopping offline starting running stopping offline starting running",
            started: .user,
            [.stop(.user), .stop(.user)],
            .up,
            [.seen(.panel, .panelEach10, starts: [.user: 1]), .seen(.wingsEach10, starts: [.user: 2])]
        ),
        // With the node's token, of which no log knows; the last start, by the panel, nobody asked Wings about.
        TraceTruth(
            ["http_errors"],
            "offline starting running stopping starting running stopping offline starting running offline",
            [],
            .down(.user),
            [
                .ends(in: .down(.sinceFirstSeen), .panel, .panelEach10, .stream),
                // The panel's start that followed lies within the clocks' slack of the last one.
                .seen(.wingsEachSecond, .wingsEach5, starts: [.unknown: 2, .user: 1]),
                .seen(.wingsEach10, .all, starts: [.unknown: 1, .user: 1]),
            ]
        ),
    ]

    /// Ended by itself, and started again by Wings within 4 s.
    static let crashed: [TraceTruth] = [
        TraceTruth(
            ["crash_exit1", "crash_exit1-detect_clean_false"],
            "running offline starting running",
            [.crash(.exit, .wings)],
            .up,
            // Up for 3 s before, so that both starts fit into the age of one cached answer.
            [.unseen(.panel, .panelEach10)]
        ),
        // Up for 50 s and more before: the uptime tells it even by way of the cache.
        TraceTruth(
            ["docker_kill", "docker_stop"],
            "running offline starting running",
            [.crash(.exit, .wings)],
            .up
        ),
        // Docker started it, and not Wings, which only looks on.
        TraceTruth(["docker_restart-nocrash"], "running offline running", [.crash(.exit, .wings)], .up),
        TraceTruth(["oom"], "running offline starting running", [.crash(.oom, .wings)], .up),
        TraceTruth(
            ["crash_61s"],
            "running offline starting running offline starting running",
            [.crash(.exit, .wings), .crash(.exit, .wings)],
            .up,
            // The first one, 7 s after the start before.
            [.seen(.panel, .panelEach10, crashes: 1, starts: [.wings: 1])]
        ),
        // A stop command that the egg has not as its own; whoever polls reads it in the log, and then it is no crash, and
        // nobody's start.
        TraceTruth(
            ["console_stop_api-ctrlC_egg"],
            "running offline starting running",
            [.crash(.cleanExit, .wings)],
            .up,
            [
                .unseen(.panel, .panelEach10),
                .seen(.wingsEachSecond, .wingsEach5, .wingsEach10, starts: [.unknown: 1]),
            ]
        ),
        // Wings could not restart it before the panel was back; a human's start in between, which Wings dropped, stands in
        // the log all the same, and explains it to whoever polls.
        TraceTruth(
            ["crash_panel_down"],
            "running offline starting running",
            [.crash(.exit, .wings)],
            .up,
            [.seen(.panel, .panelEach10, .wingsEachSecond, .wingsEach5, .wingsEach10, starts: [.user: 1])]
        ),
        // Killed on its way up: the human's start of two seconds before explains both starts to whoever polls.
        TraceTruth(
            ["crash_starting"],
            "offline starting offline starting running",
            started: .user,
            [.crash(.exit, .wings)],
            .up,
            [
                .seen(.panel, .panelEach10, .wingsEach5, .wingsEach10, starts: [.user: 1]),
                .seen(.wingsEachSecond, starts: [.user: 2]),
            ]
        ),
    ]

    /// Ended by itself, and left down by Wings: these may be restarted.
    static let leftDown: [TraceTruth] = [
        TraceTruth(
            ["crash_exit1-crash_detection_off", "oom-crash_detection_off"],
            "running offline",
            // Where Wings does not look for crashes, it does not say how it ended.
            [.crash(.unknown, .nobody)],
            .crashed
        ),
        // Within a minute of a crash: the container runs, and Wings says that it does not, for good.
        TraceTruth(["docker_restart"], "running offline", [.crash(.exit, .nobody)], .crashed),
        TraceTruth(
            ["crash_twice"],
            "running offline starting running offline",
            [.crash(.exit, .wings), .crash(.exit, .nobody)],
            .crashed,
            isSure: true,
            // The first one, 7 s after the start before.
            [.seen(.panel, .panelEach10, crashes: 1, starts: [:])]
        ),
        // It never ran: its port was taken, at the human's start and at Wings' own. Whoever polls sees nothing of these .3 s,
        // and the disk that Wings says is full though it is not.
        TraceTruth(
            ["start_error"],
            "offline starting offline starting offline",
            started: .user,
            [.crash(.exit, .wings), .crash(.exit, .nobody)],
            .crashed,
            isSure: true,
            [
                .unseen(.panel, .panelEach10, .wingsEachSecond, .wingsEach5, .wingsEach10),
                .ends(in: .down(.disk), .panel, .panelEach10, .wingsEachSecond, .wingsEach5, .wingsEach10),
            ]
        ),
    ]
}
