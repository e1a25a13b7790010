import Foundation
import PanelSimulator
import PanelTransport
import PterodactylAPI
import Synchronization
import TestSupport
import Testing

/// Files that go over real sockets to the simulated nodes and back.
@Suite(.timeLimit(.minutes(3)))
struct TransferTests {
    /// Bytes that are not the same everywhere.
    private static func bytes(_ count: Int) -> Data {
        Data((0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 8) })
    }

    @Test func `a file goes up and comes down the same, and progress reaches its size`() async throws {
        try await TemporaryFolder.with { folder in
            try await SimulatedHost.with { host in
                let files = host.panel.client.servers(try host.runningServer().uuid).files
                let content = Self.bytes(3 << 20)
                let local = folder.appendingPathComponent("world \"1\".dat")
                try content.write(to: local)
                let sent = Mutex<[TransferProgress]>([])
                let target = try await files.upload().send().uploading(into: "/")
                try await host.transport.upload(local.path, to: target) { progress in
                    sent.withLock { $0.append(progress) }
                }
                #expect(sent.withLock { $0.last }?.fraction == 1)
                #expect(sent.withLock { $0.count } > 2)
                let name = try #require(try await files.list("/").send().first { $0.size.bytes == content.count }?.name)
                let copy = folder.appendingPathComponent("copy.dat")
                let source = try await files.download("/" + name).send()
                let received = try await host.transport.download(source, to: copy.path)
                #expect(received.bytes == content.count)
                #expect(try Data(contentsOf: copy) == content)
                // The address is used up.
                await #expect(throws: TransferError.self) {
                    try await host.transport.download(source, to: copy.path + "2")
                }
                #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 2)
            }
        }
    }

    @Test func `a backup comes down whole`() async throws {
        try await TemporaryFolder.with { folder in
            try await SimulatedHost.with { host in
                let truth = try host.runningServer()
                try host.simulator.apply(.addBackup(truth.identifier, isSuccessful: true))
                let backups = host.panel.client.servers(truth.uuid).backups
                let backup = try #require(try await backups.list().all().last { $0.progress == .successful })
                let local = folder.appendingPathComponent("backup.tar.gz").path
                let size = try await host.transport.download(try await backups.download(backup.uuid).send(), to: local)
                #expect(size.bytes > 0)
                #expect(try Data(contentsOf: URL(fileURLWithPath: local)).count == Int(size.bytes))
            }
        }
    }

    @Test func `a file that is not there is told by its path, and nothing is sent`() async throws {
        try await SimulatedHost.with { host in
            let target = try await host.panel.client.servers(try host.runningServer().uuid).files.upload().send()
            let error = await #expect(throws: TransferError.self) {
                try await host.transport.upload("/nonexistent/world.dat", to: target)
            }
            #expect(error?.description.contains("/nonexistent/world.dat") == true)
            #expect(error?.description.contains("token") == false)
        }
    }

    @Test func `a download that is cut or cancelled leaves nothing behind`() async throws {
        try await TemporaryFolder.with { folder in
            let local = folder.appendingPathComponent("part.dat").path
            let head = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nabc"
            try await ScriptedServer.run(.answer(head, closes: true)) { server in
                try await AsyncHTTPTransport.withTransport { transport in
                    let source = SignedURL(url: Secret(server.url("/download/file?token=x")))
                    await #expect(throws: TransferError.self) { try await transport.download(source, to: local) }
                }
            }
            try await ScriptedServer.run(.answer(head, closes: false)) { server in
                try await AsyncHTTPTransport.withTransport { transport in
                    let source = SignedURL(url: Secret(server.url("/download/file?token=x")))
                    let (began, begin) = AsyncStream<Void>.makeStream()
                    let task = Task { try await transport.download(source, to: local) { _ in begin.yield() } }
                    for await _ in began { break }
                    task.cancel()
                    await #expect(throws: TransferError.transport(.cancelled)) { try await task.value }
                }
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
        }
    }

    @Test(arguments: [true, false])
    func `a transfer after the shutdown fails, whether or not there was one before`(isFirst: Bool) async throws {
        try await TemporaryFolder.with { folder in
            let local = folder.appendingPathComponent("file.dat").path
            let answer = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc"
            try await ScriptedServer.run(.answer(answer, closes: false)) { server in
                let source = SignedURL(url: Secret(server.url("/download/file?token=x")))
                let transport = try AsyncHTTPTransport()
                if !isFirst { try await transport.download(source, to: local) }
                try await transport.shutdown()
                let count = server.requests.count
                await #expect(throws: TransferError.self) { try await transport.download(source, to: local) }
                #expect(server.requests.count == count)
            }
        }
    }
}
