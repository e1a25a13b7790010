/// One page of a list, with the panel's rules for odd numbers.
struct Page {
    let total: Int
    let perPage: Int
    let current: Int
    let range: Range<Int>

    /// How a list pages.
    struct Rule {
        let defaultSize: Int
        /// The largest page; nil for no limit (application lists in 1.11).
        let cap: Int?
        /// Whether links repeat the whole query.
        let keepsQuery: Bool

        static let clientServers = Rule(defaultSize: 50, cap: 100, keepsQuery: true)
        static let activity = Rule(defaultSize: 25, cap: 100, keepsQuery: true)
        static let backups = Rule(defaultSize: 20, cap: 50, keepsQuery: false)
        static let application = Rule(defaultSize: 50, cap: nil, keepsQuery: false)
    }

    /// Cuts a page out of a list (recorded: 0 gives 15, negative 500, text the cap or 500, a bad page the first).
    init(of total: Int, _ context: RequestContext, _ rule: Rule) throws(PanelFailure) {
        self.total = total
        var size = rule.defaultSize
        if let text = context.value("per_page"), !text.isEmpty {
            if let number = Int(text) {
                size = number
            } else if let cap = rule.cap {
                size = cap
            } else {
                throw .unexpected("TypeError")
            }
        }
        if let cap = rule.cap { size = min(size, cap) }
        if size == 0 { size = 15 }
        guard size > 0 else { throw .unexpected("QueryException") }
        perPage = size
        let page = context.value("page").flatMap { Int($0) } ?? 1
        current = page >= 1 ? page : 1
        let start = min(
            total,
            (current - 1).multipliedReportingOverflow(by: size).overflow ? total : (current - 1) * size
        )
        range = start..<min(total, start + min(size, total))
    }

    /// The number of pages, at least one.
    var totalPages: Int { max(1, (total + perPage - 1) / perPage) }

    /// The `pagination` block.
    func meta(_ context: RequestContext, _ rule: Rule) -> JSON {
        var links: [(String, JSON)] = []
        if current > 1 {
            links.append(("previous", .string(context.link(page: current - 1, keepsQuery: rule.keepsQuery))))
        }
        if current < totalPages {
            links.append(("next", .string(context.link(page: current + 1, keepsQuery: rule.keepsQuery))))
        }
        return .object([
            ("total", .int(total)), ("count", .int(range.count)), ("per_page", .int(perPage)),
            ("current_page", .int(current)), ("total_pages", .int(totalPages)), ("links", .object(links)),
        ])
    }
}

extension JSON {
    /// A list without pages.
    static func list(_ items: [JSON]) -> JSON { .object([("object", .string("list")), ("data", .array(items))]) }

    /// A list with `meta`.
    static func list(_ items: [JSON], meta: [(String, JSON)]) -> JSON {
        .object([("object", .string("list")), ("data", .array(items)), ("meta", .object(meta))])
    }

    /// An item.
    static func item(_ object: String, _ attributes: [(String, JSON)], meta: [(String, JSON)] = []) -> JSON {
        var members: [(String, JSON)] = [("object", .string(object)), ("attributes", .object(attributes))]
        if !meta.isEmpty { members.append(("meta", .object(meta))) }
        return .object(members)
    }

    /// What stands for an include that is not there or not allowed.
    static var nullResource: JSON { .object([("object", .string("null_resource")), ("attributes", .null)]) }
}
