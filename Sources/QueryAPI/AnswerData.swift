import PromQL

/// What an answer tells, and what there is to say beside it.
struct AnswerData {
    /// How many warnings and how many infos an answer gives at most, as Prometheus does.
    private static let annotationLimit = 10

    let json: JSONWriter
    /// What is wrong with it.
    let warnings: [String]
    /// What may be wrong with it.
    let infos: [String]

    /// - Parameter isTruncated: whether the request's `limit` cut it.
    init(_ json: JSONWriter, isTruncated: Bool = false, annotations: [QueryAnnotation] = []) {
        self.json = json
        let cut = isTruncated ? ["results truncated due to limit"] : []
        warnings = cut + Self.texts(of: .warning, annotations)
        infos = Self.texts(of: .info, annotations)
    }

    private static func texts(of severity: QueryAnnotation.Severity, _ annotations: [QueryAnnotation]) -> [String] {
        let texts = annotations.filter { $0.severity == severity }.map(\.description)
        let omitted = texts.count - annotationLimit
        guard omitted > 0 else { return texts }
        return texts.prefix(annotationLimit) + ["\(omitted) more \(severity.rawValue) annotations omitted"]
    }
}
