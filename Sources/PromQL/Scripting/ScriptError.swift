/// Why a text is not a script.
public struct ScriptError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The line, from 1.
    public let line: Int
    /// What is wrong.
    public let message: String

    /// The line and what is wrong in it.
    public var description: String { "line \(line): \(message)" }

    /// Says the line of what is wrong in it.
    static func at<Result>(
        _ line: Int,
        _ body: () throws(ParseError) -> Result
    ) throws(ScriptError) -> Result {
        do {
            return try body()
        } catch {
            throw ScriptError(line: line, message: error.description)
        }
    }
}

/// What a script's evaluations gave.
public struct ScriptReport: Sendable, Equatable {
    /// An evaluation that did not give what was expected.
    public struct Failure: Sendable, Equatable, CustomStringConvertible {
        /// The line of the evaluation, from 1.
        public let line: Int
        /// The expression.
        public let expression: String
        /// What was expected and what was found.
        public let message: String

        /// The line, the expression and what was found.
        public var description: String { "line \(line): \(expression): \(message)" }
    }

    /// How many evaluations there were.
    public internal(set) var evaluationCount = 0
    /// Those that failed, in order.
    public internal(set) var failures: [Failure] = []
    /// Those that were not run, because they need native histograms, in order.
    public internal(set) var refusals: [Failure] = []
}
