import Agent
import Foundation
import PterodactylAPI
import Settings
import Testing

/// `pterowatch init` writes two files, or none.
struct InitRunTests {
    private static let key = "ptlc_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG"
    private static let source = "host: panel.example.com\napi_key: \(key)\nport: 9531\n"

    private func withFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pterowatch-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }  // a leftover in the temporary folder harms nobody
        try body(folder)
    }

    private func run(in folder: URL, source: String = source, to name: String = "new.yml") throws -> String {
        let file = folder.appendingPathComponent("config.yml").path
        try source.write(toFile: file, atomically: true, encoding: .utf8)
        return try InitRun.report(
            fromExporter: file,
            to: folder.appendingPathComponent(name).path,
            sources: .files(environment: [:])
        )
    }

    private func names(in folder: URL) throws -> Set<String> {
        Set(try FileManager.default.contentsOfDirectory(atPath: folder.path))
    }

    @Test func `what is written is read, with the key from a file that its user alone can read`() throws {
        try withFolder { folder in
            let report = try run(in: folder)
            #expect(!report.contains(Self.key))
            #expect(try names(in: folder) == ["config.yml", "new.yml", "panel-key"])
            let file = folder.appendingPathComponent("new.yml").path
            let reader = ConfigurationReader(sources: .files(environment: [:]))
            let configuration = try reader.configuration(fromFile: file)
            #expect(configuration.panels.map { $0.apiKey.reveal() } == [Self.key])
            #expect(configuration.metrics.compatibility == [.pterodactylExporter])
            #expect(!(try String(contentsOfFile: file, encoding: .utf8)).contains(Self.key))
            let keyFile = folder.appendingPathComponent("panel-key").path
            let permissions = try FileManager.default.attributesOfItem(atPath: keyFile)[.posixPermissions] as? Int
            #expect(permissions == 0o600)
        }
    }

    @Test(arguments: ["new.yml", "panel-key"])
    func `nothing is overwritten`(name: String) throws {
        try withFolder { folder in
            let file = folder.appendingPathComponent(name)
            try "mine".write(to: file, atomically: true, encoding: .utf8)
            let error = #expect(throws: InitRun.Failure.self) { try run(in: folder) }
            #expect(error?.description == "\(file.path): is there already; nothing was written")
            #expect(try String(contentsOf: file, encoding: .utf8) == "mine")
            #expect(try names(in: folder) == ["config.yml", name])
        }
    }

    @Test func `with a mistake in the source nothing is written`() throws {
        try withFolder { folder in
            #expect(throws: SettingsError.self) { try run(in: folder, source: Self.source + "verify: true\n") }
            let names = try names(in: folder)
            #expect(names == ["config.yml"])
        }
    }

    @Test func `a directory that is not there is told by name`() throws {
        try withFolder { folder in
            let error = #expect(throws: InitRun.Failure.self) { try run(in: folder, to: "none/new.yml") }
            #expect(
                error?.description.hasSuffix("none/panel-key: cannot be written: No such file or directory") == true
            )
            let names = try names(in: folder)
            #expect(names == ["config.yml"])
        }
    }
}
