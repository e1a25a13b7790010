import ArgumentParser
import Settings

/// `pterowatch version`.
struct Version: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Print the version.")

    func run() async throws { print(Build.text) }
}
