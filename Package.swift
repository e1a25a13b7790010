// swift-tools-version: 6.2

import PackageDescription

/// Which part of the package is built; parts build in a fraction of the time.
///
/// `pure` is everything that needs no foreign package, and the Thread Sanitizer's graph; `settings` adds what reads files, and
/// is the Leak Sanitizer's; `simulator` adds the simulated panel to the first.
let graph = Context.environment["PTEROWATCH_GRAPH"] ?? "whole"
let isWhole = !["pure", "settings", "simulator"].contains(graph)
let hasSettings = isWhole || graph == "settings"
let hasSimulator = isWhole || graph == "simulator"

/// The settings of every target of ours; dependencies are not touched by them.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
    .treatAllWarnings(as: .error),
]

func module(
    _ name: String,
    _ dependencies: [Target.Dependency] = [],
    exclude: [String] = [],
    also: [SwiftSetting] = []
) -> Target {
    .target(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict + also)
}

func tests(
    of name: String,
    _ dependencies: [Target.Dependency] = [],
    resources: [Resource]? = nil
) -> Target {
    .testTarget(
        name: name + "Tests",
        dependencies: [.byName(name: name), "TestSupport"] + dependencies,
        resources: resources,
        swiftSettings: strict
    )
}

// MARK: - Floors 0 to 3: pure

let pure: [Target] = [
    module("Telemetry"),
    module("PterodactylAPI", exclude: ["README.md"]),
    .target(name: "CRE2", linkerSettings: [.linkedLibrary("re2")]),
    // Debian's zlib has no flags to ask for either; its name stands in the module map.
    .systemLibrary(
        name: "CCompression",
        pkgConfig: "libzstd",
        providers: [.apt(["libzstd-dev", "zlib1g-dev"])]
    ),
    module("Exposition", ["CCompression", "Telemetry"]),
    module("PromQL", ["Telemetry", "CRE2"]),
    module("Collecting", ["PterodactylAPI", "Telemetry"]),
    module("Alerting", ["PromQL", "Telemetry"]),
    module("Notifying", ["Alerting", "PromQL", "PterodactylAPI", "Telemetry"]),
    module("QueryAPI", ["Alerting", "PromQL", "PterodactylAPI", "Telemetry"]),
    module("QueryClient", ["Alerting", "PromQL", "PterodactylAPI", "QueryAPI", "Telemetry"]),
    module("Remediation", ["Alerting", "Collecting", "PromQL", "PterodactylAPI", "Telemetry"]),
    module("RuleTesting", ["Alerting", "PromQL", "Telemetry"]),
]

// MARK: - Adapters that need no NIO

let serving: [Target] = [
    .systemLibrary(
        name: "CMicroHTTPD",
        pkgConfig: "libmicrohttpd",
        providers: [.apt(["libmicrohttpd-dev", "libgnutls28-dev"])]
    ),
    .systemLibrary(name: "CCrypt", pkgConfig: "libcrypt", providers: [.apt(["libcrypt-dev"])]),
    module("HTTPServing", ["CCrypt", "CMicroHTTPD"], also: [.strictMemorySafety()]),
]

let pureTests: [Target] = [
    .target(
        name: "TestSupport",
        dependencies: ["CCompression", "PterodactylAPI", "Telemetry"],
        path: "Tests/TestSupport",
        resources: [.copy("Fixtures")],
        swiftSettings: strict
    ),
    tests(of: "Telemetry"),
    tests(of: "PterodactylAPI", resources: [.copy("Fixtures")]),
    tests(of: "Exposition", ["Telemetry"], resources: [.copy("Fixtures")]),
    tests(of: "PromQL", ["Telemetry"], resources: [.copy("Scripts")]),
    tests(of: "Collecting", ["PterodactylAPI", "Telemetry"], resources: [.copy("Fixtures")]),
    tests(of: "Alerting", ["PromQL", "Telemetry"]),
    tests(of: "Notifying", ["Alerting", "PromQL", "PterodactylAPI", "Telemetry"]),
    tests(of: "QueryAPI", ["Alerting", "PromQL", "PterodactylAPI", "Telemetry"]),
    tests(of: "QueryClient", ["PromQL", "PterodactylAPI", "Telemetry"]),
    tests(of: "Remediation", ["Alerting", "Collecting", "PromQL", "PterodactylAPI", "Telemetry"]),
    tests(of: "RuleTesting", ["Alerting", "PromQL", "Telemetry"]),
    tests(of: "HTTPServing"),
    .testTarget(name: "ArchitectureTests", swiftSettings: strict),
]

// MARK: - Files

let settings: [Target] = [
    .target(
        name: "Settings",
        dependencies: [
            "Alerting", "Collecting", "Notifying", "PromQL", "PterodactylAPI", "Remediation", "RuleTesting",
            "Telemetry",
            .product(name: "Yams", package: "Yams"),
        ],
        exclude: ["alerts/tests"],
        resources: [.embedInCode("alerts")],
        swiftSettings: strict
    ),
    tests(
        of: "Settings",
        ["Alerting", "Collecting", "Notifying", "PromQL", "PterodactylAPI", "Remediation", "RuleTesting", "Telemetry"],
        resources: [.copy("Fixtures")]
    ),
]

// MARK: - The simulated panel

let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let nioSSL: Target.Dependency = .product(name: "NIOSSL", package: "swift-nio-ssl")
let nio: [Target.Dependency] = [
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOPosix", package: "swift-nio"),
    .product(name: "NIOHTTP1", package: "swift-nio"),
    .product(name: "NIOWebSocket", package: "swift-nio"),
]

let simulator: [Target] = [
    module("PanelSimulator", ["PterodactylAPI", "Telemetry", logging, nioSSL] + nio),
    tests(of: "PanelSimulator", ["PterodactylAPI", "Telemetry", nioSSL] + nio, resources: [.copy("Fixtures")]),
]

// MARK: - The rest: adapters with foreign packages, the agent, the command

let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")

let whole: [Target] = [
    module(
        "PanelTransport",
        ["PterodactylAPI", nioSSL, .product(name: "AsyncHTTPClient", package: "async-http-client")] + nio
    ),
    module(
        "StateStore",
        [
            "Alerting", "Collecting", "Notifying", "PterodactylAPI", "Remediation", "Telemetry",
            .product(name: "GRDB", package: "GRDB.swift"),
        ]
    ),
    module(
        "Agent",
        [
            "Alerting", "Collecting", "Exposition", "HTTPServing", "Notifying", "PanelSimulator", "PanelTransport",
            "PromQL", "PterodactylAPI", "QueryAPI", "QueryClient", "Remediation", "Settings", "StateStore", "Telemetry",
            logging, lifecycle,
        ]
    ),
    .executableTarget(
        name: "pterowatch",
        dependencies: [
            "Agent", "PanelSimulator", "Settings", .product(name: "ArgumentParser", package: "swift-argument-parser"),
        ],
        swiftSettings: strict
    ),
    .executableTarget(
        name: "panel-tour",
        dependencies: ["PanelTransport", "PterodactylAPI"],
        path: "Examples/PanelTour",
        swiftSettings: strict
    ),
]

let wholeTests: [Target] = [
    .target(
        name: "IncidentCampaign",
        dependencies: [
            "Agent", "Alerting", "Collecting", "Notifying", "PanelSimulator", "PromQL", "PterodactylAPI", "Remediation",
            "Settings", "StateStore", "Telemetry", "TestSupport",
        ],
        path: "Tests/IncidentCampaign",
        swiftSettings: strict
    ),
    .executableTarget(
        name: "campaign",
        dependencies: ["IncidentCampaign", "Telemetry"],
        path: "Tests/CampaignCommand",
        swiftSettings: strict
    ),
    tests(
        of: "IncidentCampaign",
        ["Agent", "Alerting", "Collecting", "PanelSimulator", "PterodactylAPI", "Remediation", "Telemetry"]
    ),
    tests(of: "PanelTransport", ["PanelSimulator", "PterodactylAPI", nioSSL] + nio),
    tests(of: "StateStore", ["Alerting", "Collecting", "Notifying", "PterodactylAPI", "Remediation", "Telemetry"]),
    tests(
        of: "Agent",
        [
            "Alerting", "Collecting", "Exposition", "HTTPServing", "IncidentCampaign", "Notifying", "PanelSimulator",
            "PanelTransport", "PromQL", "PterodactylAPI", "Remediation", "Settings", "StateStore", "Telemetry",
        ]
    ),
    .testTarget(
        name: "EndToEndTests",
        dependencies: [
            "HTTPServing", "PanelTransport", "PromQL", "PterodactylAPI", "Remediation", "StateStore", "Telemetry",
            "TestSupport",
            "pterowatch",
        ],
        resources: [.copy("Fixtures")],
        swiftSettings: strict
    ),
]

/// What `make bench` builds, and nobody else.
let benchmarks: [Target] =
    Context.environment["PTEROWATCH_BENCHMARKS"] == "1"
    ? [
        .executableTarget(
            name: "bench",
            dependencies: [
                "Agent", "Alerting", "AllocationCount", "Collecting", "Exposition", "HTTPServing", "PanelSimulator",
                "PromQL", "PterodactylAPI", "Settings", "Telemetry",
            ],
            path: "Benchmarks/Bench",
            swiftSettings: strict
        ),
        .target(name: "AllocationCount", path: "Benchmarks/Allocations"),
        .executableTarget(
            name: "scrape-floor",
            path: "Benchmarks/Floor",
            linkerSettings: [.linkedLibrary("microhttpd")]
        ),
    ] : []

let package = Package(
    name: "pterowatch",
    products: [
        .library(
            name: "PterodactylAPI",
            targets: isWhole ? ["PterodactylAPI", "PanelTransport"] : ["PterodactylAPI"]
        )
    ] + (isWhole ? [.executable(name: "pterowatch", targets: ["pterowatch"])] : []),
    dependencies: (hasSimulator
        ? [
            .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
            .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
            .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        ] : [])
        + (hasSettings ? [.package(url: "https://github.com/jpsim/Yams", from: "6.2.2")] : [])
        + (isWhole
            ? [
                .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
                .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
                .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
                .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
            ] : []),
    targets: pure + serving + pureTests + (hasSettings ? settings : []) + (hasSimulator ? simulator : [])
        + (isWhole ? whole + wholeTests : []) + benchmarks,
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)
