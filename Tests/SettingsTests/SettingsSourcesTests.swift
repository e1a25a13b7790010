import Foundation
import Settings
import Testing

struct SettingsSourcesTests {
    @Test func `real files are read and what is none is named`() throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "settings-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        // A directory that stays is swept with the system's other temporary files.
        defer { try? FileManager.default.removeItem(at: directory) }
        try Data("text\n".utf8).write(to: directory.appending(path: "a.yml"))
        try Data([0xFF, 0xFE, 0x00]).write(to: directory.appending(path: "bytes"))
        let sources = SettingsSources.files(environment: ["A": "b"])
        #expect(sources.environment == ["A": "b"])
        #expect(try sources.readFile(directory.appending(path: "a.yml").path) == "text\n")
        #expect(throws: FileReadError.notText) { try sources.readFile(directory.appending(path: "bytes").path) }
        #expect(throws: FileReadError.isDirectory) { try sources.readFile(directory.path) }
        #expect(throws: FileReadError.notFound) { try sources.readFile(directory.appending(path: "absent").path) }
        #expect(sources.listDirectory(directory.path).sorted() == ["a.yml", "bytes"])
        #expect(sources.listDirectory(directory.appending(path: "absent").path) == [])
    }

    @Test func `a pattern is expanded in every part of a path`() throws {
        let text = """
            panels:
              - {url: "https://panel.example.com", api_key: ptlc_key}
            rules:
              files: ["/etc/*/r?.yml", "*.yml", plain.yml]
            """
        let directories = [
            "/etc": ["b", "a"], "/etc/a": ["r1.yml", "r10.yml"], "/etc/b": ["r2.yml"], ".": ["x.yml", "y"],
        ]
        let configuration = try SettingsFixture.configuration(text, directories: directories)
        #expect(configuration.rules.files == ["/etc/a/r1.yml", "/etc/b/r2.yml", "x.yml", "plain.yml"])
        #expect(configuration.rules.patterns == ["/etc/*/r?.yml", "*.yml", "plain.yml"])
    }
}
