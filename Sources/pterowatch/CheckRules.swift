import ArgumentParser
import Settings

/// `pterowatch check-rules`.
struct CheckRules: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check-rules",
        abstract: "Check rule files, as promtool does."
    )

    @Argument(help: ArgumentHelp("Rule files.", valueName: "file"))
    var files: [String]

    func run() async throws {
        let check = RuleCheck(files: files, sources: .process)
        print(check.output, terminator: "")
        guard check.isSuccess else {
            Failure.write(check.errors)
            throw ExitCode.failure
        }
    }
}
