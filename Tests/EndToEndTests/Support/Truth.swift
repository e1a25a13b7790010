import Testing

/// Compares a metrics page with what the simulated panel really holds.
struct Truth {
    private let simulator: Simulator

    init(_ simulator: Simulator) { self.simulator = simulator }

    /// The server's state and backups.
    func check(_ server: Simulator.Server, against metrics: Metrics) async throws {
        checkState(of: server, against: metrics)
        try await checkBackups(of: server, against: metrics)
    }

    /// The server's state and name.
    func checkState(of server: Simulator.Server, against metrics: Metrics) {
        let labels = ["server": server.identifier]
        let name = "pterodactyl_server_"
        #expect(metrics.value(name + "up", labels) == (server.state == "running" ? 1 : 0), "\(server)")
        #expect(metrics.value(name + "info", labels.merging(["name": server.name]) { $1 }) == 1)
    }

    /// The server's backups; to be asked only where the key may read them.
    func checkBackups(of server: Simulator.Server, against metrics: Metrics) async throws {
        let labels = ["server": server.identifier]
        let name = "pterodactyl_server_"
        let backups = try await simulator.backups(of: server.identifier)
        let good = backups.filter { $0.ok && $0.completed_at_ms != nil }
        let count = metrics.value(name + "backups", labels.merging(["status": "successful"]) { $1 })
        #expect(count == Double(good.count), "\(server)")
        let newest = good.max { ($0.completed_at_ms ?? 0) < ($1.completed_at_ms ?? 0) }
        #expect(metrics.value(name + "backup_last_success_size_bytes", labels) == newest?.bytes)
        // The panel's times have whole seconds.
        let completed = newest?.completed_at_ms.map { Double($0 / 1_000) }
        #expect(metrics.value(name + "backup_last_success_timestamp_seconds", labels) == completed)
    }

    /// A node's capacity.
    func check(_ node: Simulator.Node, against metrics: Metrics) {
        let labels = ["node": node.name]
        let mebibyte = 1_048_576.0
        let values = [
            "memory_bytes": node.memory_mib * mebibyte, "disk_bytes": node.disk_mib * mebibyte,
            "memory_allocated_bytes": node.allocated_memory_mib * mebibyte,
            "disk_allocated_bytes": node.allocated_disk_mib * mebibyte, "up": 1, "servers": Double(node.servers),
        ]
        for (name, value) in values {
            #expect(metrics.sum("pterodactyl_node_\(name)", labels) == value, "\(name) of \(node.name)")
        }
    }
}
