internal import Telemetry

/// A script's commands, read from its text.
///
///     load 5m
///       x{server="a"} 0+10x10
///     eval instant at 50m sum(x)
///       {} 100
///     eval range from 0 to 10m step 5m x
///       x{server="a"} 0 10 20
///     eval instant at 0 1 +
///       expect fail
struct Script {
    enum Command {
        case clear
        case load(interval: Duration, [Series], refused: [LabelSet])
        case evaluate(Check)
    }

    /// A series and when what each of its samples counts began, from the time of the sample on.
    struct Series {
        let notation: SeriesNotation
        let starts: [Duration?]
    }

    /// An evaluation and what it has to give.
    struct Check {
        enum Time {
            case instant(Timestamp)
            case range(from: Timestamp, through: Timestamp, step: Duration)
        }

        let line: Int
        let expression: String
        let time: Time
        var isOrdered = false
        var fails = false
        /// Whether it expects native histograms.
        var expectsNativeHistograms = false
        var failureText: String?
        var failurePattern: RegularExpression?
        var text: String?
        var scalar: Double?
        var series: [SeriesNotation] = []
        /// The times of the points, when an instant query gives a range vector.
        var points: (from: Timestamp, step: Duration)?
    }

    private(set) var commands: [(line: Int, Command)] = []
    private var lines: [(number: Int, text: Substring)]
    private var next = 0

    init(_ text: String) throws(ScriptError) {
        lines = zip(1..., text.split(separator: "\n", omittingEmptySubsequences: false)).map { number, line in
            (number, Self.trimmed(line.drop { $0.isWhitespace }.first == "#" ? "" : line))
        }
        while next < lines.count {
            let (number, text) = lines[next]
            next += 1
            if text.isEmpty { continue }
            commands.append((number, try command(text, number)))
        }
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop { $0.isWhitespace }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }

    /// Takes the lines up to the next empty one or the next command.
    private mutating func block() -> [(number: Int, text: Substring)] {
        var block: [(number: Int, text: Substring)] = []
        while next < lines.count, !lines[next].text.isEmpty {
            let first = lines[next].text.prefix { !$0.isWhitespace }
            if Self.evaluations.contains(first) || ["clear", "load", "load_with_nhcb"].contains(first) { break }
            block.append(lines[next])
            next += 1
        }
        return block
    }

    /// The words that begin an evaluation; those behind the first are the older way to say what is expected.
    private static let evaluations: Set<Substring> = ["eval", "eval_fail", "eval_ordered", "eval_warn", "eval_info"]

    private mutating func command(_ text: Substring, _ line: Int) throws(ScriptError) -> Command {
        var words = Words(rest: text, line: line)
        let name = words.take().lowercased()
        switch name {
        case "clear": return .clear
        case "load", "load_with_nhcb":
            let interval = try words.duration()
            return try load(interval, makesNativeTwins: name == "load_with_nhcb")
        case _ where Self.evaluations.contains(name[...]):
            let time: Check.Time
            switch words.take() {
            case "instant":
                let hasTime = words.peek() == "at"
                if hasTime { words.take() }
                time = .instant(hasTime ? try words.time() : Timestamp(millisecondsSince1970: 0))
            case "range":
                try words.expect("from")
                let from = try words.time()
                try words.expect("to")
                let through = try words.time()
                try words.expect("step")
                time = .range(from: from, through: through, step: try words.duration())
            case let other: throw ScriptError(line: line, message: "expected instant or range, got \"\(other)\"")
            }
            var check = Check(line: line, expression: String(Self.trimmed(words.rest)), time: time)
            check.fails = name == "eval_fail"
            check.isOrdered = name == "eval_ordered"
            for (number, text) in block() { try expectation(text, number, &check) }
            return .evaluate(check)
        default:
            throw ScriptError(line: line, message: "unknown command \"\(name)\": expected clear, load or eval")
        }
    }

    private mutating func load(_ interval: Duration, makesNativeTwins: Bool) throws(ScriptError) -> Command {
        var series: [Series] = []
        var refused: [LabelSet] = []
        var defaults: [Duration?] = []
        var own: (line: Int, labels: LabelSet, offsets: [Duration?])?
        for (number, text) in block() {
            if let starts = try read(number, { () throws(ParseError) in try StartNotation(parsing: String(text)) }) {
                if let own { throw ScriptError(line: own.line, message: "no line of samples follows") }
                if let labels = starts.labels {
                    own = (number, labels, starts.offsets)
                } else {
                    defaults = starts.offsets
                }
                continue
            }
            let labels: LabelSet
            if let native = SeriesNotation.labelsOfNativeHistograms(String(text)) {
                labels = try read(number) { () throws(ParseError) in try SeriesNotation.labels(native) }
                refused.append(labels)
            } else {
                let notation = try notation(text, number)
                labels = notation.labels
                if let own, own.offsets.count != notation.values.count {
                    let counts = "\(own.offsets.count) starts, and \(notation.values.count) samples follow"
                    throw ScriptError(line: own.line, message: counts)
                }
                let cycled = defaults.isEmpty ? [] : notation.values.indices.map { defaults[$0 % defaults.count] }
                series.append(Series(notation: notation, starts: own?.offsets ?? cycled))
            }
            if let own, own.labels != labels {
                throw ScriptError(line: own.line, message: "the samples of \(labels) follow, not of \(own.labels)")
            }
            own = nil
        }
        if let own { throw ScriptError(line: own.line, message: "no line of samples follows") }
        // That spelling makes a native histogram of each classic one besides.
        if makesNativeTwins { refused += series.compactMap(\.notation.nativeTwin) }
        return .load(interval: interval, series, refused: refused)
    }

    /// Says the line of what is wrong in it.
    private func read<Result>(
        _ line: Int,
        _ body: () throws(ParseError) -> Result
    ) throws(ScriptError) -> Result {
        do {
            return try body()
        } catch {
            throw ScriptError(line: line, message: error.description)
        }
    }

    private func notation(_ text: Substring, _ line: Int) throws(ScriptError) -> SeriesNotation {
        try read(line) { () throws(ParseError) in try SeriesNotation(parsing: String(text)) }
    }

    private func expectation(_ text: Substring, _ line: Int, _ check: inout Check) throws(ScriptError) {
        var words = Words(rest: text, line: line)
        guard words.peek() == "expect" else {
            if words.peek() == "expected_fail_message" || words.peek() == "expected_fail_regexp" {
                try failure(isPattern: words.take() == "expected_fail_regexp", words, &check)
            } else if SeriesNotation.labelsOfNativeHistograms(String(text)) != nil {
                check.expectsNativeHistograms = true
            } else if let scalar = NumberText.value(of: String(text)) {
                check.scalar = scalar
            } else {
                check.series.append(try notation(text, line))
            }
            return
        }
        words.take()
        switch words.take() {
        case "ordered": check.isOrdered = true
        case "warn", "info", "no_warn", "no_info": break
        case "fail":
            check.fails = true
            if words.peek() == "msg:" {
                words.take()
                try failure(isPattern: false, words, &check)
            } else if words.peek() == "regex:" {
                words.take()
                try failure(isPattern: true, words, &check)
            }
        case "string":
            let literal = try? Expression(parsing: String(words.rest))  // what is wrong with it is said below
            guard case .string(let text) = literal?.root.form else {
                throw ScriptError(line: line, message: "expected a text in quotes, got \(words.rest)")
            }
            check.text = text
        case "range":
            try words.expect("vector")
            try words.expect("from")
            let from = try words.time()
            try words.expect("to")
            _ = try words.time()
            try words.expect("step")
            check.points = (from, try words.duration())
        case let other:
            let allowed = "ordered, fail, string, range vector, warn, no_warn, info or no_info"
            throw ScriptError(line: line, message: "cannot expect \"\(other)\": expected \(allowed)")
        }
    }

    /// Reads the text of a failure, or a pattern that has to be found in it.
    private func failure(isPattern: Bool, _ words: Words, _ check: inout Check) throws(ScriptError) {
        let text = String(Self.trimmed(words.rest))
        guard isPattern else {
            check.failureText = text
            return
        }
        do {
            check.failurePattern = try RegularExpression(".*(?:\(text)).*")
        } catch {
            throw ScriptError(line: words.line, message: error.description)
        }
    }
}

extension SeriesNotation {
    /// The native histogram that a bucket of a classic one belongs to.
    fileprivate var nativeTwin: LabelSet? {
        guard labels["le"] != nil, let name = labels[LabelSet.metricName], name.hasSuffix("_bucket") else { return nil }
        return labels.setting("le", to: nil).setting(LabelSet.metricName, to: String(name.dropLast(7)))
    }
}

/// The words of one line of a script.
private struct Words {
    var rest: Substring
    let line: Int

    func peek() -> String { String(rest.drop { $0.isWhitespace }.prefix { !$0.isWhitespace }) }

    @discardableResult
    mutating func take() -> String {
        rest = rest.drop { $0.isWhitespace }
        let word = rest.prefix { !$0.isWhitespace }
        rest = rest[word.endIndex...]
        return String(word)
    }

    mutating func expect(_ word: String) throws(ScriptError) {
        let found = take()
        guard found == word else { throw ScriptError(line: line, message: "expected \(word), got \"\(found)\"") }
    }

    mutating func duration() throws(ScriptError) -> Duration {
        let word = take()
        // What is wrong with it is said below.
        guard case .number(let seconds) = (try? Expression(parsing: word))?.root.form, abs(seconds.value) < 9e9 else {
            throw ScriptError(line: line, message: "\"\(word)\" is not a duration: expected one such as 5m or 300")
        }
        return .milliseconds(Int64((seconds.value * 1_000).rounded()))
    }

    mutating func time() throws(ScriptError) -> Timestamp {
        Timestamp(millisecondsSince1970: try duration().wholeMilliseconds)
    }
}
