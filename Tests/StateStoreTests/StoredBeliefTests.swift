import Collecting
import PterodactylAPI
import StateStore
import Telemetry
import Testing

/// What is believed of servers over a restart of the agent.
struct StoredBeliefTests {
    private static let start = Timestamp(millisecondsSince1970: 1_800_000_000_000)

    @Test func `beliefs come back as they were, and those of a panel that is not named stay`() async throws {
        let store = try StateStore()
        #expect(try await store.beliefs().isEmpty)
        let beliefs = [
            ServerBelief(
                uuid: ServerUUID("a"),
                isDesiredUp: true,
                lastUpAt: Self.start,
                downSince: Self.start + .seconds(9)
            ),
            ServerBelief(uuid: ServerUUID("b"), isDesiredUp: false, lastUpAt: Self.start),
            ServerBelief(uuid: ServerUUID("c"), isDesiredUp: nil, lastUpAt: nil),
        ]
        try await store.remember(["main": beliefs, "other": [beliefs[2]]], at: Self.start)
        let read = try await store.beliefs()
        #expect(read["main"]?.sorted { $0.uuid.rawValue < $1.uuid.rawValue } == beliefs)
        try await store.remember(["main": [beliefs[1]]], at: Self.start)
        #expect(try await store.beliefs() == ["main": [beliefs[1]], "other": [beliefs[2]]])
    }
}
