import Alerting
import StateStore
import Telemetry
import Testing

/// Alerts that outlive the agent.
struct RememberedAlertTests {
    private static let start = Timestamp(millisecondsSince1970: 1_800_000_000_000)

    private static func alert(_ labels: [String: String]) -> RememberedAlert {
        RememberedAlert(
            file: "servers.yml",
            group: "pterodactyl-servers",
            labels: labels,
            activeAt: start,
            lastSeen: start + .seconds(90)
        )
    }

    @Test func `alerts come back as they were, and what is written later stands alone`() async throws {
        let store = try StateStore()
        #expect(try await store.alerts().isEmpty)
        let quoted = Self.alert(["alertname": "Full", "server": "o'neil \"x\" \u{e9}\n"])
        let plain = Self.alert(["alertname": "Full", "server": "b"])
        try await store.remember([quoted, plain])
        #expect(Set(try await store.alerts()) == [quoted, plain])
        try await store.remember([plain])
        #expect(try await store.alerts() == [plain])
    }
}
