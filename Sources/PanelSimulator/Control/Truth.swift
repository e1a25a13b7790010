public import PterodactylAPI
public import Telemetry

/// A power request that reached the panel with a valid key.
public struct PowerRequest: Sendable, Equatable {
    /// When it came.
    public let at: Timestamp
    /// The server it was for.
    public let server: ServerIdentifier
    /// What it asked for.
    public let signal: PowerSignal
    /// The key it came with.
    public let key: KeyKind
    /// The panel's answer: 204 means that Wings took it.
    public let status: Int
    /// Its header `X-Request-Id`; nil without one.
    public let requestID: String?
}

/// What is really going on with a server.
public struct ServerTruth: Sendable, Equatable {
    /// The short id.
    public let identifier: ServerIdentifier
    /// The full id.
    public let uuid: ServerUUID
    /// The number on the application API.
    public let internalID: Int
    /// The display name.
    public let name: String
    /// The node's name.
    public let node: String
    /// The user name of the owner.
    public let owner: String
    /// What the process does.
    public let state: PowerState
    /// Since when.
    public let since: Timestamp
    /// The panel's status column; nil is normal.
    public let status: String?
    /// How often it was started since the simulation's start, by whomever.
    public let starts: Int
    /// How often its process ended by itself.
    public let crashes: Int
    /// Whether Wings' crash handler gave up.
    public let hasWingsGivenUp: Bool
    /// What made it be in its state.
    public let lastCause: String
    /// The exit code of the last crash.
    public let lastExitCode: Int?
    /// Memory now, in bytes.
    public let memoryBytes: Int64
    /// CPU now, percent of one core.
    public let cpuPercent: Double
    /// Disk as last measured, in bytes.
    public let diskBytes: Int64
    /// How long the container runs, in milliseconds.
    public let uptimeMilliseconds: Int64
    /// Players now.
    public let players: Int
    /// The backups, oldest first.
    public let backups: [BackupTruth]
}

/// What is really going on with a backup.
public struct BackupTruth: Sendable, Equatable {
    /// Its id.
    public let uuid: String
    /// Its name.
    public let name: String
    /// When it was begun.
    public let createdAt: Timestamp
    /// When it ended; nil while it runs.
    public let completedAt: Timestamp?
    /// Whether it ended well.
    public let isSuccessful: Bool
    /// Its size in bytes.
    public let bytes: Int64
}

/// What is really going on with a node.
public struct NodeTruth: Sendable, Equatable {
    /// The number on the application API.
    public let id: NodeID
    /// The name.
    public let name: String
    /// How it behaves; a restart of Wings shows as `refuse`.
    public let mode: NodeMode
    /// Memory that may be allocated, in MiB.
    public let memoryMiB: Int
    /// Disk that may be allocated, in MiB.
    public let diskMiB: Int
    /// The sum of its servers' memory limits, in MiB.
    public let allocatedMemoryMiB: Int
    /// The sum of its servers' disk limits, in MiB.
    public let allocatedDiskMiB: Int
    /// How many servers it has.
    public let servers: Int
    /// How its port meets clients.
    public let block: NodeBlock
    /// Whether the panel's secret is another one than that of Wings.
    public let hasTokenMismatch: Bool
}

/// The truth, for tests and the control API: as of the last request or `advance`.
extension SimulatedPanel {
    /// All servers, by id.
    public var servers: [ServerTruth] { world.orderedServers.map(truth) }

    /// A server by short id; nil for none.
    public func server(_ identifier: ServerIdentifier) -> ServerTruth? {
        world.serverID(named: identifier.rawValue).flatMap { world.servers[$0] }.map(truth)
    }

    /// A server by name; nil for none.
    public func server(named name: String) -> ServerTruth? {
        world.orderedServers.first { $0.name == name }.map(truth)
    }

    /// All nodes, by id.
    public var nodes: [NodeTruth] {
        world.nodes.map { node in
            let allocated = world.allocatedResources(of: node.id)
            return NodeTruth(
                id: node.id,
                name: node.name,
                mode: node.shownMode(at: clock),
                memoryMiB: node.memoryMiB,
                diskMiB: node.diskMiB,
                allocatedMemoryMiB: allocated.memoryMiB,
                allocatedDiskMiB: allocated.diskMiB,
                servers: world.servers.values.count { $0.node == node.id },
                block: node.block,
                hasTokenMismatch: node.staleToken != nil
            )
        }
    }

    /// How many servers run.
    public var runningCount: Int { world.servers.values.count { $0.process.state == .running } }

    /// The power requests that came, oldest first.
    public var powerRequests: [PowerRequest] { powerLog }

    /// How many requests came, by route, and how many failed, by `status_…`.
    public var requests: [String: Int] { requestCounts }

    /// How the panel behaves.
    public var panelMode: PanelMode { mode }

    private func truth(_ server: SimulatedServer) -> ServerTruth {
        let usage = server.usage(at: clock)
        return ServerTruth(
            identifier: ServerIdentifier(server.identifier),
            uuid: ServerUUID(server.uuid),
            internalID: server.id,
            name: server.name,
            node: world.node(server.node)?.name ?? "",
            owner: world.user(server.owner)?.username ?? "",
            state: server.process.state,
            since: server.process.since,
            status: server.status,
            starts: server.process.starts,
            crashes: server.process.crashes,
            hasWingsGivenUp: server.process.hasGivenUp,
            lastCause: server.process.lastCause,
            lastExitCode: server.process.lastExitCode,
            memoryBytes: usage.memoryBytes,
            cpuPercent: usage.cpuPercent,
            diskBytes: usage.diskBytes,
            uptimeMilliseconds: usage.uptimeMilliseconds,
            players: server.process.state == .running ? Int(server.load.players(at: clock)) : 0,
            backups: server.backups.map {
                BackupTruth(
                    uuid: $0.uuid,
                    name: $0.name,
                    createdAt: $0.createdAt,
                    completedAt: $0.completedAt,
                    isSuccessful: $0.isSuccessful,
                    bytes: $0.bytes
                )
            }
        )
    }
}
