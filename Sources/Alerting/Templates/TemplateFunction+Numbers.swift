import Telemetry

/// The functions that make text of numbers, and numbers of text.
extension TemplateFunction {
    static let numbers: [String: TemplateFunction] = [
        "humanize": TemplateFunction(1) { arguments, _ throws(TemplateFailure) in
            .string(Humanize.decimal(try number(arguments[0])))
        },
        "humanize1024": TemplateFunction(1) { arguments, _ throws(TemplateFailure) in
            .string(Humanize.binary(try number(arguments[0])))
        },
        "humanizeDuration": TemplateFunction(1) { arguments, _ throws(TemplateFailure) in
            .string(Humanize.duration(seconds: try number(arguments[0])))
        },
        "humanizePercentage": TemplateFunction(1) { arguments, _ throws(TemplateFailure) in
            .string(Humanize.percentage(try number(arguments[0])))
        },
        "humanizeTimestamp": TemplateFunction(1) { arguments, _ throws(TemplateFailure) in
            let seconds = try number(arguments[0])
            guard seconds.isFinite else { return .string(GoNumber.text(seconds, verb: "g", precision: 4)) }
            return .string(CalendarTime(try time(seconds)).text)
        },
        "toTime": TemplateFunction(1) { arguments, _ throws(TemplateFailure) in
            .time(try time(try number(arguments[0])))
        },
        "toDuration": TemplateFunction(1) { arguments, _ throws(TemplateFailure) in
            let seconds = try number(arguments[0])
            guard seconds.magnitude < 9.2e9 else { throw TemplateFailure("\(GoNumber.text(seconds)) is no duration") }
            return .duration(.nanoseconds(Int64((seconds * 1e9).rounded())))
        },
        "now": TemplateFunction(0) { _, context in .float(context.now.secondsSince1970) },
        "parseDuration": TemplateFunction(1) { arguments, _ throws(TemplateFailure) in
            .float(try seconds(inDuration: try text(arguments[0])))
        },
    ]

    /// An argument that is a number or reads as one.
    static func number(_ value: TemplateValue) throws(TemplateFailure) -> Double {
        switch value {
        case .float(let number): return number
        case .int(let number): return Double(number)
        case .duration(let duration): return duration.inSeconds
        case .time(let time): return time.secondsSince1970
        case .string(let text):
            guard let number = Double(text.replacing("_", with: "")), !text.contains(" ") else {
                throw TemplateFailure("strconv.ParseFloat: parsing \(GoPrintf.quoted(text)): invalid syntax")
            }
            return number
        default:
            throw TemplateFailure("can't convert \(value.typeName) to float")
        }
    }

    /// The years 1678 to 2262, which Prometheus can hold in nanoseconds.
    private static func time(_ seconds: Double) throws(TemplateFailure) -> Timestamp {
        guard seconds.magnitude < 9.2e9 else {
            throw TemplateFailure("\(GoNumber.text(seconds)) cannot be represented as a nanoseconds timestamp")
        }
        return Timestamp(secondsSince1970: seconds)
    }

    /// A duration of Prometheus: whole numbers with the units `y w d h m s ms`, each at most once, in this order.
    private static func seconds(inDuration text: String) throws(TemplateFailure) -> Double {
        if text == "0" { return 0 }
        let failure = TemplateFailure("not a valid duration string: \(GoPrintf.quoted(text))")
        let units: [(String, Double)] = [
            ("y", 31_536_000), ("w", 604_800), ("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1), ("ms", 0.001),
        ]
        var rest = Substring(text)
        var remaining = units[...]
        var seconds = 0.0
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            rest.removeFirst(digits.count)
            let name = rest.prefix { $0.isLetter }
            rest.removeFirst(name.count)
            guard let count = Int64(digits), let place = remaining.firstIndex(where: { $0.0 == name }) else {
                throw failure
            }
            seconds += Double(count) * remaining[place].1
            remaining = remaining[(place + 1)...]
        }
        guard !text.isEmpty else { throw TemplateFailure("empty duration string") }
        return seconds
    }
}
