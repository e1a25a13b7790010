/// Something that an evaluation remarks beside its value, in Prometheus' words (`util/annotations`).
public struct QueryAnnotation: Sendable, Equatable {
    /// How serious it is.
    public enum Severity: String, Sendable, CaseIterable {
        /// The value is hardly what was meant.
        case warning
        /// The value may not be what was meant.
        case info
    }

    /// How serious it is.
    public let severity: Severity
    /// The text, such as `PromQL info: metric might not be a counter, …`.
    public let message: String
    /// What is known beside the text, such as `, from buckets 1 to 2, …`; empty for most.
    public let detail: String
    /// The place in the expression's text that it is about, such as `1:6`: line and column, from 1.
    public let place: String

    init(_ severity: Severity, _ text: String, detail: String, _ place: SourcePlace) {
        (self.severity, self.detail) = (severity, detail)
        message = "PromQL \(severity.rawValue): \(text)"
        self.place = "\(place.line):\(place.column)"
    }
}

extension QueryAnnotation: CustomStringConvertible {
    /// The text, what is known beside it, and the place, as Prometheus' interface gives it.
    public var description: String { "\(message)\(detail) (\(place))" }
}
