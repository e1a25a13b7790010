import Foundation

/// What the rows of one call of the bench share: places, and measurements that several rows are read from.
actor Session {
    /// A folder that is removed at the end.
    let folder: URL
    private var fleet: Result<FleetComparison, any Error>?

    private init(folder: URL) { self.folder = folder }

    /// Makes a session while `body` runs.
    static func with<Value: Sendable>(_ body: (Session) async throws -> Value) async throws -> Value {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pterowatch-bench-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }  // a leftover in the temporary folder harms nobody
        return try await body(Session(folder: folder))
    }

    /// Both exporters polling and serving the same fleet; measured when it is asked for first.
    func fleetComparison() async throws -> FleetComparison {
        if let fleet { return try fleet.get() }
        let result: Result<FleetComparison, any Error>
        do {
            result = .success(try await FleetComparison.measure(in: folder))
        } catch {
            result = .failure(error)
        }
        fleet = result
        return try result.get()
    }
}
