import PromQL
import Telemetry

/// A value inside a template: what Go's template engine would hold as an `interface{}`.
enum TemplateValue: Sendable {
    case nothing
    case bool(Bool)
    case int(Int)
    case float(Double)
    case string(String)
    case list([TemplateValue])
    /// A label map: a missing key reads as the empty string.
    case labels([String: String])
    /// A map of anything: a missing key reads as no value.
    case map([String: TemplateValue])
    /// One element of a query's result.
    case element(VectorElement)
    /// The value `.` of the whole template.
    case root
    case time(Timestamp)
    case duration(Duration)

    init(_ labels: LabelSet) {
        self = .labels(Dictionary(labels.labels.map { ($0.name, $0.value) }) { _, last in last })
    }

    /// The truth of Go's templates: zero values and empty collections are false, NaN is true.
    var isTrue: Bool {
        switch self {
        case .nothing: false
        case .bool(let value): value
        case .int(let value): value != 0
        case .float(let value): value != 0
        case .string(let value): !value.isEmpty
        case .list(let values): !values.isEmpty
        case .labels(let values): !values.isEmpty
        case .map(let values): !values.isEmpty
        case .duration(let value): value != .zero
        case .element, .root, .time: true
        }
    }

    /// Go's name of the type, for messages and for mismatched verbs.
    var typeName: String {
        switch self {
        case .nothing: "<nil>"
        case .bool: "bool"
        case .int: "int"
        case .float: "float64"
        case .string: "string"
        case .list: "template.queryResult"
        case .labels: "map[string]string"
        case .map: "map[string]interface {}"
        case .element: "*template.sample"
        case .root: "struct"
        case .time: "*time.Time"
        case .duration: "time.Duration"
        }
    }

    /// As `%v` prints it.
    var text: String {
        switch self {
        case .nothing: "<no value>"
        case .bool(let value): value ? "true" : "false"
        case .int(let value): String(value)
        case .float(let value): GoNumber.text(value)
        case .string(let value): value
        case .list(let values): "[" + values.map(\.text).joined(separator: " ") + "]"
        case .labels(let values):
            "map["
                + values.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" }.joined(separator: " ") + "]"
        case .map(let values):
            "map["
                + values.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value.text)" }.joined(separator: " ") + "]"
        case .element(let element):
            "&{\(TemplateValue(element.labels).text) \(GoNumber.text(element.value))}"
        case .root: "{}"
        case .time(let time): CalendarTime(time).text
        case .duration(let duration): GoNumber.text(duration)
        }
    }
}
