import ArgumentParser
import Settings

/// `--config.file`.
struct ConfigurationFlag: ParsableArguments {
    @Option(name: .customLong("config.file"), help: ArgumentHelp("The configuration.", valueName: "file"))
    var path = "pterowatch.yml"

    /// Reads the file that was named.
    func read() throws -> Configuration {
        try ConfigurationReader(sources: .process).configuration(fromFile: path)
    }
}
