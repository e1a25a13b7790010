import PterodactylAPI
import TestSupport
import Testing

/// What the answers about backups are read to, and how one is locked for sure.
@Suite(.timeLimit(.minutes(3)))
struct BackupValueTests {
    private let server = recordedServer("e56e7773")
    private let made = BackupUUID("48ab3ec4-f5dd-4a18-80b5-6f9364a0e4e2")

    @Test func `a toggle shows what came of it`() throws {
        #expect(try Fixtures.read("servers.backups.lock", by: server.backups.toggleLock(made)).isLocked)
        let unlocked = try Fixtures.read("servers.backups.unlock", by: server.backups.toggleLock(made))
        #expect(!unlocked.isLocked && unlocked.isSuccessful)
        #expect(unlocked.checksum == "sha1:ca20500ed17d2305ffc47e31ccdbe4c566c8413a")
        #expect(unlocked.size == 528 && unlocked.duration == .seconds(2))
    }

    @Test func `a backup that was just asked for is not complete`() throws {
        let request = server.backups.create(name: "will fail", ignored: ["*.log", "cache"], isLocked: true)
        let backup = try Fixtures.read("servers.backups.create_backup.named", by: request)
        #expect(backup.progress == .inProgress && backup.isLocked && backup.ignoredFiles == ["*.log", "cache"])
    }

    @Test func `times of a panel elsewhere are the same moments`() throws {
        let list = server.backups.list().page(1)
        let utc = try Fixtures.read("servers.backups.list_backups", by: list).items
        let newYork = try Fixtures.read("variant.timezone.backups", by: list).items
        let first = try #require(newYork.first)
        #expect(first.createdAt == PanelTime(parsing: "2026-11-22T09:25:15Z"))
        #expect(first.uuid == utc.first?.uuid && first.createdAt == utc.first?.createdAt)
    }

    @Test func `a download's address is not printed`() throws {
        let url = try Fixtures.read("servers.backups.get_backup_download", by: server.backups.download(made))
        #expect(url.url.reveal().contains("/download/backup?token="))
        #expect(!printed(url).contains("token="))
    }

    @Test(arguments: [(true, true, 1), (true, false, 2), (false, true, 2), (false, false, 1)])
    func `a lock is toggled only where it is the other one`(wanted: Bool, current: Bool, calls: Int) async throws {
        let transport = StubTransport { (request) throws(TransportError) in
            let isLocked = request.method == .get ? current : !current
            let attributes: JSONValue = ["uuid": "48ab3ec4", "is_locked": .bool(isLocked)]
            return .json(["object": "backup", "attributes": attributes])
        }
        let panel = PanelClient(
            url: try PanelURL("https://panel.example.com"),
            keys: PanelKeys(client: Secret("ptlc_dummy")),
            transport: transport
        )
        let backup = try await panel.client.servers(survival).backups.setLocked(wanted, made)
        #expect(backup.isLocked == wanted)
        #expect(transport.requests.map(\.method) == Array([.get, .post].prefix(calls)))
        #expect(transport.requests.last?.url.hasSuffix("/lock") == (calls == 2))
    }
}
