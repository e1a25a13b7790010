extension JSONValue {
    /// The text, or `null`.
    static func orNull(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

    /// The number, or `null`.
    static func orNull(_ number: Int?) -> JSONValue { number.map { .whole($0) } ?? .null }

    /// The number.
    static func whole(_ number: Int) -> JSONValue { .integer(Int64(number)) }

    /// The number of an id.
    static func id<Kind>(_ id: PanelID<Kind>) -> JSONValue { .whole(id.rawValue) }

    /// The numbers of ids.
    static func ids<Kind>(_ ids: [PanelID<Kind>]) -> JSONValue { .array(ids.map { .id($0) }) }

    /// A list of texts.
    static func texts(_ texts: some Sequence<String>) -> JSONValue { .array(texts.map { .string($0) }) }
}
