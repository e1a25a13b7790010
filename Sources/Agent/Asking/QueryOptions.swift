/// What `pterowatch query` was told.
public struct QueryOptions: Sendable, Equatable {
    /// The forms of an answer.
    public enum Output: String, Sendable, Hashable, CaseIterable {
        case table, plot, json, csv
    }

    /// What is evaluated.
    public var expression: String
    /// The agent, or any Prometheus.
    public var url: String
    /// When, or until when: seconds since 1970 or RFC 3339; nil for now.
    public var time: String?
    /// How far back a range query begins; nil for an instant query.
    public var range: Duration?
    /// The time between the points of a range query; nil for 240 points or fewer.
    public var step: Duration?
    /// The form; nil for a plot of a range query on a terminal, and a table otherwise.
    public var output: Output?

    /// Makes options.
    public init(
        _ expression: String,
        url: String = AgentAddress.standard,
        time: String? = nil,
        range: Duration? = nil,
        step: Duration? = nil,
        output: Output? = nil
    ) {
        self.expression = expression
        self.url = url
        self.time = time
        self.range = range
        self.step = step
        self.output = output
    }
}
