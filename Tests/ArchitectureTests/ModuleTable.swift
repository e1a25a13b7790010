/// What each module may import: the house's floors, read from top to bottom.
///
/// A change here is a decision on the architecture: imports go downward only, adapters never import each other, and a
/// foreign package has one importing module.
enum ModuleTable {
    struct Row {
        /// Modules of this package.
        let ours: Set<String>
        /// Modules of the system and of other packages.
        let foreign: Set<String>
        let kind: Kind
    }

    enum Kind {
        /// No file, socket, clock, environment, lock or logger.
        case pure
        /// Touches the world, on behalf of one concern.
        case adapter
        /// Puts the others together.
        case top
    }

    static let rows: [String: Row] = [
        "Telemetry": pure([]),
        "PterodactylAPI": pure([], ["Foundation", "FoundationEssentials"]),
        "Exposition": pure(["CCompression", "Telemetry"]),
        // The C library for `exp`, `log` and the like alone (`Functions/MathFunctions.swift`): functions of numbers, which
        // touch nothing of the world.
        "PromQL": pure(["CRE2", "Telemetry"], ["Darwin", "Glibc", "Musl"]),
        "Collecting": pure(["PterodactylAPI", "Telemetry"]),
        "Alerting": pure(["PromQL", "Telemetry"]),
        "Notifying": pure(["Alerting", "PromQL", "PterodactylAPI", "Telemetry"]),
        // The panel's library for its JSON values alone, which are strict and lose nothing.
        "QueryAPI": pure(["Alerting", "PromQL", "PterodactylAPI", "Telemetry"]),
        "QueryClient": pure(["Alerting", "PromQL", "PterodactylAPI", "QueryAPI", "Telemetry"]),
        "Remediation": pure(["Alerting", "Collecting", "PromQL", "PterodactylAPI", "Telemetry"]),
        "RuleTesting": pure(["Alerting", "PromQL", "Telemetry"]),
        "HTTPServing": adapter(["CCrypt", "CMicroHTTPD"], ["Dispatch"]),
        "PanelTransport": adapter(
            ["PterodactylAPI"],
            ["AsyncHTTPClient", "NIOCore", "NIOFoundationCompat", "NIOHTTP1", "NIOPosix", "NIOSSL", "NIOWebSocket"]
        ),
        "StateStore": adapter(
            ["Alerting", "Collecting", "Notifying", "PterodactylAPI", "Remediation", "Telemetry"],
            ["GRDB"]
        ),
        "Settings": adapter(
            [
                "Alerting", "Collecting", "Notifying", "PromQL", "PterodactylAPI", "Remediation", "RuleTesting",
                "Telemetry",
            ],
            ["Yams"]
        ),
        "PanelSimulator": adapter(
            ["PterodactylAPI", "Telemetry"],
            ["NIOCore", "NIOFoundationCompat", "NIOHTTP1", "NIOPosix", "NIOSSL", "NIOWebSocket"]
        ),
        "Agent": Row(
            ours: [
                "Alerting", "Collecting", "Exposition", "HTTPServing", "Notifying", "PanelSimulator", "PanelTransport",
                "PromQL", "PterodactylAPI", "QueryAPI", "QueryClient", "Remediation", "Settings", "StateStore",
                "Telemetry",
            ],
            foreign: ofAdapters.union(["Dispatch"]),
            kind: .top
        ),
        "pterowatch": Row(
            ours: ["Agent", "PanelSimulator", "Settings"],
            foreign: ["ArgumentParser", "Foundation", "FoundationEssentials", "Glibc"],
            kind: .top
        ),
    ]

    /// Targets of C and C++: they hold no Swift and import nothing of ours.
    static let shims: Set<String> = ["CCompression", "CCrypt", "CMicroHTTPD", "CRE2"]

    /// Packages and libraries with one importing module each.
    static let exclusive: [String: String] = [
        "ArgumentParser": "pterowatch",
        "AsyncHTTPClient": "PanelTransport",
        "CCompression": "Exposition",
        "CCrypt": "HTTPServing",
        "CMicroHTTPD": "HTTPServing",
        "CRE2": "PromQL",
        "GRDB": "StateStore",
        "Yams": "Settings",
    ]

    private static let anywhere: Set<String> = [
        "Collections", "DequeModule", "HashTreeCollections", "OrderedCollections",
    ]

    private static let ofAdapters: Set<String> = [
        "Foundation", "FoundationEssentials", "Glibc", "Logging", "ServiceLifecycle", "Synchronization",
        "UnixSignals",
    ]

    private static func pure(_ ours: Set<String>, _ foreign: Set<String> = []) -> Row {
        Row(ours: ours, foreign: foreign.union(anywhere), kind: .pure)
    }

    private static func adapter(_ ours: Set<String>, _ foreign: Set<String>) -> Row {
        Row(ours: ours, foreign: foreign.union(anywhere).union(ofAdapters), kind: .adapter)
    }
}
