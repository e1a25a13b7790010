import ArgumentParser
import Foundation
import Settings

/// `pterowatch test-rules`.
struct TestRules: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test-rules",
        abstract: "Run unit tests of rules, as promtool does."
    )

    @Argument(help: ArgumentHelp("Files of rule tests.", valueName: "file"))
    var files: [String]

    func run() async throws {
        var isSuccess = true
        for file in files {
            let check = RuleTestCheck(file: file, sources: .process)
            write(check.heading)
            Failure.write(check.errors)
            write(check.output)
            isSuccess = isSuccess && check.isSuccess
        }
        guard isSuccess else { throw ExitCode.failure }
    }

    /// Writes to standard output at once, so that what goes to standard error stands below its heading.
    private func write(_ text: String) { FileHandle.standardOutput.write(Data(text.utf8)) }
}
