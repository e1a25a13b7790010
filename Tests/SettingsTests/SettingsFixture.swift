import Foundation
import Settings
import Testing

/// The fixtures of this module's tests, and sources that read nothing else.
enum SettingsFixture {
    /// The directory of the fixtures.
    static var directory: URL { Bundle.module.resourceURL?.appending(path: "Fixtures") ?? URL(filePath: "Fixtures") }

    /// The names of all fixtures that begin and end so, sorted.
    static func names(prefix: String, suffix: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []  // no case, no test
        return names.filter { $0.hasPrefix(prefix) && $0.hasSuffix(suffix) }.sorted()
    }

    /// The text of a fixture.
    static func text(_ name: String) throws -> String {
        try String(contentsOf: directory.appending(path: name), encoding: .utf8)
    }

    /// Sources in memory, with the fixtures beside the configuration.
    static func sources(
        environment: [String: String] = [:],
        files: [String: String] = [:],
        directories: [String: [String]] = [:]
    ) -> SettingsSources {
        SettingsSources(
            environment: environment,
            readFile: { path throws(FileReadError) in
                if let text = files[path] { return text }
                guard let text = try? text(path) else { throw .notFound }  // any failure is an absent fixture
                return text
            },
            listDirectory: { directories[$0] ?? [] }
        )
    }

    /// Reads a configuration from a text.
    static func configuration(
        _ text: String,
        environment: [String: String] = [:],
        files: [String: String] = [:],
        directories: [String: [String]] = [:]
    ) throws(SettingsError) -> Configuration {
        let sources = sources(environment: environment, files: files, directories: directories)
        return try ConfigurationReader(sources: sources).configuration(from: text, file: "pterowatch.yml")
    }
}
