import Yams

/// The first document of a YAML text, as a tree with places.
package struct YAMLDocument {
    /// The most nodes that a document may have once its aliases are expanded.
    package static let nodeLimit = 200_000

    /// The root; a node without content when the text holds no document.
    package let root: YAMLNode

    /// The root of the first document of a text.
    /// - Throws: `invalid` with one problem.
    static func root(of text: String, file: String) throws(SettingsError) -> YAMLNode {
        do {
            return try YAMLDocument(parsing: text, file: file).root
        } catch {
            throw .invalid([error])
        }
    }

    /// Reads the first document of a text.
    /// - Throws: one problem with its place. No message repeats a line of the text: there may be a key in it.
    package init(parsing text: String, file: String) throws(SettingsProblem) {
        func problem(_ kind: SettingsProblem.Kind, _ mark: Mark?, found: String? = nil) -> SettingsProblem {
            let place = (line: max(1, mark?.line ?? 1), column: max(1, mark?.column ?? 1))
            return SettingsProblem(
                file: file,
                line: place.line,
                column: place.column,
                path: "",
                kind: kind,
                found: found
            )
        }
        do {
            guard let node = try Parser(yaml: text).nextRoot() else {
                root = YAMLNode(content: .nothing, line: 1, column: 1)
                return
            }
            var remaining = Self.nodeLimit
            root = Self.tree(from: node, remaining: &remaining)
            guard remaining >= 0 else {
                throw problem(.syntax("more than \(Self.nodeLimit) values once its aliases are expanded"), node.mark)
            }
        } catch let error as YamlError {
            switch error {
            case .scanner(_, let message, let mark, _), .parser(_, let message, let mark, _),
                .composer(_, let message, let mark, _):
                throw problem(.syntax(message), mark)
            case .duplicatedKeysInMapping(let keys, let context):
                throw problem(.duplicateKey, context.mark, found: keys.joined(separator: ", "))
            case .reader(let message, let offset, _, _):
                let before = text.prefix(offset ?? 0).split(separator: "\n", omittingEmptySubsequences: false)
                throw SettingsProblem(
                    file: file,
                    line: max(1, before.count),
                    column: (before.last?.unicodeScalars.count ?? 0) + 1,
                    path: "",
                    kind: .syntax(message)
                )
            case .no, .memory, .writer, .emitter, .representer, .dataCouldNotBeDecoded:
                throw problem(.syntax("the text cannot be read as YAML"), nil)
            }
        } catch let error as SettingsProblem {
            throw error
        } catch {
            throw problem(.syntax("the text cannot be read as YAML"), nil)
        }
    }

    private static func tree(from node: Node, remaining: inout Int) -> YAMLNode {
        remaining -= 1
        let line = max(1, node.mark?.line ?? 1)
        let column = max(1, node.mark?.column ?? 1)
        guard remaining >= 0 else { return YAMLNode(content: .nothing, line: line, column: column) }
        let content: YAMLNode.Content
        switch node {
        case .scalar(let scalar):
            let isPlain = scalar.style == .plain || scalar.style == .any
            content =
                isPlain && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
                ? .nothing : .scalar(scalar.string, isPlain: isPlain)
        case .sequence(let sequence):
            content = .sequence(sequence.map { tree(from: $0, remaining: &remaining) })
        case .mapping(let mapping):
            content = .mapping(
                mapping.map { key, value in
                    YAMLNode.Entry(
                        key: tree(from: key, remaining: &remaining),
                        value: tree(from: value, remaining: &remaining)
                    )
                }
            )
        case .alias:
            content = .nothing
        }
        return YAMLNode(content: content, line: line, column: column)
    }
}
