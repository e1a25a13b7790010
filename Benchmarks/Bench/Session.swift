import Foundation

/// What the rows of one call of the bench share: places, and measurements that several rows are read from.
actor Session {
    /// A folder that is removed at the end.
    let folder: URL
    private var fleet: Result<FleetComparison, any Error>?
    private var latency: Result<CrashLatency, any Error>?
    private var rules: Result<RuleComparison, any Error>?
    private var hours: [Int: LimitedHour] = [:]
    private var pages: [Int: Result<PageComparison, any Error>] = [:]

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
        let result = await Result { try await FleetComparison.measure(in: folder) }
        fleet = result
        return try result.get()
    }

    /// An hour at a panel with a rate limit.
    func limitedHour(_ limit: Int) throws -> LimitedHour {
        if let hour = hours[limit] { return hour }
        Console.say("collect: an hour of virtual time at a limit of \(limit)")
        let hour = try LimitedHour.run(limit: limit)
        hours[limit] = hour
        return hour
    }

    /// What became of crashes.
    func crashLatency() async throws -> CrashLatency {
        if let latency { return try latency.get() }
        let result = await Result { try await CrashLatency.measure(in: folder) }
        latency = result
        return try result.get()
    }

    /// The page of a fleet of so many servers.
    func pageComparison(_ servers: Int) async throws -> PageComparison {
        if let page = pages[servers] { return try page.get() }
        let result = await Result { try await PageComparison.measure(servers: servers, in: folder) }
        pages[servers] = result
        return try result.get()
    }

    /// Rules over the series of a large fleet.
    func ruleComparison() async throws -> RuleComparison {
        if let rules { return try rules.get() }
        let result = await Result { try await RuleComparison.measure(in: folder) }
        rules = result
        return try result.get()
    }
}

extension Result where Failure == any Error {
    /// What became of some work.
    fileprivate init(_ work: () async throws -> Success) async {
        do { self = .success(try await work()) } catch { self = .failure(error) }
    }
}
