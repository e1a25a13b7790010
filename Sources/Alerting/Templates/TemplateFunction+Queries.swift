import PromQL
import Telemetry

/// The functions that ask for other series.
extension TemplateFunction {
    static let queries: [String: TemplateFunction] = [
        "query": TemplateFunction(1) { arguments, context throws(TemplateFailure) in
            let expression = try text(arguments[0])
            do {
                return .list(try context.query(expression).map { .element($0) })
            } catch {
                throw TemplateFailure("\(error)")
            }
        },
        "first": TemplateFunction(1) { arguments, _ throws(TemplateFailure) in
            guard let first = try list(arguments[0]).first else {
                throw TemplateFailure("first() called on vector with no elements")
            }
            return first
        },
        "label": TemplateFunction(2) { arguments, _ throws(TemplateFailure) in
            .string(try element(arguments[1]).labels[try text(arguments[0])] ?? "")
        },
        "value": TemplateFunction(1) { arguments, _ throws(TemplateFailure) in
            .float(try element(arguments[0]).value)
        },
        "strvalue": TemplateFunction(1) { arguments, _ throws(TemplateFailure) in
            .string(try element(arguments[0]).labels["__value__"] ?? "")
        },
        "sortByLabel": TemplateFunction(2) { arguments, _ throws(TemplateFailure) in
            let label = try text(arguments[0])
            var elements: [VectorElement] = []
            for value in try list(arguments[1]) { elements.append(try element(value)) }
            func key(_ element: VectorElement) -> String.UTF8View { (element.labels[label] ?? "").utf8 }
            return .list(elements.sorted { key($0).lexicographicallyPrecedes(key($1)) }.map { .element($0) })
        },
    ]

    private static func list(_ value: TemplateValue) throws(TemplateFailure) -> [TemplateValue] {
        guard case .list(let values) = value else {
            throw TemplateFailure("wrong type for value; expected template.queryResult; got \(value.typeName)")
        }
        return values
    }

    private static func element(_ value: TemplateValue) throws(TemplateFailure) -> VectorElement {
        guard case .element(let element) = value else {
            throw TemplateFailure("wrong type for value; expected *template.sample; got \(value.typeName)")
        }
        return element
    }
}
