/// One entry of a header such as `Accept`: what is wanted, how it is described, and how much it is wanted.
struct WeightedItem: Equatable {
    /// The entry without its parameters, in lower case.
    let value: String
    /// The other parameters by their name in lower case; of two with one name the later one.
    let parameters: [String: String]
    /// The parameter `q`; 1 without one, 0 for one that is no number.
    let weight: Double

    /// The entries of a header, the most wanted first, those of the same weight in their order.
    ///
    /// Any text is read: what makes no sense is left out, as prometheus/common does
    /// (`github.com/munnerlyn/goautoneg`, RFC 9110, 12.5). Blanks around every part do not count, nor do quotes around
    /// the value of a parameter.
    static func sorted(_ header: String) -> [WeightedItem] {
        let items = header.utf8.split(separator: UInt8(ascii: ",")).compactMap { WeightedItem($0) }
        return items.enumerated()
            .sorted { ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset) }
            .map(\.element)
    }

    private init?(_ entry: Substring.UTF8View) {
        let parts = entry.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
        guard let first = parts.first, case let value = Self.trimmed(first).lowercased(), !value.isEmpty else {
            return nil
        }
        var parameters: [String: String] = [:]
        var weight = 1.0
        for part in parts.dropFirst() {
            let sides = part.split(separator: UInt8(ascii: "="), omittingEmptySubsequences: false)
            guard sides.count == 2 else { continue }
            let name = Self.trimmed(sides[0]).lowercased()
            let text = Self.unquoted(Self.trimmed(sides[1]))
            if name == "q" { weight = Self.weight(text) } else { parameters[name] = text }
        }
        self.value = value
        self.parameters = parameters
        self.weight = weight
    }

    private static func weight(_ text: String) -> Double {
        guard let number = Double(text), !number.isNaN else { return 0 }
        return min(max(number, 0), 1)
    }

    private static func trimmed(_ text: Substring.UTF8View) -> String {
        let isBlank: (UInt8) -> Bool = { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        let start = text.drop(while: isBlank)
        return String(decoding: start.reversed().drop(while: isBlank).reversed(), as: UTF8.self)
    }

    private static func unquoted(_ text: String) -> String {
        guard text.utf8.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else { return text }
        return String(text.dropFirst().dropLast())
    }
}
