import PterodactylAPI
import Telemetry
import TestSupport

/// The daemon of a scripted panel's node: who it lets in, and what it says of itself.
struct ScriptedWings {
    /// How it takes requests of anybody but its panel.
    enum Mode {
        case answering, refused, hanging
    }

    var mode = Mode.answering
    /// The token that it accepts.
    private(set) var token = "wings-token-0"
    /// The token that the panel has for it.
    private(set) var tokenAtPanel = "wings-token-0"
    /// The panel's URL as it has it.
    var remote = "https://panel.example.com"
    /// Whether its Docker is away, so that it has all servers offline.
    var isDockerAway = false
    /// Servers that it has and the panel does not list for this key.
    var strangers: [ServerUUID] = []
    private var resets = 0

    /// Gives it a new token, which the panel has at once.
    mutating func resetToken() {
        resets += 1
        token = "wings-token-\(resets)"
        tokenAtPanel = token
    }

    /// Lets the panel have a token that it does not accept.
    mutating func mismatchToken() { tokenAtPanel = "another-token" }

    /// What the panel has it configured with.
    var configuration: JSONValue {
        ["uuid": "node-uuid", "token_id": "id", "token": .string(tokenAtPanel), "remote": .string(remote)]
    }

    /// What it says of its machine; it asks Docker for that.
    var system: HTTPResponse {
        guard !isDockerAway else { return .wingsError(500, "Cannot connect to the Docker daemon") }
        return .json([
            "version": "1.11.11",
            "docker": ["version": "20.10.24", "containers": ["total": 4, "running": 1, "paused": 0, "stopped": 3]],
            "system": ["architecture": "amd64", "cpu_threads": 2, "memory_bytes": 25_276_510_208, "os": "Debian"],
        ])
    }
}

extension HTTPResponse {
    /// An error of Wings itself.
    static func wingsError(_ status: Int, _ message: String) -> HTTPResponse {
        .json(["error": .string(message), "request_id": "r-1"], status: status)
    }
}

// What Wings says of a server.
extension ScriptedServer {
    /// What Wings has it do.
    func stateOnNode(_ wings: ScriptedWings) -> PowerState { wings.isDockerAway ? .offline : state }

    /// What it uses, as a WebSocket tells it.
    func stats(_ state: PowerState, at now: Timestamp) -> WingsStats {
        let isUp = state == .running || state == .starting
        let uptime = isUp && !isUptimeUnknown ? max(.zero, now - startedAt) : .zero
        return WingsStats(
            state: state,
            memory: ByteCount(isUp ? 256 * 1_048_576 : 0),
            cpuPercent: isUp ? 50 : 0,
            disk: ByteCount(Int64(diskBytes)),
            received: 10,
            sent: 20,
            uptime: uptime
        )
    }

    /// As the list of its node has it, with the keys of the recorded one.
    func bodyOnNode(_ state: PowerState, at now: Timestamp) -> JSONValue {
        let stats = stats(state, at: now)
        return [
            "state": .string(state.word), "is_suspended": .bool(isSuspendedOnNode),
            "utilization": [
                "memory_bytes": .number(Int(stats.memory?.value ?? 0)), "memory_limit_bytes": 294_400_000,
                "cpu_absolute": .number(Int(stats.cpuPercent ?? 0)), "network": ["rx_bytes": 10, "tx_bytes": 20],
                "uptime": .number(Int(stats.uptime / .milliseconds(1))), "state": .string(state.word),
                "disk_bytes": .number(diskBytes),
            ],
            "configuration": [
                "uuid": .string(uuid.rawValue), "meta": ["name": "x", "description": ""], "suspended": false,
                "build": ["memory_limit": 256, "swap": 0, "disk_space": 512, "io_weight": 500, "cpu_limit": 100],
                "crash_detection_enabled": true, "container": ["image": "game:latest"],
            ],
        ]
    }
}
