public import Telemetry

/// What the text goes to.
public struct Terminal: Sendable, Equatable {
    /// How many characters a line has.
    public var width: Int
    /// How many lines there are.
    public var height: Int
    /// Whether it shows colours.
    public var hasColors: Bool

    /// Makes a description; the defaults suit what is no terminal.
    public init(width: Int = 80, height: Int = 24, hasColors: Bool = false) {
        self.width = width
        self.height = height
        self.hasColors = hasColors
    }

    /// A text whose control characters are spelled out, so that no label can command a terminal.
    public static func printable(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case _ where isControl(scalar):
                let digits = String(scalar.value, radix: 16)
                result += scalar.value < 0x100 ? "\\x" + (digits.count < 2 ? "0" : "") + digits : "\\u" + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// A series as an expression names it: `up{server="a"}`.
    public static func name(of labels: LabelSet) -> String {
        let rest = labels.withoutMetricName
        let name = labels[LabelSet.metricName] ?? ""
        return printable(name + (rest.isEmpty && !name.isEmpty ? "" : rest.description))
    }

    /// Controls, and what turns the direction of a line.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
