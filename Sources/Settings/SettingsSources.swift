import Foundation

/// Where settings come from besides the configuration file itself: the environment, and other files.
public struct SettingsSources: Sendable {
    /// The environment variables that `${NAME}` may name.
    public let environment: [String: String]
    /// Reads a file as text.
    public let readFile: @Sendable (_ path: String) throws(FileReadError) -> String
    /// The names of what lies in a directory; empty when there is no such directory.
    public let listDirectory: @Sendable (_ path: String) -> [String]

    /// Takes the sources as they are given, for tests and for files in memory.
    public init(
        environment: [String: String] = [:],
        readFile: @escaping @Sendable (_ path: String) throws(FileReadError) -> String,
        listDirectory: @escaping @Sendable (_ path: String) -> [String] = { _ in [] }
    ) {
        self.environment = environment
        self.readFile = readFile
        self.listDirectory = listDirectory
    }

    /// The real files, and the environment that is given.
    public static func files(environment: [String: String]) -> SettingsSources {
        SettingsSources(
            environment: environment,
            readFile: { path throws(FileReadError) in try text(ofFile: path) },
            listDirectory: { (try? FileManager.default.contentsOfDirectory(atPath: $0)) ?? [] }  // none is empty
        )
    }

    /// The text of a file that has to be there.
    /// - Throws: `unreadableFile`.
    func text(of file: String) throws(SettingsError) -> String {
        do {
            return try readFile(file)
        } catch {
            throw .unreadableFile(file, error)
        }
    }

    private static func text(ofFile path: String) throws(FileReadError) -> String {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else { throw .notFound }
        guard !isDirectory.boolValue else { throw .isDirectory }
        let data: Data
        do {
            data = try Data(contentsOf: URL(filePath: path))
        } catch let error as CocoaError where error.code == .fileReadNoPermission {
            throw .permissionDenied
        } catch let error as CocoaError {
            throw .other("error \(error.code.rawValue)")
        } catch {
            throw .other("input or output failed")
        }
        guard let text = String(bytes: data, encoding: .utf8) else { throw .notText }
        return text
    }
}
