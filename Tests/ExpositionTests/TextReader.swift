/// Reads text 0.0.4 back, strictly: what it does not expect it refuses with the line.
struct TextReader {
    struct Family: Equatable {
        var help: String
        var type: String
        var samples: [Sample] = []
    }

    struct Sample: Equatable {
        let name: String
        let labels: [String: String]
        let value: Double

        static func == (lhs: Sample, rhs: Sample) -> Bool {
            let isSameValue = lhs.value.bitPattern == rhs.value.bitPattern || (lhs.value.isNaN && rhs.value.isNaN)
            return lhs.name == rhs.name && lhs.labels == rhs.labels && isSameValue
        }
    }

    struct Malformed: Error { let line: String }

    /// The families by name, and their names in order of appearance.
    static func read(_ page: [UInt8]) throws -> (families: [String: Family], order: [String]) {
        let lines = page.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard page.isEmpty || lines.last?.isEmpty == true else { throw Malformed(line: "no line end") }
        var families: [String: Family] = [:]
        var order: [String] = []
        for bytes in lines.dropLast() {
            guard let line = String(validating: bytes, as: UTF8.self) else { throw Malformed(line: "\(bytes)") }
            let words = line.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false).map(String.init)
            if words[0] == "#", words.count == 4, words[1] == "HELP", families[words[2]] == nil {
                families[words[2]] = Family(help: unescaped(words[3]), type: "")
                order.append(words[2])
            } else if words[0] == "#", words.count == 4, words[1] == "TYPE", order.last == words[2] {
                families[words[2]]?.type = words[3]
            } else if words[0] != "#", let last = order.last {
                families[last]?.samples.append(try sample(line))
            } else {
                throw Malformed(line: line)
            }
        }
        return (families, order)
    }

    private static func sample(_ line: String) throws -> Sample {
        var rest = line.unicodeScalars[...]
        let name = take(&rest) { $0 != "{" && $0 != " " }
        var labels: [String: String] = [:]
        if rest.first == "{" {
            repeat {
                rest.removeFirst()
                let label = take(&rest) { $0 != "=" }
                guard rest.starts(with: "=\"".unicodeScalars) else { throw Malformed(line: line) }
                rest.removeFirst(2)
                var isEscaped = false
                let value = take(&rest) { scalar in
                    if isEscaped {
                        isEscaped = false
                    } else if scalar == "\\" {
                        isEscaped = true
                    } else if scalar == "\"" {
                        return false
                    }
                    return true
                }
                guard labels.updateValue(unescaped(value), forKey: label) == nil, rest.popFirst() == "\"" else {
                    throw Malformed(line: line)
                }
            } while rest.first == ","
            guard rest.popFirst() == "}" else { throw Malformed(line: line) }
        }
        guard rest.popFirst() == " ", let value = number(String(rest)) else { throw Malformed(line: line) }
        return Sample(name: name, labels: labels, value: value)
    }

    /// Numbers of Go's syntax as far as the format allows them: no `0x`, no `_`, no blanks.
    static func number(_ text: String) -> Double? {
        switch text {
        case "NaN": return .nan
        case "+Inf": return .infinity
        case "-Inf": return -.infinity
        default:
            guard text.allSatisfy({ "0123456789+-.e".contains($0) }) else { return nil }
            return Double(text)
        }
    }

    private static func take(_ rest: inout String.UnicodeScalarView.SubSequence, while test: (Unicode.Scalar) -> Bool)
        -> String
    {
        let taken = rest.prefix(while: test)
        rest = rest[taken.endIndex...]
        return String(taken)
    }

    private static func unescaped(_ text: String) -> String {
        var plain = String.UnicodeScalarView()
        var isEscaped = false
        for scalar in text.unicodeScalars {
            if isEscaped {
                plain.append(scalar == "n" ? "\n" : scalar)
                isEscaped = false
            } else if scalar == "\\" {
                isEscaped = true
            } else {
                plain.append(scalar)
            }
        }
        return String(plain)
    }
}
