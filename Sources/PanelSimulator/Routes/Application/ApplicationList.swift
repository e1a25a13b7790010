/// What a list of the application API lets one choose and order by (spatie/laravel-query-builder).
struct ListRule<Element> {
    /// A filter: the element is shown when it matches the value.
    struct Filter {
        let name: String
        let matches: (Element, String) -> Bool
    }

    /// An order: whether the first element stands before the second.
    struct Sort {
        let name: String
        let isBefore: (Element, Element) -> Bool
    }

    /// Nil for a list without filters, which ignores what is asked.
    var filters: [Filter]?
    /// Nil for a list that cannot be ordered and ignores `sort`.
    var sorts: [Sort]?
}

extension ListRule.Filter {
    /// Matches a part of the text in either case; commas separate alternatives.
    static func part(_ name: String, _ field: @escaping (Element) -> String?) -> Self {
        Self(name: name) { element, value in
            guard let text = field(element)?.lowercased() else { return false }
            return value.lowercased().split(separator: ",").contains { text.contains($0) }
        }
    }

    /// Matches the whole text; commas separate alternatives.
    static func exact(_ name: String, _ field: @escaping (Element) -> String) -> Self {
        Self(name: name) { element, value in value.split(separator: ",").contains { $0 == field(element) } }
    }
}

extension ListRule.Sort {
    /// Orders by a field.
    static func by<Value: Comparable>(_ name: String, _ field: @escaping (Element) -> Value) -> Self {
        Self(name: name) { field($0) < field($1) }
    }
}

extension SimulatedPanel {
    /// A page of what the filters leave, in the order that `sort` asks for.
    func list<Element>(
        _ elements: [Element],
        _ call: ApplicationCall,
        _ rule: ListRule<Element>,
        item: (Element) -> JSON
    ) throws(PanelFailure) -> RouteAnswer {
        let chosen = try Self.choose(elements, call.context, rule)
        let page = try Page(of: chosen.count, call.context, .application)
        return .ok(.list(chosen[page.range].map(item), meta: [("pagination", page.meta(call.context, .application))]))
    }

    private static func choose<Element>(
        _ elements: [Element],
        _ context: RequestContext,
        _ rule: ListRule<Element>
    ) throws(PanelFailure) -> [Element] {
        var chosen = elements
        if let filters = rule.filters {
            try check(context.filters, allowed: filters.map(\.name))
            for asked in context.filters where !asked.value.isEmpty {
                guard let filter = filters.first(where: { $0.name == asked.name }) else { continue }
                chosen = chosen.filter { filter.matches($0, asked.value) }
            }
        }
        guard let sorts = rule.sorts else { return chosen }
        let asked = (context.value("sort") ?? "").split(separator: ",").map(String.init)
        let names = asked.map { $0.hasPrefix("-") ? String($0.dropFirst()) : $0 }
        let unknown = names.filter { name in !sorts.contains { $0.name == name } }
        guard unknown.isEmpty else {
            throw PanelFailure(
                400,
                "InvalidSortQuery",
                "Requested sort(s) `\(unknown.joined(separator: ", "))` is not allowed. "
                    + "Allowed sort(s) are `\(sorts.map(\.name).joined(separator: ", "))`."
            )
        }
        // The last key first: Swift's sort is stable.
        for (name, text) in zip(names, asked).reversed() {
            guard let sort = sorts.first(where: { $0.name == name }) else { continue }
            chosen.sort { text.hasPrefix("-") ? sort.isBefore($1, $0) : sort.isBefore($0, $1) }
        }
        return chosen
    }
}
