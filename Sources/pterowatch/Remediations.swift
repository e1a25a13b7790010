import ArgumentParser

/// `pterowatch remediations`: its subcommands in files of their own.
struct Remediations: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "See what a running agent does about servers, answer its questions, and stop it.",
        subcommands: [
            RemediationsList.self, RemediationsShow.self, RemediationsApprove.self, RemediationsDeny.self,
            RemediationsStop.self, RemediationsResume.self, RemediationsStatus.self,
        ]
    )
}
