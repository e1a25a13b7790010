/// One token of a template's text.
struct TemplateToken: Sendable, Equatable {
    enum Kind: Sendable, Equatable {
        /// Text outside of actions, trimmed already.
        case text(String)
        /// `{{` and `}}`, trim markers included.
        case open, close
        /// A keyword, a function's name, `true`, `false` or `nil`.
        case word(String)
        /// `.Name`.
        case field(String)
        /// `$name`, or `$` alone.
        case variable(String)
        case dot
        case string(String)
        case int(Int)
        case float(Double)
        case pipe, leftParenthesis, rightParenthesis, comma, declare, assign
        case end
    }

    let kind: Kind
    /// Where it begins, in UTF-8 bytes.
    let offset: Int
    /// Whether white space stands before it.
    let isSpaced: Bool

    /// How a message names it.
    var name: String {
        switch kind {
        case .text: "text"
        case .open: "\"{{\""
        case .close: "\"}}\""
        case .word(let word): "\"\(word)\""
        case .field(let name): "<.\(name)>"
        case .variable(let name): "\"\(name)\""
        case .dot: "\".\""
        case .string(let value): "\"\(value)\""
        case .int(let value): "\"\(value)\""
        case .float(let value): "\"\(GoNumber.text(value))\""
        case .pipe: "\"|\""
        case .leftParenthesis: "\"(\""
        case .rightParenthesis: "\")\""
        case .comma: "\",\""
        case .declare: "\":=\""
        case .assign: "\"=\""
        case .end: "end of the template"
        }
    }
}
