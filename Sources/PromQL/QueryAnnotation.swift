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
    /// The place in the expression's text that it is about, such as `1:6`: line and column, from 1.
    public let place: String

    init(_ severity: Severity, _ text: String, _ place: SourcePlace) {
        self.severity = severity
        message = "PromQL \(severity.rawValue): \(text)"
        self.place = "\(place.line):\(place.column)"
    }
}

extension QueryAnnotation: CustomStringConvertible {
    /// The text and the place, as Prometheus' interface gives it.
    public var description: String { "\(message) (\(place))" }
}
