import PromQL

/// The functions that make text of text.
extension TemplateFunction {
    static let text: [String: TemplateFunction] = [
        "title": TemplateFunction(1) { arguments, _ throws(TemplateFailure) in
            .string(titled(try text(arguments[0])))
        },
        "toUpper": TemplateFunction(1) { arguments, _ throws(TemplateFailure) in
            .string(try text(arguments[0]).uppercased())
        },
        "toLower": TemplateFunction(1) { arguments, _ throws(TemplateFailure) in
            .string(try text(arguments[0]).lowercased())
        },
        "match": TemplateFunction(2) { arguments, _ throws(TemplateFailure) in
            .bool(try TemplateRegex(try text(arguments[0])).isFound(in: try text(arguments[1])))
        },
        "reReplaceAll": TemplateFunction(3) { arguments, _ throws(TemplateFailure) in
            let regex = try TemplateRegex(try text(arguments[0]))
            return .string(try regex.replaceAll(in: try text(arguments[2]), with: try text(arguments[1])))
        },
        "stripPort": TemplateFunction(1) { arguments, _ throws(TemplateFailure) in
            .string(HostPort(try text(arguments[0])).host)
        },
        "stripDomain": TemplateFunction(1) { arguments, _ throws(TemplateFailure) in
            .string(HostPort(try text(arguments[0])).withoutDomain)
        },
        "urlQueryEscape": TemplateFunction(1) { arguments, _ throws(TemplateFailure) in
            .string(queryEscaped(try text(arguments[0])))
        },
        "urlquery": TemplateFunction(atLeast: 1) { arguments, _ in .string(queryEscaped(GoPrintf.print(arguments))) },
        "html": TemplateFunction(atLeast: 1) { arguments, _ in .string(htmlEscaped(GoPrintf.print(arguments))) },
        "safeHtml": TemplateFunction(1) { arguments, _ throws(TemplateFailure) in .string(try text(arguments[0])) },
        "graphLink": TemplateFunction(1) { arguments, _ throws(TemplateFailure) in
            .string("/graph?g0.expr=\(queryEscaped(try text(arguments[0])))&g0.tab=0")
        },
        "tableLink": TemplateFunction(1) { arguments, _ throws(TemplateFailure) in
            .string("/graph?g0.expr=\(queryEscaped(try text(arguments[0])))&g0.tab=1")
        },
        "externalURL": TemplateFunction(0) { _, context in .string(context.externalURL) },
        "pathPrefix": TemplateFunction(0) { _, context in
            let rest = context.externalURL.split(separator: "://", maxSplits: 1).last ?? ""
            return .string(rest.firstIndex(of: "/").map { String(rest[$0...]) } ?? "")
        },
        "args": TemplateFunction(atLeast: 0) { arguments, _ in
            .map(Dictionary(arguments.enumerated().map { ("arg\($0)", $1) }) { first, _ in first })
        },
    ]

    /// An argument that has to be a text.
    static func text(_ value: TemplateValue) throws(TemplateFailure) -> String {
        guard case .string(let text) = value else {
            throw TemplateFailure("wrong type for value; expected string; got \(value.typeName)")
        }
        return text
    }

    /// Each word with its first letter in upper case, the rest as it is.
    private static func titled(_ text: String) -> String {
        var titled = ""
        var isInWord = false
        for character in text {
            titled += isInWord ? String(character) : character.uppercased()
            isInWord = character.isLetter || character.isNumber || character == "_" || character == "'"
        }
        return titled
    }

    /// A text as a URL's query holds it, a space as `+`.
    static func queryEscaped(_ text: String) -> String {
        var escaped = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
                UInt8(ascii: "~"):
                escaped.append(Character(UnicodeScalar(byte)))
            case UInt8(ascii: " "):
                escaped += "+"
            default:
                escaped += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return escaped
    }

    private static func htmlEscaped(_ text: String) -> String {
        let entities: [Character: String] = ["<": "&lt;", ">": "&gt;", "&": "&amp;", "\"": "&#34;", "'": "&#39;"]
        return text.map { entities[$0] ?? String($0) }.joined()
    }
}

/// A host, perhaps with a port, as `instance` labels have them.
private struct HostPort {
    let host: String
    private let port: String?

    init(_ text: String) {
        if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
            host = String(text[text.index(after: text.startIndex)..<end])
            let rest = text[text.index(after: end)...]
            port = rest.hasPrefix(":") ? String(rest.dropFirst()) : nil
            return
        }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        (host, port) = parts.count == 2 ? (String(parts[0]), String(parts[1])) : (text, nil)
    }

    /// The host's first name, with the port; an address stays whole.
    var withoutDomain: String {
        let isAddress = host.contains(":") || host.allSatisfy { $0.isNumber || $0 == "." }
        let first = isAddress ? host : String(host.prefix { $0 != "." })
        let shown = host.contains(":") && port != nil ? "[\(first)]" : first
        return port.map { "\(shown):\($0)" } ?? shown
    }
}
