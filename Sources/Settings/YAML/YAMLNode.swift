/// A part of a YAML document, with the place where it stands.
package struct YAMLNode: Sendable, Equatable {
    /// What stands there.
    package indirect enum Content: Sendable, Equatable {
        /// Nothing, `~` or `null`.
        case nothing
        /// One value; `isPlain` when it was written without quotes.
        case scalar(String, isPlain: Bool)
        /// A list.
        case sequence([YAMLNode])
        /// Keys and values, in file order.
        case mapping([Entry])
    }

    /// One key of a mapping with its value.
    package struct Entry: Sendable, Equatable {
        /// The key, a scalar in every document that Settings accepts.
        package let key: YAMLNode
        /// The value.
        package let value: YAMLNode
    }

    /// What stands there.
    package let content: Content
    /// The line, from 1.
    package let line: Int
    /// The column, from 1, in Unicode scalars.
    package let column: Int

    /// The text of a scalar.
    package var text: String? {
        guard case .scalar(let text, _) = content else { return nil }
        return text
    }

    /// The kind of thing, as it is called in a message.
    package var kindName: String {
        switch content {
        case .nothing: "nothing"
        case .scalar: "a single value"
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }
}
