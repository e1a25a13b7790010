import PanelSimulator
import PterodactylAPI
import Testing

/// The same things done to a simulated server as to a real one give the same events in the same order.
struct ReplayTests {
    /// Compares with a recording: the events one by one, and their times where these depend on Wings alone.
    private func compare(_ replay: Replay, with name: String, within tolerance: Double?) throws {
        let theirs = try Trace(name).happenings
        let ours = replay.happenings
        #expect(ours.map(\.what) == theirs.map(\.what))
        guard let tolerance else { return }
        for (own, other) in zip(ours, theirs) {
            #expect(abs(own.after - other.after) <= tolerance, "\(own) for \(other)")
        }
    }

    @Test(arguments: [
        ("start", "start", true), ("stop", "stop", false), ("restart", "restart", false), ("kill", "kill", false),
        ("restart_offline", "restart", true),
    ])
    func `power actions`(_ trace: String, _ signal: String, isOffline: Bool) throws {
        var replay = try Replay { wings, _ in
            guard isOffline else { return }
            wings.power("stop", Replay.name)
            wings.pass(.seconds(5))
        }
        replay.then { wings, _ in wings.power(signal, Replay.name) }
        replay.wait(8)
        try compare(replay, with: trace, within: 0.75)
    }

    @Test func `a crash is restarted`() throws {
        var replay = try Replay()
        try replay.then { try $0.apply(.crash($1)) }
        replay.wait(8)
        try compare(replay, with: "crash_exit1", within: 0.75)
    }

    @Test func `the second crash in a minute is given up`() throws {
        var replay = try Replay()
        try replay.then { try $0.apply(.crash($1)) }
        replay.wait(10)
        try replay.then { try $0.apply(.crash($1)) }
        replay.wait(20)
        try compare(replay, with: "crash_twice", within: 1.2)
    }

    @Test func `a process that is killed while it starts is restarted`() throws {
        var replay = try Replay { wings, _ in
            wings.power("stop", Replay.name)
            wings.pass(.seconds(5))
        }
        replay.then { wings, _ in wings.power("start", Replay.name) }
        replay.wait(1.6)
        try replay.wings.apply(.crash(replay.id, exitCode: 137))
        replay.wait(8)
        try compare(replay, with: "crash_starting", within: 0.75)
    }

    @Test func `a process that takes too much memory is restarted`() throws {
        var replay = try Replay()
        replay.then { _, _ in }
        replay.wait(6)
        try replay.wings.apply(.crash(replay.id, exitCode: 137, isOutOfMemory: true))
        replay.wait(8)
        try compare(replay, with: "oom", within: 0.75)
    }

    @Test func `a crash without crash detection`() throws {
        var replay = try Replay { try $0.apply(.setCrashDetection($1, false)) }
        try replay.then { try $0.apply(.crash($1)) }
        replay.wait(20)
        try compare(replay, with: "crash_exit1-crash_detection_off", within: 0.75)
    }

    @Test func `a clean exit soon after a crash`() throws {
        var replay = try Replay { wings, id in
            try wings.apply(.crash(id))
            wings.pass(.seconds(20))
        }
        try replay.then { try $0.apply(.stop($1, via: .game)) }
        replay.wait(20)
        try compare(replay, with: "clean_exit0", within: 0.75)
    }

    @Test func `a clean exit that is no crash`() throws {
        var replay = try Replay(SimulatorOptions(detectsCleanExitAsCrash: false))
        try replay.then { try $0.apply(.stop($1, via: .game)) }
        replay.wait(20)
        try compare(replay, with: "clean_exit0-detect_clean_false", within: 0.75)
    }

    @Test func `a crash while the panel is down`() throws {
        var replay = try Replay()
        try replay.then {
            try $0.apply(.setPanelMode(.html502))
            try $0.apply(.crash($1))
        }
        replay.wait(16)
        try replay.then { wings, _ in try wings.apply(.setPanelMode(.ok)) }
        replay.wait(10)
        try compare(replay, with: "crash_panel_down", within: nil)
    }

    @Test func `a start that fails`() throws {
        var replay = try Replay { wings, id in
            wings.power("stop", Replay.name)
            wings.pass(.seconds(5))
            try wings.apply(.failStarts(id, count: 2, exitCode: 128))
        }
        replay.then { wings, _ in wings.power("start", Replay.name) }
        replay.wait(10)
        try compare(replay, with: "start_error", within: 0.75)
    }

    @Test func `a process that ignores its stop`() throws {
        var replay = try Replay { try $0.apply(.setHangs($1, ignoresStop: true, hangsInStarting: false)) }
        replay.then { wings, _ in wings.power("stop", Replay.name) }
        replay.wait(15)
        replay.then { wings, _ in
            for signal in ["stop", "start", "restart"] { wings.power(signal, Replay.name) }
        }
        replay.wait(4)
        replay.then { wings, _ in wings.power("kill", Replay.name) }
        replay.wait(8)
        try compare(replay, with: "ignore_stop", within: 0.75)
    }

    @Test func `a disk that is full`() throws {
        var replay = try Replay()
        try replay.then { try $0.apply(.fillDisk($1, percent: 120)) }
        replay.wait(160)
        replay.then { wings, _ in wings.power("start", Replay.name) }
        replay.wait(8)
        try compare(replay, with: "disk_full", within: nil)
    }

    @Test(arguments: ["wings_term", "wings_kill9"])
    func `a Wings that is stopped and started`(_ trace: String) throws {
        var replay = try Replay()
        try replay.then { wings, _ in try wings.apply(.restartWings(NodeID(1), downFor: .seconds(8))) }
        #expect(throws: WingsBench.Refused.self) { try replay.reconnect() }
        replay.wait(8.1)
        try replay.reconnect()
        try compare(replay, with: trace, within: nil)
    }

    @Test func `a Wings that hangs`() throws {
        var replay = try Replay()
        try replay.then { wings, _ in
            try wings.apply(.setNodeMode(NodeID(1), .hang))
            wings.power("stop", Replay.name)
        }
        replay.wait(39)
        try replay.then { wings, _ in try wings.apply(.setNodeMode(NodeID(1), .ok)) }
        replay.wait(10)
        try compare(replay, with: "wings_hang", within: 0.75)
    }

    @Test func `a Docker that is stopped and started`() throws {
        var replay = try Replay()
        try replay.then { wings, _ in try wings.apply(.stopDocker(NodeID(1), downFor: .seconds(9))) }
        replay.wait(7.8)
        replay.then { wings, _ in wings.power("start", Replay.name) }
        replay.wait(5.6)
        replay.then { wings, _ in wings.power("start", Replay.name) }
        replay.wait(8)
        try compare(replay, with: "dockerd_restart", within: 0.75)
    }

    @Test func `a suspension`() throws {
        var replay = try Replay()
        replay.then { wings, _ in _ = wings.bench.send(.post, "/api/application/servers/1/suspend") }
        replay.wait(6)
        replay.wings.send("send stats", on: replay.stream)
        replay.then { wings, _ in _ = wings.bench.send(.post, "/api/application/servers/1/unsuspend") }
        replay.wait(5)
        try compare(replay, with: "suspend", within: nil)
    }

    @Test func `a reinstallation`() throws {
        var replay = try Replay()
        replay.then { wings, _ in
            let answer = wings.ask(.post, "/api/servers/\(wings.uuid(Replay.name))/reinstall")
            #expect(answer.status == 202)
        }
        replay.wait(30)
        try compare(replay, with: "reinstall", within: nil)
    }

    @Test func `a backup, and a restoration that waits in vain for the process to end`() throws {
        var replay = try Replay { try $0.apply(.setHangs($1, ignoresStop: true, hangsInStarting: false)) }
        try backUpAndRestore(&replay, waiting: 130)
        try compare(replay, with: "backup", within: nil)
        let log = replay.wings.bench.activity(Replay.name)
        #expect(log.first == "server.backup.restore-failed")
    }

    @Test func `a backup and a restoration of a server that is offline`() throws {
        var replay = try Replay { wings, _ in
            wings.power("stop", Replay.name)
            wings.pass(.seconds(5))
        }
        try backUpAndRestore(&replay, waiting: 130)
        try compare(replay, with: "backup_offline_restore", within: nil)
        #expect(replay.wings.bench.activity(Replay.name).first == "server:backup.restore-complete")
    }

    private func backUpAndRestore(_ replay: inout Replay, waiting seconds: Double) throws {
        let target = "/api/client/servers/\(replay.id)/backups"
        replay.then { wings, _ in _ = wings.bench.send(.post, target, body: "{}") }
        replay.wait(200)
        let backup = try #require(replay.wings.bench.panel.server(replay.id)?.backups.last)
        replay.then { wings, _ in
            let path = "/api/servers/\(wings.uuid(Replay.name))/backup/\(backup.uuid)/restore"
            #expect(wings.ask(.post, path, body: #"{"adapter":"wings","truncate_directory":false}"#).status == 202)
        }
        replay.wait(seconds)
    }

    @Test func `a token that expires, and another one after it`() throws {
        var replay = try Replay()
        try replay.reconnect()
        replay.then { _, _ in }
        replay.wait(660)
        let stream = replay.stream
        replay.then { wings, _ in wings.send("send stats", on: stream) }
        replay.wait(3)
        replay.then { wings, _ in wings.authenticate(stream, wings.credentials(Replay.name)["token"].text) }
        replay.wait(5)
        try compare(replay, with: "jwt_expire", within: 1.5)
    }

    @Test func `a token that is renewed in time`() throws {
        var replay = try Replay()
        try replay.reconnect()
        replay.then { _, _ in }
        replay.wait(541)
        let stream = replay.stream
        replay.then { wings, _ in wings.authenticate(stream, wings.credentials(Replay.name)["token"].text) }
        replay.wait(15)
        try compare(replay, with: "jwt_refresh", within: 1.5)
    }

    @Test func `a server that is deleted`() throws {
        var replay = try Replay()
        try replay.then { try $0.apply(.deleteServer($1)) }
        try compare(replay, with: "create_delete", within: 0.75)
        #expect(replay.wings.opening(of: replay.wings.uuid("Creative")) != replay.wings.opening(of: "gone"))
    }
}
