internal import Alerting
public import PromQL
internal import QueryAPI
internal import Telemetry

/// Series over time, drawn with braille characters: axes, a letter at each line's end, and a legend.
public struct LinePlot {
    /// The most series that are drawn; the rest is only named.
    public static let seriesLimit = 8
    /// The most of the others that are named one by one.
    private static let nameLimit = 20
    private static let colors = [36, 33, 32, 35, 34, 31, 96, 93]
    private static let letters: [Character] = ["a", "b", "c", "d", "e", "f", "g", "h"]

    private let drawn: [SeriesSamples]
    private let others: [SeriesSamples]
    private let window: Question.Window
    private let end: Timestamp
    private let terminal: Terminal

    /// Makes a plot.
    ///
    /// - Parameters:
    ///   - series: in the order in which they are drawn.
    ///   - question: what was asked, for the ends of the time axis and the step.
    ///   - terminal: what it has to fit in.
    /// - Returns: nil when the question was for one time.
    public init?(_ series: [SeriesSamples], of question: Question, on terminal: Terminal) {
        guard let window = question.window else { return nil }
        drawn = Array(series.prefix(Self.seriesLimit))
        others = Array(series.dropFirst(Self.seriesLimit))
        self.window = window
        end = question.time
        self.terminal = terminal
    }

    /// The lines, each with its end; nothing without series.
    public var text: String {
        guard !drawn.isEmpty else { return "" }
        return field + legend
    }

    // MARK: - The field

    private var field: String {
        let values = drawn.lazy.flatMap(\.samples).map(\.value).filter(\.isFinite)
        guard let low = values.min(), let high = values.max() else { return "no point is a finite number\n" }
        let rows = max(4, min(terminal.height - drawn.count - 7, 20))
        let axis = ValueAxis(over: low...high, upTo: max(2, rows / 2))
        let margin = axis.labels.map(\.count).max() ?? 0
        // The margin, the axis, the field, a space and three letters.
        let columns = max(10, min(terminal.width, 200) - margin - 6)
        let times = TimeAxis(from: end - window.range, through: end, width: columns)
        var canvas = BrailleCanvas(columns: columns, rows: rows)
        var marks = [[Int]](repeating: [], count: rows)
        for (number, series) in drawn.enumerated() {
            if let row = draw(series, number, times, axis, on: &canvas) { marks[row].append(number) }
        }
        var labels = [String?](repeating: nil, count: rows)
        for (tick, label) in zip(axis.ticks, axis.labels) { labels[Self.y(of: tick, axis, canvas) / 4] = label }
        var text = ""
        for row in 0..<rows {
            let label = labels[row] ?? ""
            text += String(repeating: " ", count: margin - label.count) + label + (labels[row] == nil ? " │" : " ┤")
            text += colored(canvas.row(row))
            // As many letters as there is room for.
            let ends = marks[row].prefix(3).map { painted(String(Self.letters[$0]), $0) }.joined()
            text += ends.isEmpty ? "" : " " + ends
            while text.last == " " { text.removeLast() }
            text += "\n"
        }
        return text + timeLines(times, columns: columns, margin: margin)
    }

    /// Draws one series: points that are a step apart are joined, and what is no finite number is a gap.
    /// - Returns: the row in which its last point is.
    private func draw(
        _ series: SeriesSamples,
        _ number: Int,
        _ times: TimeAxis,
        _ axis: ValueAxis,
        on canvas: inout BrailleCanvas
    ) -> Int? {
        var before: (time: Timestamp, x: Int, y: Int)?
        for sample in series.samples {
            guard sample.value.isFinite else {
                before = nil
                continue
            }
            let x = Int((times.position(of: sample.timestamp) * Double(canvas.width - 1)).rounded())
            let y = Self.y(of: sample.value, axis, canvas)
            if let last = before, sample.timestamp - last.time <= window.step + window.step / 2 {
                canvas.line(from: (last.x, last.y), to: (x, y), by: number)
            } else {
                canvas.set(x, y, by: number)
            }
            before = (sample.timestamp, x, y)
        }
        return before.map { $0.y / 4 }
    }

    private static func y(of value: Double, _ axis: ValueAxis, _ canvas: BrailleCanvas) -> Int {
        let position = min(max(axis.position(of: value), 0), 1)
        return Int(((1 - position) * Double(canvas.height - 1)).rounded())
    }

    private func timeLines(_ times: TimeAxis, columns: Int, margin: Int) -> String {
        var line = [Character](repeating: "─", count: columns)
        var labels = [Character](repeating: " ", count: margin + 2 + columns)
        var free = 0
        for tick in times.ticks {
            let column = min(columns - 1, Int((times.position(of: tick.time) * Double(columns - 1)).rounded()))
            let first = min(max(0, margin + 2 + column - tick.label.count / 2), labels.count - tick.label.count)
            guard first >= free else { continue }
            line[column] = "┬"
            labels.replaceSubrange(first..<(first + tick.label.count), with: tick.label)
            free = first + tick.label.count + 1
        }
        while labels.last == " " { labels.removeLast() }
        let span = "\(TimeText.text(times.start)) to \(TimeText.text(times.end)), every \(step)"
        return String(repeating: " ", count: margin) + " └" + String(line) + "\n" + String(labels) + "\n" + span + "\n"
    }

    private var step: String { PrometheusDuration.text(window.step) }

    // MARK: - The legend

    private var legend: String {
        var table = TextTable([
            ("", .left), ("SERIES", .left), ("MIN", .right), ("MAX", .right), ("LAST", .right),
        ])
        for (number, series) in drawn.enumerated() {
            let extent = Extent(series.samples, text: Humanize.decimal)
            let name = Terminal.name(of: series.labels)
            table.add([String(Self.letters[number]), name, extent.minimum, extent.maximum, extent.last])
        }
        var lines = table.text.split(separator: "\n").map(String.init)
        for number in drawn.indices { lines[number + 1] = painted(lines[number + 1], number) }
        let gaps = drawn.reduce(0) { $0 + $1.samples.count { !$0.value.isFinite } }
        if gaps > 0 { lines.append("not drawn, since they are NaN or infinite: \(gaps) points") }
        if !others.isEmpty {
            lines.append("not drawn: \(others.count) more series")
            lines += others.prefix(Self.nameLimit).map { "   " + Terminal.name(of: $0.labels) }
            if others.count > Self.nameLimit { lines.append("   and \(others.count - Self.nameLimit) more") }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    // MARK: - Colours

    private func colored(_ cells: [(character: Character, owner: Int?)]) -> String {
        guard terminal.hasColors else { return String(cells.map(\.character)) }
        return cells.map { cell in
            cell.owner.map { painted(String(cell.character), $0) } ?? String(cell.character)
        }
        .joined()
    }

    private func painted(_ text: String, _ number: Int) -> String {
        terminal.hasColors ? "\u{1B}[\(Self.colors[number])m\(text)\u{1B}[0m" : text
    }
}
