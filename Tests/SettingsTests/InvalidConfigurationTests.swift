import Settings
import Testing

struct InvalidConfigurationTests {
    static let cases = SettingsFixture.names(prefix: "invalid-", suffix: ".expected")
        .map { String($0.dropLast(".expected".count)) }

    @Test func `there is a fixture for each kind of mistake`() {
        #expect(Self.cases.count >= 12)
    }

    @Test(arguments: cases)
    func `every mistake of an invalid file is reported at once`(name: String) throws {
        let expected = try SettingsFixture.text("\(name).expected")
        let reader = ConfigurationReader(sources: SettingsFixture.sources())
        let error = #expect(throws: SettingsError.self) { try reader.configuration(fromFile: "\(name).yml") }
        #expect("\(try #require(error))\n" == expected)
    }

    @Test(arguments: cases)
    func `no message holds a key`(name: String) throws {
        let reader = ConfigurationReader(sources: SettingsFixture.sources())
        let error = #expect(throws: SettingsError.self) { try reader.configuration(fromFile: "\(name).yml") }
        var dumped = ""
        dump(try #require(error), to: &dumped)
        for text in ["\(try #require(error))", dumped] {
            for secret in ["ptlc_three", "ptlc_syntax", "ptlc_in-", "ptlc_as", "ptla_app", "two words", "hunter2"] {
                #expect(!text.contains(secret))
            }
        }
    }

    @Test func `two unknown keys and a bad duration are three messages`() throws {
        let reader = ConfigurationReader(sources: SettingsFixture.sources())
        let error = #expect(throws: SettingsError.self) {
            try reader.configuration(fromFile: "invalid-three-mistakes.yml")
        }
        guard case .invalid(let problems) = error else {
            Issue.record("not a list of problems: \(String(describing: error))")
            return
        }
        #expect(problems.count == 3)
        #expect(problems.filter { if case .unknownKey = $0.kind { true } else { false } }.count == 2)
        #expect(problems.contains { $0.kind == .isNot("a duration") && $0.found == "20 parsecs" })
    }

    @Test func `a missing file says in one line what to do`() {
        let reader = ConfigurationReader(sources: SettingsFixture.sources())
        let error = #expect(throws: SettingsError.missingFile("absent.yml")) {
            try reader.configuration(fromFile: "absent.yml")
        }
        let text = error.map { "\($0)" } ?? ""
        #expect(!text.contains("\n"))
        #expect(text.contains("--config.file"))
        #expect(text.hasPrefix("absent.yml: no such file"))
    }

    @Test func `a file that expands without end is refused`() {
        var text = "a: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            text +=
                "b\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
                + "]\n"
        }
        #expect(throws: SettingsError.self) { try SettingsFixture.configuration(text) }
    }
}
