import Collecting
import PterodactylAPI
import Telemetry
import Testing

struct BackupsCollectorTests {
    /// Lists every ten minutes: the times of these tests are short.
    private static let plan = PanelPlan(
        name: "main",
        intervals: PanelPlan.defaultIntervals.merging([.backups: .seconds(600)]) { $1 }
    )

    private static let backups: [JSONValue] = [
        .backup(1, bytes: 100, from: .second(-5_000), to: .second(-4_900)),
        .backup(2, bytes: 300, from: .second(-3_000), to: .second(-2_940), isLocked: true),
        .backup(3, bytes: 0, from: .second(-2_000), to: .second(-1_990), isSuccessful: false),
        .backup(4, bytes: 0, from: .second(-60), to: nil, isSuccessful: false),
    ]

    @Test(arguments: [false, true])
    func `a list tells how the backups are, to every key that may read it`(isAdmin: Bool) {
        var panel = ScriptedPanel(servers: 1, nodes: 1)
        panel.isAdmin = isAdmin
        panel.servers[0].backups = Self.backups
        panel.run(seconds: 2)
        #expect(panel.value("pterodactyl_server_backups", ["status": "successful"]) == 2)
        #expect(panel.value("pterodactyl_server_backups", ["status": "failed"]) == 1)
        #expect(panel.value("pterodactyl_server_backups", ["status": "in_progress"]) == 1)
        #expect(panel.value("pterodactyl_server_backups_locked") == 1)
        #expect(panel.value("pterodactyl_server_backups_size_bytes") == 400)
        #expect(panel.value("pterodactyl_server_backup_last_success_size_bytes") == 300)
        #expect(panel.value("pterodactyl_server_backup_last_success_duration_seconds") == 60)
        let newest = Timestamp.second(-60).secondsSince1970
        #expect(panel.value("pterodactyl_server_backup_last_attempt_timestamp_seconds") == newest)
        #expect(panel.isSuccessful(.backups) == true)
    }

    @Test func `a list of several pages counts as a whole`() {
        var panel = ScriptedPanel(servers: 2, nodes: 1)
        panel.pageSize = 3
        panel.servers[1].backups = (0..<8).map { .backup($0, bytes: 1, from: .second(-100), to: .second(-50)) }
        panel.run(seconds: 2)
        #expect(panel.value("pterodactyl_server_backups_size_bytes", ["server": "10000001"]) == 8)
        #expect(panel.value("pterodactyl_server_backups_size_bytes", ["server": "10000000"]) == 0)
    }

    @Test func `a list that was cut off is not counted`() {
        var panel = ScriptedPanel(servers: 1, nodes: 1)
        panel.pageSize = 3
        panel.servers[0].backups = (0..<5).map { .backup($0, bytes: 1, from: .second(-100), to: .second(-50)) }
        panel.answers[.backups(.number(0), page: 2)] = .nonsense
        panel.run(seconds: 30)
        #expect(panel.value("pterodactyl_server_backups_size_bytes") == nil)
        #expect(panel.isSuccessful(.backups) == false)
        #expect(panel.watcher.isReady, "it was asked for, and that is all that can be waited for")
    }

    @Test func `a missing right is said once and not asked for again, and the other servers' backups come`() {
        var panel = ScriptedPanel(servers: 2, nodes: 1, plan: Self.plan)
        panel.servers[1].backups = Self.backups
        panel.answers[.backups(.number(0), page: 1)] = .forbidden
        panel.run(seconds: 1_300)
        #expect(panel.asks(for: .backups(.number(0), page: 1)) == 1)
        #expect(panel.asks(for: .backups(.number(1), page: 1)) == 3)
        let said = panel.notices.count { if case .missingRight("backup.read", _) = $0 { true } else { false } }
        #expect(said == 1)
        #expect(panel.value("pterodactyl_server_backups_locked", ["server": "10000000"]) == nil)
        #expect(panel.value("pterodactyl_server_backups_locked", ["server": "10000001"]) == 1)
        #expect(panel.isSuccessful(.backups) == true)
    }

    @Test func `a right that was lost takes its numbers along`() {
        var panel = ScriptedPanel(servers: 1, nodes: 1, plan: Self.plan)
        panel.servers[0].backups = Self.backups
        panel.run(seconds: 30)
        panel.answers[.backups(.number(0), page: 1)] = .forbidden
        panel.run(seconds: 600)
        #expect(panel.value("pterodactyl_server_backups_locked") == nil)
    }

    @Test func `a list that fails for three intervals is too old to be shown`() {
        var panel = ScriptedPanel(servers: 1, nodes: 1, plan: Self.plan)
        panel.servers[0].backups = Self.backups
        panel.run(seconds: 30)
        panel.answers[.backups(.number(0), page: 1)] = .nonsense
        panel.run(seconds: 900)
        #expect(panel.value("pterodactyl_server_backups_locked") == 1)
        panel.run(seconds: 1_000)
        #expect(panel.value("pterodactyl_server_backups_locked") == nil)
    }
}
