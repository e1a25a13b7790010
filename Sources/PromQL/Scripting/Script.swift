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
        case load(interval: Duration, [Series])
        case evaluate(Check)
    }

    /// A series and when what each of its samples counts began, from the time of the sample on.
    struct Series {
        let notation: SeriesNotation
        let starts: [Duration?]
    }

    private(set) var commands: [(line: Int, Command)] = []
    private var lines: [(number: Int, text: Substring)]
    private var next = 0

    init(_ text: String) throws(ScriptError) {
        lines = zip(1..., text.split(separator: "\n", omittingEmptySubsequences: false)).map { number, line in
            let line = Words.trimmed(line)
            return (number, line.first == "#" ? "" : line)
        }
        while next < lines.count {
            let (number, text) = lines[next]
            next += 1
            if text.isEmpty { continue }
            commands.append((number, try command(text, number)))
        }
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
            var check = Check(line: line, expression: String(Words.trimmed(words.rest)), time: time, command: name)
            for (number, text) in block() { try check.read(text, number) }
            return .evaluate(check)
        default:
            throw ScriptError(line: line, message: "unknown command \"\(name)\": expected clear, load or eval")
        }
    }

    private mutating func load(_ interval: Duration, makesNativeTwins: Bool) throws(ScriptError) -> Command {
        var series: [Series] = []
        var places: [LabelSet: Int] = [:]
        var defaults: [Duration?] = []
        var own: (line: Int, labels: LabelSet, offsets: [Duration?])?
        for (number, text) in block() {
            if let starts = try ScriptError.at(
                number,
                { () throws(ParseError) in try StartNotation(parsing: String(text)) }
            ) {
                if let own { throw ScriptError(line: own.line, message: "no line of samples follows") }
                if let labels = starts.labels {
                    own = (number, labels, starts.offsets)
                } else {
                    defaults = starts.offsets
                }
                continue
            }
            let notation = try SeriesNotation(parsing: text, line: number, native: true)
            if let own, own.offsets.count != notation.values.count {
                let counts = "\(own.offsets.count) starts, and \(notation.values.count) samples follow"
                throw ScriptError(line: own.line, message: counts)
            }
            let cycled = defaults.isEmpty ? [] : notation.values.indices.map { defaults[$0 % defaults.count] }
            let one = Series(notation: notation, starts: own?.offsets ?? cycled)
            // Of two lines of the same series the later one stands.
            if let place = places.updateValue(series.count, forKey: notation.labels) {
                places[notation.labels] = place
                series[place] = one
            } else {
                series.append(one)
            }
            if let twin = makesNativeTwins ? notation.nativeTwin : nil {
                series.append(Series(notation: twin, starts: []))
            }
            if let own, own.labels != notation.labels {
                let message = "the samples of \(notation.labels) follow, not of \(own.labels)"
                throw ScriptError(line: own.line, message: message)
            }
            own = nil
        }
        if let own { throw ScriptError(line: own.line, message: "no line of samples follows") }
        return .load(interval: interval, series)
    }
}

extension SeriesNotation {
    /// Reads a line of a script.
    init(parsing text: Substring, line: Int, native: Bool = false) throws(ScriptError) {
        self = try ScriptError.at(line) { () throws(ParseError) in
            try SeriesNotation(parsing: String(text), native: native)
        }
    }
}
