import Collecting
import PterodactylAPI

// What keeps a server down or out of sight, and is neither a crash nor a human's doing.
extension SituationRows {
    /// The panel or Wings did it, for a reason of their own.
    static let panel = [
        Row(
            "disk limit",
            [(0, [.disk(bytes: 2_000_000, limitMebibytes: 1)]), drop],
            .down(.disk),
            wanted: false
        ),
        Row("suspension", [(100, [.status("suspended"), .state(.offline)])], .held, wanted: nil),
        Row(
            "suspension that is lifted: it is left offline",
            [(100, [.status("suspended"), .state(.offline)]), (300, [.status(nil)])],
            .down(.panel),
            wanted: false
        ),
        Row(
            "reinstall, which leaves it offline",
            [
                (100, [.status("installing"), .state(.offline), .log("server:reinstall", isAPI: true)]),
                (300, [.status(nil)]),
            ],
            .down(.panel),
            wanted: false
        ),
        Row("failed install", [(100, [.status("install_failed"), .state(.offline)])], .held, wanted: nil),
        Row(
            "restore, which leaves it offline",
            [(100, [.status("restoring_backup"), .state(.offline)]), (300, [.status(nil)])],
            .down(.panel),
            wanted: false
        ),
        Row(
            "restore between two polls: only the log tells",
            [(100, [.state(.offline), .log("server:backup.restore")])],
            .down(.panel),
            wanted: false
        ),
        Row(
            "transfer, which leaves it offline",
            [(100, [.transferring(true), .state(.offline)]), (300, [.transferring(false)])],
            .down(.panel),
            wanted: false
        ),
        Row("node in maintenance", [(100, [.maintenance(true)])], .held, wanted: nil),
        Row(
            "node in maintenance, the server runs on",
            [(100, [.maintenance(true)]), (300, [.maintenance(false)])],
            .up,
            wanted: true
        ),
    ]

    /// It could not be seen for a while.
    static let outages = [
        Row(
            "Wings restarts: running with uptime 0 says nothing",
            [
                (100, [.node(isAway: true)]), (150, [.node(isAway: false), .uptimeUnknown(true)]),
                (200, [.uptimeUnknown(false)]),
            ],
            .up,
            wanted: true
        ),
        Row("node outage", [(100, [.node(isAway: true)])], .unknown, wanted: true),
        Row(
            "node outage, all as before",
            [(100, [.node(isAway: true)]), (300, [.node(isAway: false)])],
            .up,
            wanted: true
        ),
        Row(
            "host reboot",
            [(100, [.node(isAway: true)]), (250, [.node(isAway: false), .container(.running)])],
            .up,
            wanted: true,
            starts: [.unknown: 1]
        ),
        Row(
            "host reboot that leaves it down",
            [(100, [.node(isAway: true), .state(.offline)]), (250, [.node(isAway: false)])],
            .crashed,
            wanted: true,
            crashes: 1
        ),
        Row(
            "user stop right before a node outage",
            [
                (100, [.state(.offline), .log("server:power.stop", late: 60), .node(isAway: true)]),
                (250, [.node(isAway: false)]),
            ],
            .down(.user),
            wanted: false
        ),
        Row("server unknown to Wings", [(100, [.nodeAnswers(404)])], .unknown, wanted: true),
        Row("node token mismatch", [(100, [.nodeAnswers(403)])], .unknown, wanted: true),
        Row("panel outage", [(100, [.panel(isAway: true)])], .unknown, wanted: true),
        Row(
            "panel outage, all as before",
            [(100, [.panel(isAway: true)]), (300, [.panel(isAway: false)])],
            .up,
            wanted: true
        ),
        Row(
            "panel outage that began before the cause of a drop was known",
            [
                (100, [.state(.offline), .log("server:power.stop", late: 30)]), (125, [.panel(isAway: true)]),
                (400, [.panel(isAway: false)]),
            ],
            .down(.user),
            wanted: false
        ),
    ]
}
