import ArgumentParser
import Settings

/// `pterowatch test-promql`.
struct TestPromQL: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test-promql",
        abstract:
            "Run scripts that load series, evaluate expressions and say what they give, as Prometheus' own tests do."
    )

    @Argument(help: ArgumentHelp("Scripts.", valueName: "file"))
    var files: [String]

    func run() async throws {
        let check = ScriptCheck(files: files, sources: .process)
        print(check.output, terminator: "")
        Failure.write(check.errors)
        guard check.isSuccess else { throw ExitCode.failure }
    }
}
