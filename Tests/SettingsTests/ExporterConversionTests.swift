import PterodactylAPI
import Settings
import Testing

/// A `config.yml` of pterodactyl_exporter becomes a configuration.
struct ExporterConversionTests {
    private static let key = "ptlc_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG"

    /// What its own documentation shows.
    private static let documented = """
        host: panel.example.com
        port: 9531 #Standard port
        api_key: \(key)
        https: true
        ignore_ssl: false
        server_list_type: owner

        """

    private func convert(_ text: String) throws(SettingsError) -> ExporterConversion {
        try ExporterConversion(file: "config.yml", sources: SettingsFixture.sources(files: ["config.yml": text]))
    }

    /// What our own reader makes of the conversion, with the key's file beside it.
    private func configuration(of conversion: ExporterConversion) throws(SettingsError) -> Configuration {
        try SettingsFixture.configuration(
            conversion.text,
            files: [ExporterConversion.keyFile: conversion.apiKey.reveal() + "\n"]
        )
    }

    @Test func `the documented file becomes the same panel, key and port, only observing`() throws {
        let conversion = try convert(Self.documented)
        let panel = PanelSettings(
            name: "panel.example.com",
            url: "https://panel.example.com",
            apiKey: Secret(Self.key),
            scope: .owner
        )
        let expected = Configuration(
            panels: [panel],
            web: WebSettings(listenAddresses: [.standard]),
            metrics: MetricsSettings(compatibility: [.pterodactylExporter])
        )
        #expect(try configuration(of: conversion) == expected)
    }

    @Test func `every key of its newest version is converted`() throws {
        let conversion = try convert(
            """
            host: "10.0.0.5"
            host_port: 8443
            port: 9600
            api_key: "\(Self.key)"
            https: yes
            ignore_ssl: 1
            server_list_type: ""
            query_interval: 45
            """
        )
        let read = try configuration(of: conversion)
        let panel = try #require(read.panels.first)
        #expect(panel.url == "https://10.0.0.5:8443")
        #expect(panel.acceptsAnyCertificate)
        #expect(panel.scope == .accessible)
        #expect(read.web.listenAddresses.map(\.description) == [":9600"])
        #expect(read.collectors.servers.interval == .seconds(45))
    }

    @Test(arguments: [
        "host", "host_port", "port", "api_key", "https", "ignore_ssl", "server_list_type", "query_interval",
    ])
    func `each key is named in what is said`(name: String) throws {
        let conversion = try convert(Self.documented + "host_port: 80\nquery_interval: 10\n")
        let words = conversion.remarks.flatMap { $0.split(separator: ":")[0].split(separator: ", ") }
        #expect(words.contains(Substring(name)), "\(conversion.remarks)")
    }

    @Test func `neither the configuration nor a remark holds the key`() throws {
        let conversion = try convert(Self.documented)
        for text in [conversion.text, "\(conversion)"] + conversion.remarks { #expect(!text.contains(Self.key)) }
    }

    @Test(arguments: [
        ("on", true), ("True", true), ("YES", true), ("0", false), ("off", false), ("False", false), ("no", false),
    ])
    func `truth is what YAML 1.1 and that exporter take for it`(word: String, expected: Bool) throws {
        let text = Self.documented.replacing("https: true", with: "https: \(word)")
        let url = try configuration(of: try convert(text)).panels.first?.url
        #expect(url == (expected ? "https" : "http") + "://panel.example.com")
    }

    @Test(arguments: [(1, 20), (10, 20), (20, 20), (21, 21), (600, 600)])
    func `nobody is asked more often than the panel has news`(interval: Int, expected: Int) throws {
        let conversion = try convert(Self.documented + "query_interval: \(interval)\n")
        #expect(try configuration(of: conversion).collectors.servers.interval == .seconds(expected))
        #expect(conversion.remarks.contains { $0.hasPrefix("query_interval: ") && $0.contains("\(interval)") })
    }

    @Test func `a certificate that was never looked at is told of, where there is one`() throws {
        let careless = Self.documented.replacing("ignore_ssl: false", with: "ignore_ssl: true")
        #expect(try convert(careless).remarks.contains { $0.contains("can read the key") })
        let plain = try convert(careless.replacing("https: true", with: "https: false"))
        #expect(plain.remarks.contains { $0.hasPrefix("ignore_ssl: left out") })
        #expect(try configuration(of: plain).panels.first?.acceptsAnyCertificate == false)
    }

    @Test func `a file of an older version, with less in it, is read`() throws {
        let conversion = try convert("host: \"[2001:db8::1]\"\napi_key: \(Self.key)\nhost_port:\nquery_interval: ~\n")
        let read = try configuration(of: conversion)
        #expect(read.panels.map(\.url) == ["https://[2001:db8::1]"])
        #expect(read.panels.map(\.scope) == [.automatic])
        #expect(read.web.listenAddresses == [.standard])
    }

    @Test(arguments: SettingsFixture.names(prefix: "exporter-", suffix: ".expected").map { String($0.dropLast(9)) })
    func `every mistake is told at once, with its place and without the key`(name: String) throws {
        let expected = try SettingsFixture.text("\(name).expected")
        let error = #expect(throws: SettingsError.self) {
            try ExporterConversion(file: "\(name).yml", sources: SettingsFixture.sources())
        }
        #expect("\(try #require(error))\n" == expected)
        #expect(!expected.contains("ptlc_0"))
    }

    @Test(arguments: ["", "~", "# nothing\n"])
    func `an empty file lacks its first key`(text: String) {
        let error = #expect(throws: SettingsError.self) { try convert(text) }
        #expect("\(error.map { "\($0)" } ?? "")".hasPrefix("config.yml:1:1: host: is required"))
    }

    @Test func `a file that is not there is told by name`() {
        let error = #expect(throws: SettingsError.self) {
            try ExporterConversion(file: "none.yml", sources: SettingsFixture.sources())
        }
        #expect(error == .unreadableFile("none.yml", .notFound))
    }
}
