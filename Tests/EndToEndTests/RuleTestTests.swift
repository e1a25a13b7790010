import Foundation
import Testing

/// The same files of rule tests through `pterowatch test-rules` and through promtool, the judge.
@Suite(.timeLimit(.minutes(3)))
struct RuleTestTests {
    private static let folder =
        Bundle.module.resourceURL?.appendingPathComponent("Fixtures/rule-tests") ?? URL(fileURLWithPath: "rule-tests")

    /// The files whose names begin with a word: how they end is in their names.
    private static func names(_ prefix: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []  // no file, no test
        return names.filter { $0.hasPrefix(prefix) && $0.hasSuffix(".yml") }.sorted()
    }

    /// What both programs say about a file.
    private struct Verdicts {
        let promtool: RunningProcess.Finished
        let pterowatch: RunningProcess.Finished

        init(on file: String) async throws {
            promtool = try await RunningProcess.run(try Tools.debian("promtool"), ["test", "rules", file])
            pterowatch = try await RunningProcess.run(try Tools.pterowatch, ["test-rules", file])
        }

        /// The lines; the two outputs of a program are mixed in no certain order.
        static func lines(_ run: RunningProcess.Finished) -> [Substring] {
            run.output.split(separator: "\n", omittingEmptySubsequences: false).sorted()
        }

        /// The cases that failed: the lines that name an alert, an expression or a rule, with their times.
        static func failures(_ run: RunningProcess.Finished) -> [Substring] {
            run.output.split(separator: "\n").compactMap { line in
                line.firstMatch(of: /^ {4}(?:name|alertname|expr|rule): .*?(?=, err:|,? ?$)/)?.output
            }
        }
    }

    @Test func `there are enough files, of every kind`() {
        #expect(Self.names("pass-").count >= 20)
        #expect(Self.names("fail-").count >= 20)
        #expect(Self.names("error-").count >= 20)
    }

    @Test(arguments: names("pass-"))
    func `tests that hold hold with both, in the same words`(name: String) async throws {
        let verdicts = try await Verdicts(on: Self.folder.appendingPathComponent(name).path)
        #expect(verdicts.promtool.status == 0, "\(verdicts.promtool.output)")
        #expect(verdicts.pterowatch.status == 0, "\(verdicts.pterowatch.output)")
        #expect(Verdicts.lines(verdicts.pterowatch) == Verdicts.lines(verdicts.promtool))
    }

    @Test(arguments: names("fail-"))
    func `tests that fail fail with both, in the same words`(name: String) async throws {
        let verdicts = try await Verdicts(on: Self.folder.appendingPathComponent(name).path)
        #expect(verdicts.promtool.status == 1, "\(verdicts.promtool.output)")
        #expect(verdicts.pterowatch.status == 1, "\(verdicts.pterowatch.output)")
        #expect(Verdicts.lines(verdicts.pterowatch) == Verdicts.lines(verdicts.promtool))
        #expect(!Verdicts.failures(verdicts.promtool).isEmpty)
    }

    @Test(arguments: names("error-"))
    func `what cannot be run fails with both, each in its own words`(name: String) async throws {
        let verdicts = try await Verdicts(on: Self.folder.appendingPathComponent(name).path)
        #expect(verdicts.promtool.status == 1, "\(verdicts.promtool.output)")
        #expect(verdicts.pterowatch.status == 1, "\(verdicts.pterowatch.output)")
        #expect(verdicts.pterowatch.output.contains("  FAILED:"))
        #expect(Verdicts.failures(verdicts.pterowatch) == Verdicts.failures(verdicts.promtool))
    }

    @Test(arguments: ["backups", "nodes", "panel", "servers"])
    func `the shipped rules pass their tests with both`(name: String) async throws {
        let file = Tools.root.appendingPathComponent("alerts/tests/\(name).yml").path
        let verdicts = try await Verdicts(on: file)
        #expect(verdicts.promtool.status == 0, "\(verdicts.promtool.output)")
        #expect(verdicts.pterowatch.status == 0, "\(verdicts.pterowatch.output)")
        #expect(Verdicts.lines(verdicts.pterowatch) == Verdicts.lines(verdicts.promtool))
    }

    @Test func `one file that fails fails the whole call, and all are run`() async throws {
        let files = ["fail-two-tests.yml", "pass-for.yml"].map { Self.folder.appendingPathComponent($0).path }
        let run = try await RunningProcess.run(try Tools.pterowatch, ["test-rules"] + files)
        #expect(run.status == 1)
        for file in files { #expect(run.output.contains("Unit Testing:  \(file)")) }
        #expect(run.output.contains("  SUCCESS"))
    }

    @Test func `a script of the evaluator says which line failed`() async throws {
        try await Tools.withTemporaryFolder { folder in
            let file = folder.appendingPathComponent("script.test").path
            let script = """
                load 1m
                  x 0+1x10

                eval instant at 5m x
                  x 5

                """
            try script.write(toFile: file, atomically: true, encoding: .utf8)
            let good = try await RunningProcess.run(try Tools.pterowatch, ["test-promql", file])
            #expect(good.status == 0, "\(good.output)")
            try (script + "eval instant at 6m x\n  x 5\n").write(toFile: file, atomically: true, encoding: .utf8)
            let bad = try await RunningProcess.run(try Tools.pterowatch, ["test-promql", file])
            #expect(bad.status == 1)
            #expect(bad.output.contains("\(file):6: x: "), "\(bad.output)")
        }
    }

    @Test func `doubts about rules are told, and fail only when they should`() async throws {
        try await Tools.withTemporaryFolder { folder in
            let file = folder.appendingPathComponent("rules.yml").path
            let rules = "groups: [{name: g, rules: [{alert: A, expr: pterodactyl_server_upp == 0}]}]\n"
            try rules.write(toFile: file, atomically: true, encoding: .utf8)
            for (flags, status) in [([], 0), (["--lint-fatal"], 1)] as [([String], Int32)] {
                let run = try await RunningProcess.run(try Tools.pterowatch, ["check-rules", file] + flags)
                #expect(run.status == status)
                #expect(run.output.contains("SUCCESS: 1 rules found"))
                #expect(
                    run.output.contains("unknown metric pterodactyl_server_upp, did you mean pterodactyl_server_up?")
                )
            }
            let shipped = try Tools.ruleFiles.map(\.path)
            let run = try await RunningProcess.run(try Tools.pterowatch, ["check-rules", "--lint-fatal"] + shipped)
            #expect(run.status == 0, "\(run.output)")
        }
    }
}
