public import PromQL
public import Telemetry

/// What a template can see besides its own text.
public struct TemplateContext {
    /// The element's labels, `__name__` included where the expression kept it: `$labels`.
    public var labels: LabelSet
    /// The element's value: `$value`.
    public var value: Double
    /// Labels that every alert gets on its way out: `$externalLabels`.
    public var externalLabels: LabelSet
    /// Where a browser reaches the agent, without a slash at the end: `$externalURL`.
    public var externalURL: String
    /// The evaluation's time: `now`.
    public var now: Timestamp
    /// Evaluates an expression at the evaluation's time: `query`.
    ///
    /// What it throws becomes the text of the expansion's error.
    public var query: (String) throws -> [VectorElement]

    /// Makes a context.
    public init(
        labels: LabelSet,
        value: Double,
        externalLabels: LabelSet = .empty,
        externalURL: String = "",
        now: Timestamp,
        query: @escaping (String) throws -> [VectorElement]
    ) {
        self.labels = labels
        self.value = value
        self.externalLabels = externalLabels
        self.externalURL = externalURL
        self.now = now
        self.query = query
    }
}
