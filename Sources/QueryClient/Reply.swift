public import PromQL
public import PterodactylAPI
public import Telemetry

/// What a server answered to a question.
public struct Reply: Sendable, Equatable {
    /// A value with the time of its evaluation.
    public enum Result: Sendable, Equatable {
        /// A number.
        case scalar(Sample)
        /// A text.
        case string(String)
        /// The elements of an instant vector; each of one sample, in the server's order.
        case vector([SeriesSamples])
        /// Series with their points, in the server's order.
        case matrix([SeriesSamples])

        /// The series of a vector or matrix.
        public var series: [SeriesSamples] {
            switch self {
            case .scalar, .string: []
            case .vector(let series), .matrix(let series): series
            }
        }
    }

    /// The result.
    public let result: Result
    /// The answer's data as it came.
    public let data: JSONValue
    /// What the server warned of, and what of the answer cannot be shown.
    public let warnings: [String]
    /// What the server says may not be meant so.
    public let infos: [String]

    /// Reads an answer.
    ///
    /// - Parameters:
    ///   - response: the whole answer.
    ///   - question: what was asked, whose expression a mistake is shown in.
    ///   - url: the server, for messages.
    /// - Throws: `ReplyError` when the server refused, or answered in another form.
    public init(_ response: HTTPResponse, to question: Question, from url: String) throws(ReplyError) {
        guard let body = JSONValue(parsing: response.body), let status = body["status"]?.string else {
            let text = String(decoding: response.body.prefix(200), as: UTF8.self)
            throw .foreign(url: url, status: response.status, text: Terminal.printable(text))
        }
        guard status == "success", let data = body["data"], let result = Self.result(data) else {
            throw .refused(
                kind: body["errorType"]?.string ?? "\(response.status)",
                message: body["error"]?.string ?? "",
                expression: question.expression
            )
        }
        var warnings = (body["warnings"]?.array ?? []).compactMap(\.string)
        let elements = data["result"]?.array ?? []
        let histograms = elements.count { $0["histogram"] != nil || $0["histograms"] != nil }
        if histograms > 0 { warnings.append("native histograms are not shown: \(histograms) series have them") }
        self.result = result
        self.data = data
        self.warnings = warnings
        infos = (body["infos"]?.array ?? []).compactMap(\.string)
    }

    private static func result(_ data: JSONValue) -> Result? {
        guard let result = data["result"] else { return nil }
        switch data["resultType"]?.string {
        case "scalar": return sample(result).map(Result.scalar)
        case "string": return result.array?.last?.string.map(Result.string)
        case "vector":
            let elements = result.array?.filter { $0["histogram"] == nil } ?? []
            return .vector(
                elements.map { SeriesSamples(labels: labels($0), samples: sample($0["value"]).map { [$0] } ?? []) }
            )
        case "matrix":
            return .matrix(
                (result.array ?? []).map {
                    SeriesSamples(labels: labels($0), samples: ($0["values"]?.array ?? []).compactMap(sample))
                }
            )
        default: return nil
        }
    }

    private static func labels(_ element: JSONValue) -> LabelSet {
        LabelSet((element["metric"]?.object ?? [:]).compactMap { name, value in value.string.map { Label(name, $0) } })
    }

    /// `[seconds,"value"]`.
    private static func sample(_ pair: JSONValue?) -> Sample? {
        guard let parts = pair?.array, parts.count == 2, let seconds = parts[0].double, let text = parts[1].string,
            let value = Double(text)
        else { return nil }
        return Sample(Timestamp(secondsSince1970: seconds), value)
    }
}
