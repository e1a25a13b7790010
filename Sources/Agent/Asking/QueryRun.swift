import PterodactylAPI
import QueryClient
import Telemetry

/// Asks a running agent, or any Prometheus, for the value of an expression.
public enum QueryRun {
    /// What is to be shown.
    public struct Shown: Sendable, Equatable {
        /// For standard output; lines with their ends.
        public let output: String
        /// For standard error: what the server warned of, a line each.
        public let notes: [String]
    }

    /// Options that do not go together, in words.
    public struct Failure: Error, Sendable, Equatable, CustomStringConvertible {
        /// Which, and what is needed.
        public let description: String
    }

    /// Asks, and puts the answer into the wanted form.
    ///
    /// - Parameter environment: where the proxies, `COLUMNS` and `NO_COLOR` stand.
    /// - Throws: `Question.Mistake`, `ReplyError`, `Failure`, and the words of a command that nobody answers.
    public static func shown(_ options: QueryOptions, environment: [String: String]) async throws -> Shown {
        if options.range == nil {
            if options.step != nil { throw Failure(description: "--step needs --range") }
            if options.output == .plot { throw Failure(description: "--output plot needs --range, such as --range 1h") }
        }
        let question = try Question(
            options.expression,
            time: options.time,
            range: options.range,
            step: options.step,
            now: .now
        )
        let request = try question.request(to: options.url)
        let response = try await Asking.withTransport(environment: environment, answerLimitBytes: 256 << 20) {
            try await Asking.send(request, to: options.url, over: $0)
        }
        let reply = try Reply(response, to: question, from: options.url)
        let terminal = StandardOutput.terminal(environment: environment)
        let isPlot = options.range != nil && terminal != nil
        let output = options.output ?? (isPlot ? .plot : .table)
        let text = self.text(reply, question, output, terminal ?? StandardOutput.file(environment: environment))
        var notes = reply.warnings.map { "warning: " + Terminal.printable($0) }
        notes += reply.infos.map { "info: " + Terminal.printable($0) }
        if text.isEmpty { notes.append("nothing was found") }
        return Shown(output: text, notes: notes)
    }

    private static func text(
        _ reply: Reply,
        _ question: Question,
        _ output: QueryOptions.Output,
        _ terminal: Terminal
    ) -> String {
        switch output {
        case .json: reply.data.text + "\n"
        case .csv: ResultText.csv(reply.result)
        case .table: ResultText.table(reply.result)
        case .plot: LinePlot(reply.result.series, of: question, on: terminal)?.text ?? ResultText.table(reply.result)
        }
    }
}
