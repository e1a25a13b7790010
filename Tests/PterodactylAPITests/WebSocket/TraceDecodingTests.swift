import PterodactylAPI
import TestSupport
import Testing

/// Everything that a real Wings said is understood.
struct TraceDecodingTests {
    @Test func `every frame of every trace is a typed event`() throws {
        var count = 0
        var stats = 0
        let traces = try Trace.all()
        #expect(traces.count == 50)
        for trace in traces {
            for (event, _) in trace.events {
                count += 1
                if case .unknown = event { Issue.record("\(trace.name): \(event)") }
                if case .tokenRefused(.other(let text)) = event { Issue.record("\(trace.name): \(text)") }
                if case .stats(let value) = event {
                    stats += 1
                    #expect(value.memory != nil && value.memoryLimit != nil && value.cpuPercent != nil)
                    #expect(value.disk != nil && value.received != nil && value.sent != nil)
                    if case .other(let word) = value.state { Issue.record("\(trace.name): \(word)") }
                }
            }
        }
        #expect(count == 3488)
        #expect(stats == 2173)
    }

    @Test func `every line that Wings itself wrote into a console is known`() throws {
        var counts: [DaemonNotice: Int] = [:]
        for trace in try Trace.all() {
            for notice in trace.notices {
                counts[notice, default: 0] += 1
                if case .other(let text) = notice { Issue.record("\(trace.name): \(text)") }
            }
        }
        #expect(counts[.crashDetected] == 21)
        #expect(counts[.outOfMemory(true)] == 1)
        #expect(counts[.gaveUp(within: .seconds(60))] == 5)
        #expect(counts[.detectionDisabled] == 2)
        #expect(counts[.crashHandlingFailed] == 3)
        #expect(counts[.diskLimitExceeded] == 1)
        #expect(counts[.preflight(.diskSpace)] == 89)
        #expect(counts[.imagePullStarted] == 85)
        #expect(counts[.imagePullFinished] == 85)
    }

    @Test func `a backup's end, a refused token and a deletion are told with their facts`() throws {
        let backup = try #require(
            try Trace("backup").events.compactMap { item -> WingsEvent.BackupOutcome? in
                guard case .backupCompleted(let outcome) = item.event else { return nil }
                return outcome
            }.first
        )
        #expect(backup.isSuccessful)
        #expect(backup.checksum?.hasPrefix("sha1:") == true)
        #expect(backup.size.bytes > 62_000_000)
        let refusals = try Trace("jwt_bad").events.compactMap { item -> TokenRefusal? in
            guard case .tokenRefused(let refusal) = item.event else { return nil }
            return refusal
        }
        #expect(refusals == [.missing, .wrongServer, .wrongServer])
        #expect(try Trace("create_delete").events.last?.event == .deleted)
        let expired = try Trace("jwt_expire").events.filter { $0.event == .tokenRefused(.expired) }
        #expect(expired.count == 68)
    }

    @Test func `every answer of the node decodes`() throws {
        var servers = 0
        for trace in try Trace.all() {
            for line in trace.lines {
                if line.kind == "bulk", let stats = line.json["v"]?["utilization"] {
                    servers += 1
                    #expect(try WingsStats(stats).memoryLimit != nil, "\(trace.name)")
                }
                guard line.kind == "http", line.json["status"]?.integer == 200, let answer = line.json["resp"],
                    let request = line.json["req"]?.string, request.hasPrefix("GET wings:/api/s")
                else { continue }
                if request.contains("/system") {
                    #expect(try WingsSystem(answer).version == "1.11.11", "\(trace.name): \(request)")
                } else if request.hasSuffix("/servers") {
                    #expect(try WingsServer.list(answer).count == 4, "\(trace.name): \(request)")
                } else if !request.hasSuffix("/logs") {
                    servers += 1
                    #expect(try WingsServer(answer).name.hasPrefix("wings-"), "\(trace.name): \(request)")
                }
            }
        }
        #expect(servers == 581 + 26)
    }

    @Test func `what the panel answered beside the node decodes`() throws {
        var count = 0
        for trace in try Trace.all() {
            for line in trace.lines where line.kind == "resources" && line.json["status"]?.integer == 200 {
                let body: JSONValue = ["object": "stats", "attributes": line.json["v"] ?? nil]
                let answer = HTTPResponse(status: 200, body: body.encoded())
                #expect(throws: Never.self, "\(trace.name)") {
                    _ = try ClientAPI().servers(survival).resources().endpoint.interpret(answer)
                }
                count += 1
            }
        }
        #expect(count == 179)
    }
}
