/// A function of the language.
public struct Function: Sendable {
    /// The name; its case matters.
    public let name: String
    /// The types of the arguments.
    public let parameters: [ValueType]
    /// How many of the last parameters may be left out.
    public let optionalCount: Int
    /// Whether the last parameter may be given any number of times.
    public let isVariadic: Bool
    /// The type of the result.
    public let result: ValueType
    let body: Body

    /// How a function computes.
    enum Body: Sendable {
        /// One value for each series of a range vector, from its samples and the scalar arguments; nil for no element.
        case overTime(keepsName: Bool, @Sendable (RangeWindow, [Double]) -> Double?)
        /// One value for each element of an instant vector, from its value and the scalar arguments; nil for no element.
        case value(@Sendable (Double, [Double]) -> Double?)
        /// Anything else.
        case whole(@Sendable (inout Invocation) throws(EvaluationError) -> Value)
        /// `timestamp` and `start_timestamp`, which need the samples of their selector.
        case sampleTime(SampleTime)
        /// `info`, which looks for series with the labels of its elements.
        case info
    }

    /// A time that a sample has.
    enum SampleTime: Sendable {
        /// When it was taken.
        case taken
        /// When what it counts began.
        case start
    }

    init(
        _ name: String,
        _ parameters: [ValueType],
        optional: Int = 0,
        variadic: Bool = false,
        gives result: ValueType = .vector,
        _ body: Body
    ) {
        self.name = name
        self.parameters = parameters
        self.optionalCount = optional
        self.isVariadic = variadic
        self.result = result
        self.body = body
    }

    /// All functions, sorted by name.
    public static let all: [Function] =
        (RateFunctions.all + OverTimeFunctions.all + TrendFunctions.all
        + MathFunctions.all + TimeFunctions.all + LabelFunctions.all + VectorFunctions.all + HistogramFunctions.all)
        .sorted { $0.name < $1.name }

    private static let byName = Dictionary(all.map { ($0.name, $0) }) { first, _ in first }

    /// Whether its second argument says which labels of which metrics are wanted.
    var takesInfoLabels: Bool {
        if case .info = body { true } else { false }
    }

    /// The function of a name.
    static func named(_ name: String) -> Function? { byName[name] }
}

extension Function: Equatable {
    /// Whether two functions have the same name.
    public static func == (lhs: Function, rhs: Function) -> Bool { lhs.name == rhs.name }
}
