import Alerting
import PromQL

extension SettingsDecoder {
    /// Reads a list of matchers, each text of which may hold several; absent counts as empty.
    mutating func matchers(_ key: String, of fields: Fields) -> [LabelMatcher] {
        let items = items(key, of: fields, allowed: "a list of matchers such as severity=\"critical\"") ?? []
        return items.enumerated().flatMap { index, node -> [LabelMatcher] in
            let path = "\(fields.path(to: key))[\(index)]"
            guard let text = text(of: node, at: path) else { return [] }
            do {
                return try MatcherText.parse(text)
            } catch {
                report(.unusable("\(error)"), at: node, path: path, allowed: "NAME=\"VALUE\", with = != =~ or !~")
                return []
            }
        }
    }

    /// The items of a list of mappings, with their paths; absent counts as empty.
    mutating func mappings(_ key: String, of fields: Fields, kind: String) -> [(node: YAMLNode, path: String)] {
        let items = items(key, of: fields, allowed: "a list of \(kind)") ?? []
        return items.enumerated().map { ($0.element, "\(fields.path(to: key))[\($0.offset)]") }
    }
}
