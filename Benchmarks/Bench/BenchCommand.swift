import Dispatch
import Foundation

/// `bench [prefix…]`: measures the rows whose names begin with one of the prefixes, or all.
///
/// It prints them and keeps them in a file. What several rows are read from is measured once.
///
/// Exits 1 when a side of a row could not be run; a goal that is not met is told, and is no failure.
@main
struct BenchCommand {
    /// Where the numbers are kept, from the package's folder.
    private static let results = ".build/bench.json"

    static func main() async {
        if CommandLine.arguments.count == 3, CommandLine.arguments[1] == RuleEngineSide.command {
            return runSide(CommandLine.arguments[2])
        }
        if CommandLine.arguments.count == 4, CommandLine.arguments[1] == PageSide.command {
            return await runPage(servers: CommandLine.arguments[2], file: CommandLine.arguments[3])
        }
        let work = Task { try await run(prefixes: Array(CommandLine.arguments.dropFirst())) }
        // What was started is ended by the scopes that started it, when they are left.
        let signals = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler { @Sendable in work.cancel() }
            source.resume()
            return source
        }
        var status: Int32 = 1
        do {
            if try await work.value { status = 0 }
        } catch is CancellationError {
            Console.say("bench: told to end")
        } catch {
            Console.say("bench: \(error)")
        }
        signals.forEach { $0.cancel() }
        exit(status)
    }

    /// The process in which our rule engine is measured: started by the bench, not by people.
    private static func runSide(_ load: String) {
        do {
            try RuleEngineSide.run(load)
        } catch {
            Console.say("bench: \(error)")
            exit(1)
        }
    }

    /// The process in which our page is measured.
    private static func runPage(servers: String, file: String) async {
        do {
            guard let servers = Int(servers) else { throw BenchError("“\(servers)” is no number of servers") }
            try await PageSide.run(servers: servers, writing: file)
        } catch {
            Console.say("bench: \(error)")
            exit(1)
        }
    }

    /// Measures rows one after another.
    /// - Returns: whether every one could be measured.
    private static func run(prefixes: [String]) async throws -> Bool {
        let rows = Row.all.filter { row in prefixes.isEmpty || prefixes.contains { row.name.hasPrefix($0) } }
        guard !rows.isEmpty else {
            let names = Row.all.map(\.name).joined(separator: ", ")
            throw BenchError("no row begins with “\(prefixes.joined(separator: "”, “"))”; there are: \(names)")
        }
        let results = try await Session.with { session in
            var results: [RowResult] = []
            for row in rows {
                do {
                    results.append(RowResult(row: row, comparison: try await row.measure(session)))
                } catch {
                    try Task.checkCancellation()
                    Console.say("bench: “\(row.name)” could not be measured: \(error)")
                }
            }
            return results
        }
        guard !results.isEmpty else { return false }
        print(Report.table(results))
        try Report.json(results).write(to: URL(fileURLWithPath: Self.results))
        print("\nThe same numbers are in \(Self.results).")
        return results.count == rows.count
    }
}

/// What is said while it is measured, apart from the table.
enum Console {
    static func say(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
}

/// Why a side could not be run, in a sentence for whoever called the bench.
struct BenchError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
