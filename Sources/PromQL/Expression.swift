/// A parsed expression.
public struct Expression: Sendable {
    /// The text it was parsed from.
    public let source: String
}
