import Agent
import Alerting
import IncidentCampaign
import PanelSimulator
import PterodactylAPI
import Remediation
import StateStore
import Telemetry
import Testing

/// Without a ledger nothing is done, loudly; and everything else goes on.
struct LedgerFailureTests {
    /// How the database comes to refuse writes, and how it is mended.
    enum Trouble: String, CaseIterable, CustomTestStringConvertible {
        case full, readOnly

        var testDescription: String { rawValue }

        func begin(_ store: StateStore) throws {
            switch self {
            // SQLite takes no smaller number than there are pages, and says FULL for one more.
            case .full: try store.execute("PRAGMA max_page_count = 1")
            case .readOnly: try store.execute("PRAGMA query_only = 1")
            }
        }

        func end(_ store: StateStore) throws {
            switch self {
            case .full: try store.execute("PRAGMA max_page_count = 1000000")
            case .readOnly: try store.execute("PRAGMA query_only = 0")
            }
        }
    }

    @Test(arguments: Trouble.allCases)
    func `a ledger that takes nothing stops all actions with an alert, never the metrics`(trouble: Trouble) async throws
    {
        var world = try await VirtualWorld()
        await world.run(for: .seconds(120))
        let server = try #require(world.panel.servers.first { $0.state == .running })
        try trouble.begin(world.store)
        try Self.fillPages(of: world.store)
        await world.tell(.ledger(isWritable: false))
        try world.panel.apply(.crash(server.identifier, times: 2), at: world.now)
        await world.run(for: .seconds(900))
        #expect(world.powerRequests.isEmpty)
        #expect(world.log.contains { $0.contains("ledger_unavailable") })
        #expect(world.value("pterowatch_ledger_writable") == 0)
        #expect(
            world.firing.isSuperset(of: ["PterowatchLedgerNotWritable", "PterodactylServerCrashed"]),
            "\(world.firing)"
        )
        #expect(world.value("pterodactyl_server_up", ["server": server.identifier.rawValue]) == 0)
        #expect(world.value("pterodactyl_panel_up") == 1)

        try trouble.end(world.store)
        try await world.store.checkWritable()
        await world.tell(.ledger(isWritable: true))
        let isBack = await world.run(within: .seconds(300)) { $0.panel.server(server.identifier)?.state == .running }
        #expect(isBack, "\(world.log.suffix(10).joined(separator: "\n"))")
        #expect(world.powerRequests.map(\.signal) == [.start])
    }

    /// Uses up what is left of the pages that there are.
    private static func fillPages(of store: StateStore) throws {
        for number in 0..<100 {
            let text = String(repeating: "x", count: 3_000 / (number / 20 + 1))
            let rows = """
                INSERT OR IGNORE INTO incidents VALUES ('filler', 'none', 'none', 'none', 'p', 'A', 1);
                INSERT INTO intents (id, incident_id, panel, server, uuid, step, explanation, created_at, verify_by)
                    VALUES ('\(number)', 'filler', 'none', 'none', 'none', 'wait', '\(text)', 1, 1);
                INSERT INTO decisions (incident_id, verdict, explanation, decided_at) VALUES ('filler', 'rearmed', '\(text)', 1);
                """
            _ = try? store.execute(rows)  // the more are refused, the better
        }
    }
}
