import Glibc
import QueryClient

/// What standard output is connected to.
enum StandardOutput {
    /// The terminal; nil when the output goes into a file or another program.
    /// - Parameter environment: `COLUMNS` wins over what the terminal says; with `NO_COLOR` there are no colours.
    static func terminal(environment: [String: String]) -> Terminal? {
        guard isatty(STDOUT_FILENO) == 1 else { return nil }
        var terminal = file(environment: environment)
        var size = winsize()
        if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 {
            terminal.height = Int(size.ws_row)
            if columns(environment) == nil { terminal.width = Int(size.ws_col) }
        }
        terminal.hasColors = (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
        return terminal
    }

    /// What stands for a terminal where there is none.
    static func file(environment: [String: String]) -> Terminal {
        var terminal = Terminal()
        if let columns = columns(environment) { terminal.width = columns }
        return terminal
    }

    private static func columns(_ environment: [String: String]) -> Int? {
        environment["COLUMNS"].flatMap { Int($0) }.flatMap { $0 >= 20 ? $0 : nil }
    }
}
