import ArgumentParser

/// `pterowatch silence`: its subcommands in files of their own.
struct Silence: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Keep alerts of a running agent quiet, and let it leave their servers alone.",
        subcommands: [SilenceAdd.self, SilenceList.self, SilenceExpire.self]
    )
}
