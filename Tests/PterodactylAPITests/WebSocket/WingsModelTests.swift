import PterodactylAPI
import TestSupport
import Testing

struct WingsModelTests {
    @Test func `the node's list tells state, limits and crash detection, and keeps no environment`() throws {
        let json = try Trace.answer("wings_servers_bulk.json")
        let servers = try WingsServer.list(json)
        #expect(servers.map(\.name) == ["wings-one", "wings-two", "wings-three", "wings-four"])
        let first = try #require(servers.first)
        #expect(first.uuid == ServerUUID("f557c503-17ae-4cc0-9049-07f10b116078"))
        #expect(first.state == .offline)
        #expect(first.stats.memoryLimit == ByteCount(294_400_000))
        #expect(first.limits.memory == .mebibytes(256))
        #expect(first.limits.disk == .mebibytes(512))
        #expect(first.limits.cpu == .percent(100))
        #expect(first.limits.threads == nil)
        #expect(!first.limits.isOutOfMemoryKillerDisabled)
        #expect(first.isCrashDetectionEnabled)
        #expect(first.address == WingsServer.Address(ip: "127.0.0.1", port: 26001))
        #expect(first.image == "fakegame:latest")
        // The environment holds users' secrets: whatever stands in it must not be found in the model.
        let secret = "P_SERVER_LOCATION"
        #expect(String(decoding: json.encoded(), as: UTF8.self).contains(secret))
        #expect(!String(reflecting: servers).contains("BOOT_SECONDS"))
        #expect(!String(reflecting: servers).contains(secret))
        #expect(!String(reflecting: servers).contains("eu.de.fra"))
    }

    @Test func `both forms of the node's system decode`() throws {
        let short = try WingsSystem(try Trace.answer("wings_system.json"))
        #expect(short.version == "1.11.11")
        #expect(short.processorThreads == 2)
        #expect(short.systemKind == "linux")
        #expect(short.memory == nil && short.docker == nil)
        let long = try WingsSystem(try Trace.answer("wings_system_v2.json"))
        #expect(long.version == "1.11.11")
        #expect(long.processorThreads == 2)
        #expect(long.memory == ByteCount(25_276_510_208))
        #expect(long.systemName == "Debian GNU/Linux 12 (bookworm)")
        #expect(long.docker?.version == "20.10.24+dfsg1")
        #expect(long.docker?.containers.stopped == 3)
        #expect(long.docker?.cgroupVersion == "1")
    }

    @Test(
        arguments: [
            ([:], "$.configuration.allocations"),
            (["configuration": ["uuid": "x"]], "$.utilization.state"),
            (["configuration": ["uuid": "x"], "utilization": ["state": "running"]], "$.state"),
        ] as [(JSONValue, String)]
    )
    func `what is no server object is named by its place`(json: JSONValue, path: String) throws {
        let error = #expect(throws: PanelError.self) { try WingsServer(json) }
        guard case .undecodable(let place, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(place == path || place == "$.configuration.uuid")
    }

    @Test func `figures that cannot be are left out`() throws {
        let stats = try WingsStats(["state": "later", "disk_bytes": -1, "cpu_absolute": -3, "uptime": -5])
        #expect(stats.state == .other("later"))
        #expect(stats.disk == nil)
        #expect(stats.cpuPercent == nil)
        #expect(stats.uptime == .zero)
    }
}
