import Agent
import ArgumentParser
import Settings

/// `pterowatch check-rules`.
struct CheckRules: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check-rules",
        abstract: "Check rule files, as promtool does, and doubt metrics, labels and policies that there are none of."
    )

    @Argument(help: ArgumentHelp("Rule files.", valueName: "file"))
    var files: [String]

    @Flag(name: .customLong("lint-fatal"), help: "Fail when anything is doubtful.")
    var isLintFatal = false

    func run() async throws {
        let policies = [RemediationSettings.restartCrashed] + ProactivePolicy.allCases.map(\.rawValue)
        let lint = RuleLint(labels: MetricCatalogue.labels, policies: policies)
        let check = RuleCheck(files: files, sources: .process, lint: lint)
        print(check.output, terminator: "")
        Failure.write(check.errors + check.warnings)
        guard check.isSuccess, check.warnings.isEmpty || !isLintFatal else { throw ExitCode.failure }
    }
}
