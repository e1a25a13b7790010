/// A function that templates may call.
///
/// Source: Go `text/template` "Functions" and Prometheus docs "Template reference".
struct TemplateFunction: Sendable {
    typealias Call = @Sendable ([TemplateValue], TemplateContext) throws(TemplateFailure) -> TemplateValue

    /// How many arguments it takes, the piped one included.
    let arity: ClosedRange<Int>
    let call: Call

    init(_ arity: ClosedRange<Int>, _ call: @escaping Call) {
        self.arity = arity
        self.call = call
    }

    init(_ arity: Int, _ call: @escaping Call) { self.init(arity...arity, call) }

    init(atLeast arity: Int, _ call: @escaping Call) { self.init(arity...Int.max, call) }

    /// How a message names the number of arguments.
    var wanted: String {
        arity.upperBound == Int.max ? "at least \(arity.lowerBound)" : "\(arity.lowerBound)"
    }

    /// All functions by name.
    static let all: [String: TemplateFunction] = language.merging(text) { first, _ in first }
        .merging(numbers) { first, _ in first }
        .merging(queries) { first, _ in first }
}
