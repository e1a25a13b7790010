import Telemetry

/// What differs between the formats made of lines: the headers of a family, and the end of the page.
enum LineDialect: Sendable {
    case text, openMetrics

    /// The last line of a page.
    var end: [UInt8] { self == .openMetrics ? Array("# EOF\n".utf8) : [] }

    /// Writes the lines that stand before a family's samples.
    func appendHeader(of family: MetricFamily, to bytes: inout [UInt8]) {
        switch self {
        case .text:
            bytes += "# HELP \(family.name) ".utf8
            LineText.append(family.help, escapingQuotes: false, to: &bytes)
            bytes += "\n# TYPE \(family.name) \(family.kind.rawValue)\n".utf8
        case .openMetrics:
            let (name, type) = family.openMetrics
            bytes += "# TYPE \(name) \(type)\n".utf8
            if let unit = family.unit { bytes += "# UNIT \(name) \(unit)\n".utf8 }
            bytes += "# HELP \(name) ".utf8
            LineText.append(family.help, escapingQuotes: true, to: &bytes)
            bytes.append(UInt8(ascii: "\n"))
        }
    }
}
