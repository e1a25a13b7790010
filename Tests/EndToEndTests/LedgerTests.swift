import Foundation
import StateStore
import Testing

@Suite(.timeLimit(.minutes(3)))
struct LedgerTests {
    @Test func `a ledger that cannot be written is shown at once, and is shown as healed`() async throws {
        try await Tools.withTemporaryFolder { folder in
            try await Simulator.with(["--servers=2"], in: folder) { simulator in
                try await Agent.with(on: simulator, in: folder) { agent in
                    try await agent.ready()
                    try await agent.shows { $0.value("pterowatch_ledger_writable") == 1 }
                    let database = "\(Agent.storage(in: folder))/\(StateStore.databaseName)"
                    let other = try StateStore(path: database, mayLeaveOpen: true)
                    try other.execute("BEGIN EXCLUSIVE")
                    try await agent.logs("The ledger cannot be written", "locked")
                    try await agent.shows { $0.value("pterowatch_ledger_writable") == 0 }
                    try other.execute("ROLLBACK")
                    try other.close()
                    try await agent.shows { $0.value("pterowatch_ledger_writable") == 1 }
                }
            }
        }
    }
}
