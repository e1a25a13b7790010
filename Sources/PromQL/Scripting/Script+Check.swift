internal import Telemetry

extension Script {
    /// An evaluation and what it has to give.
    struct Check {
        enum Time {
            case instant(Timestamp)
            case range(from: Timestamp, through: Timestamp, step: Duration)
        }

        let line: Int
        let expression: String
        let time: Time
        private(set) var isOrdered = false
        /// What the failure has to say; nil when it must not fail.
        private(set) var failure: TextExpectation?
        /// The annotations that there have to be, each with one text at least.
        private(set) var annotations: [QueryAnnotation.Severity: [TextExpectation]] = [:]
        /// The annotations that there must not be.
        private(set) var unwanted: Set<QueryAnnotation.Severity> = []
        /// Whether there have to be such annotations, and others may be besides: the older way to say it.
        private(set) var atLeastOne: QueryAnnotation.Severity?
        /// Whether it expects native histograms.
        private(set) var expectsNativeHistograms = false
        private(set) var text: String?
        private(set) var scalar: Double?
        private(set) var series: [SeriesNotation] = []
        /// The times of the points, when an instant query gives a range vector.
        private(set) var points: (from: Timestamp, step: Duration)?

        /// - Parameter command: the word that it begins with.
        init(line: Int, expression: String, time: Time, command: String) {
            (self.line, self.expression, self.time) = (line, expression, time)
            switch command {
            case "eval_fail": failure = .any
            case "eval_ordered": isOrdered = true
            case "eval_warn": atLeastOne = .warning
            case "eval_info": atLeastOne = .info
            default: break
            }
        }

        /// Reads a line of what is expected.
        mutating func read(_ text: Substring, _ line: Int) throws(ScriptError) {
            var words = Words(rest: text, line: line)
            switch words.peek() {
            case "expect":
                words.take()
                try expectation(&words)
            case "expected_fail_message":
                words.take()
                failure = .exactly(String(Words.trimmed(words.rest)))
            case "expected_fail_regexp":
                words.take()
                failure = try TextExpectation(pattern: words.rest, line: line)
            default:
                if SeriesNotation.holdsNativeHistograms(String(text)) {
                    expectsNativeHistograms = true
                } else if let scalar = NumberText.value(of: String(text)) {
                    self.scalar = scalar
                } else {
                    series.append(try SeriesNotation(parsing: text, line: line))
                }
            }
        }

        private mutating func expectation(_ words: inout Words) throws(ScriptError) {
            switch words.take() {
            case "ordered": isOrdered = true
            case "warn": annotations[.warning, default: []].append(try TextExpectation(words))
            case "info": annotations[.info, default: []].append(try TextExpectation(words))
            case "no_warn": unwanted.insert(.warning)
            case "no_info": unwanted.insert(.info)
            case "fail": failure = try TextExpectation(words)
            case "string":
                let literal = try? Expression(parsing: String(words.rest))  // what is wrong with it is said below
                guard case .string(let text) = literal?.root.form else {
                    throw ScriptError(line: words.line, message: "expected a text in quotes, got \(words.rest)")
                }
                self.text = text
            case "range":
                try words.expect("vector")
                try words.expect("from")
                let from = try words.time()
                try words.expect("to")
                _ = try words.time()
                try words.expect("step")
                points = (from, try words.duration())
            case let other:
                let allowed = "ordered, fail, string, range vector, warn, no_warn, info or no_info"
                throw ScriptError(line: words.line, message: "cannot expect \"\(other)\": expected \(allowed)")
            }
        }

        /// What is wrong with the annotations of a result; nil when nothing is.
        func difference(_ found: [QueryAnnotation]) -> String? {
            for severity in QueryAnnotation.Severity.allCases {
                let found = found.filter { $0.severity == severity }
                if let first = found.first, unwanted.contains(severity) {
                    return "got \"\(first)\", which is not expected"
                }
                if found.isEmpty, atLeastOne == severity {
                    return "expected some \(severity.rawValue) annotation, got none"
                }
                guard let wanted = annotations[severity] else { continue }
                let texts = found.map { [$0.message, $0.description] }
                for one in wanted where !texts.contains(where: { $0.contains(where: one.matches) }) {
                    return "expected the \(severity.rawValue) annotation \(one), got \(found.map(\.message))"
                }
                for text in texts where !wanted.contains(where: { text.contains(where: $0.matches) }) {
                    return "got \"\(text[0])\", which is not expected"
                }
            }
            return nil
        }
    }
}
