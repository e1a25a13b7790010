/// The rule files that are part of the program: the product's own `alerts/`, so that one file is all that a user runs.
public enum BuiltinRules {
    /// A shipped rule file.
    public struct File: Sendable, Equatable {
        /// Its name, such as `servers.yml`.
        public let name: String
        /// Its text.
        public let text: String
    }

    /// The files, sorted by name.
    ///
    /// The package embeds `alerts/*.yml` at build time; a test checks that none is missing.
    public static let files: [File] = [
        File(name: "backups.yml", text: String(decoding: PackageResources.backups_yml, as: UTF8.self)),
        File(name: "nodes.yml", text: String(decoding: PackageResources.nodes_yml, as: UTF8.self)),
        File(name: "panel.yml", text: String(decoding: PackageResources.panel_yml, as: UTF8.self)),
        File(name: "servers.yml", text: String(decoding: PackageResources.servers_yml, as: UTF8.self)),
    ]

    /// The rules of a policy that does nothing until it is named.
    public static func file(of policy: ProactivePolicy) -> File {
        let bytes =
            switch policy {
            case .unhang: PackageResources.unhang_yml
            case .restartLeaking: PackageResources.restart_leaking_yml
            case .backUpStale: PackageResources.back_up_stale_yml
            }
        return File(name: "\(policy.rawValue).yml", text: String(decoding: bytes, as: UTF8.self))
    }
}
