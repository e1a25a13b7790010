internal import PromQL
internal import QueryAPI
internal import Telemetry

/// A result as lines of text: for reading, and for other programs.
public enum ResultText {
    /// An aligned table; nothing for no series.
    ///
    /// Of a vector each element with its value and time, of a matrix each series in short; a number or a text stands alone.
    public static func table(_ result: Reply.Result) -> String {
        switch result {
        case .scalar(let sample): return DecimalText.plain(sample.value) + "\n"
        case .string(let text): return text + "\n"
        case .vector(let elements):
            var table = TextTable([("SERIES", .left), ("VALUE", .right), ("TIME", .left)])
            for element in elements {
                for sample in element.samples {
                    table.add([
                        Terminal.name(of: element.labels), DecimalText.plain(sample.value),
                        TimeText.text(sample.timestamp),
                    ])
                }
            }
            return elements.isEmpty ? "" : table.text
        case .matrix(let series):
            var table = TextTable([
                ("SERIES", .left), ("POINTS", .right), ("MIN", .right), ("MAX", .right), ("LAST", .right),
                ("FROM", .left), ("TO", .left),
            ])
            for one in series {
                let extent = Extent(one.samples)
                table.add([
                    Terminal.name(of: one.labels), "\(one.samples.count)", extent.minimum, extent.maximum, extent.last,
                    one.samples.first.map { TimeText.text($0.timestamp) } ?? "",
                    one.samples.last.map { TimeText.text($0.timestamp) } ?? "",
                ])
            }
            return series.isEmpty ? "" : table.text
        }
    }

    /// Comma-separated values (RFC 4180): a column for each label name, then Unix time and value; one line for each sample.
    public static func csv(_ result: Reply.Result) -> String {
        if case .string(let text) = result { return "value\n" + field(text) + "\n" }
        var series = result.series
        if case .scalar(let sample) = result { series = [SeriesSamples(labels: .empty, samples: [sample])] }
        let names = Set(series.flatMap { $0.labels.labels.map(\.name) }).sorted()
        var lines = [(names + ["time", "value"]).map(field).joined(separator: ",")]
        for one in series {
            let labels = names.map { field(one.labels[$0] ?? "") }
            for sample in one.samples {
                let time = DecimalText.plain(sample.timestamp.secondsSince1970)
                lines.append((labels + [time, DecimalText.plain(sample.value)]).joined(separator: ","))
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func field(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { "\",\n\r".unicodeScalars.contains($0) }) else { return text }
        var quoted = "\""
        for scalar in text.unicodeScalars {
            if scalar == "\"" { quoted += "\"" }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "\""
    }
}

/// The least, greatest and last value of some samples, as text; the first two of those that are numbers.
struct Extent {
    let minimum: String
    let maximum: String
    let last: String

    init(_ samples: [Sample], text: (Double) -> String = DecimalText.plain) {
        let values = samples.map(\.value)
        let numbers = values.filter { !$0.isNaN }
        minimum = numbers.min().map(text) ?? (values.isEmpty ? "" : "NaN")
        maximum = numbers.max().map(text) ?? (values.isEmpty ? "" : "NaN")
        last = values.last.map(text) ?? ""
    }
}
