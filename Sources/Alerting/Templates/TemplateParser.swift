/// Turns tokens into the template's tree.
///
/// Grammar: `pipeline := [variables (":=" | "=")] command {"|" command}`, `command := operand {operand}`,
/// `operand := term {".Field"}`, `term := literal | function | "." | ".Field" | "$variable" | "(" pipeline ")"`.
struct TemplateParser {
    /// How deep blocks and parentheses may nest, so that no text can exhaust the stack.
    private static let depthLimit = 100

    private let source: String
    private let tokens: [TemplateToken]
    private var index = 0
    private var variables: [String]
    private var loopDepth = 0
    private var depth = 0
    private(set) var definitions: [String: [TemplateNode]] = [:]

    /// Reads a whole template.
    /// - Parameters:
    ///   - source: the text.
    ///   - variables: those known from the start, with their `$`.
    init(_ source: String, variables: [String]) throws(TemplateError) {
        self.source = source
        self.variables = variables
        tokens = try TemplateLexer.tokens(of: source)
    }

    /// The template's nodes.
    mutating func parse() throws(TemplateError) -> [TemplateNode] {
        let (nodes, ending) = try list()
        if let ending { throw unexpected(ending, in: "template") }
        return nodes
    }

    // MARK: - Blocks

    /// Nodes up to `{{end}}`, `{{else …}}` or the end of the text; the word is left in the stream.
    private mutating func list() throws(TemplateError) -> ([TemplateNode], ending: TemplateToken?) {
        var nodes: [TemplateNode] = []
        while true {
            let token = next()
            switch token.kind {
            case .end:
                return (nodes, nil)
            case .text(let text):
                nodes.append(.text(text))
            case .open:
                if case .word(let word) = peek.kind, word == "end" || word == "else" { return (nodes, peek) }
                if let node = try action() { nodes.append(node) }
            default:
                throw unexpected(token, in: "template")
            }
        }
    }

    private mutating func action() throws(TemplateError) -> TemplateNode? {
        let token = peek
        guard case .word(let word) = token.kind else { return .action(try pipeline(in: "command", until: .close)) }
        switch word {
        case "if", "range", "with":
            index += 1
            return try branch(word)
        case "break", "continue":
            index += 1
            try expect(.close, in: word)
            guard loopDepth > 0 else { throw error("{{\(word)}} outside {{range}}", at: token) }
            return word == "break" ? .leaveLoop : .nextRound
        case "define":
            index += 1
            try definition(named: try name(in: word), word)
            return nil
        case "block", "template":
            index += 1
            let name = try name(in: word)
            if peek.kind == .close, word == "template" {
                index += 1
                return .invocation(name: name, argument: nil, offset: token.offset)
            }
            let argument = try pipeline(in: word, until: .close)
            if word == "block" {
                index -= 1
                try definition(named: name, word)
            }
            return .invocation(name: name, argument: argument, offset: token.offset)
        default:
            return .action(try pipeline(in: "command", until: .close))
        }
    }

    private mutating func branch(_ word: String) throws(TemplateError) -> TemplateNode {
        try descend()
        defer { depth -= 1 }
        let known = variables.count
        let pipeline = try pipeline(in: word, until: .close)
        let isLoop = word == "range"
        loopDepth += isLoop ? 1 : 0
        let (body, ending) = try list()
        loopDepth -= isLoop ? 1 : 0
        guard let ending else { throw error("unexpected end of the template in \(word)", at: tokens[tokens.count - 1]) }
        index += 1
        var otherwise: [TemplateNode] = []
        if ending.kind == .word("else") {
            if case .word(let next) = peek.kind, next == word, !isLoop {
                index += 1
                otherwise = [try branch(word)]
                variables.removeSubrange(known...)
                return node(word, TemplateBranch(pipeline: pipeline, body: body, otherwise: otherwise))
            }
            try expect(.close, in: "else")
            let (nodes, ending) = try list()
            guard let ending else {
                throw error("unexpected end of the template in \(word)", at: tokens[tokens.count - 1])
            }
            guard ending.kind == .word("end") else { throw error("expected end; found {{else}}", at: ending) }
            index += 1
            otherwise = nodes
        }
        try expect(.close, in: "end")
        variables.removeSubrange(known...)
        return node(word, TemplateBranch(pipeline: pipeline, body: body, otherwise: otherwise))
    }

    private func node(_ word: String, _ branch: TemplateBranch) -> TemplateNode {
        switch word {
        case "if": .conditional(branch)
        case "range": .loop(branch)
        default: .scope(branch)
        }
    }

    /// The body of `define` and `block`: it sees none of the variables around it, but `$`.
    private mutating func definition(named name: String, _ word: String) throws(TemplateError) {
        try expect(.close, in: word)
        try descend()
        defer { depth -= 1 }
        let (outer, loops) = (variables, loopDepth)
        (variables, loopDepth) = (["$"], 0)
        let (body, ending) = try list()
        guard let ending, ending.kind == .word("end") else {
            throw error("unexpected \((ending ?? tokens[tokens.count - 1]).name) in \(word) clause", at: ending ?? peek)
        }
        index += 1
        try expect(.close, in: "end")
        (variables, loopDepth) = (outer, loops)
        definitions[name] = body
    }

    private mutating func name(in word: String) throws(TemplateError) -> String {
        let token = next()
        guard case .string(let name) = token.kind else { throw unexpected(token, in: "\(word) clause") }
        return name
    }

    // MARK: - Pipelines

    private mutating func pipeline(
        in context: String,
        until end: TemplateToken.Kind
    ) throws(TemplateError) -> TemplatePipeline {
        try descend()
        defer { depth -= 1 }
        let offset = peek.offset
        let (names, isDeclaration) = try targets(in: context)
        var commands: [TemplateCommand] = []
        repeat {
            commands.append(try command(in: context, isFirst: commands.isEmpty))
        } while accept(.pipe)
        try expect(end, in: context)
        if isDeclaration { variables += names }
        return TemplatePipeline(variables: names, isDeclaration: isDeclaration, commands: commands, offset: offset)
    }

    /// `$x :=`, `$x =`, and in a `range` `$i, $x :=`.
    private mutating func targets(in context: String) throws(TemplateError) -> ([String], isDeclaration: Bool) {
        guard case .variable(let first) = peek.kind, index + 1 < tokens.count else { return ([], false) }
        switch tokens[index + 1].kind {
        case .declare:
            index += 2
            return ([first], true)
        case .assign:
            try check(first, at: peek)
            index += 2
            return ([first], false)
        case .comma:
            index += 2
            let token = next()
            guard context == "range", case .variable(let second) = token.kind else {
                throw error("too many declarations in \(context)", at: token)
            }
            let sign = next()
            guard sign.kind == .declare || sign.kind == .assign else { throw unexpected(sign, in: context) }
            return ([first, second], sign.kind == .declare)
        default:
            return ([], false)
        }
    }

    private mutating func command(in context: String, isFirst: Bool) throws(TemplateError) -> TemplateCommand {
        let start = peek
        var operands: [TemplateOperand] = []
        while let operand = try operand() { operands.append(operand) }
        guard let first = operands.first else {
            if start.kind == .close || start.kind == .pipe || start.kind == .rightParenthesis {
                throw error("missing value for \(context)", at: start)
            }
            throw unexpected(start, in: "operand")
        }
        if case .literal(let value) = first {
            if case .nothing = value { throw error("nil is not a command", at: start) }
            if !isFirst { throw error("non executable command in pipeline stage 2 or later", at: start) }
        }
        return TemplateCommand(operands: operands, offset: start.offset)
    }

    private mutating func operand() throws(TemplateError) -> TemplateOperand? {
        guard var operand = try term() else { return nil }
        var names: [String] = []
        while case .field(let name) = peek.kind, !peek.isSpaced {
            names.append(name)
            index += 1
        }
        if case .fields(let inner, let first) = operand { (operand, names) = (inner, first + names) }
        return names.isEmpty ? operand : .fields(operand, names)
    }

    private mutating func term() throws(TemplateError) -> TemplateOperand? {
        let token = peek
        let operand: TemplateOperand
        switch token.kind {
        case .word("true"): operand = .literal(.bool(true))
        case .word("false"): operand = .literal(.bool(false))
        case .word("nil"): operand = .literal(.nothing)
        case .word(let name):
            guard TemplateFunction.all[name] != nil else { throw error("function \"\(name)\" not defined", at: token) }
            operand = .function(name)
        case .dot: operand = .dot
        case .field(let name): operand = .fields(.dot, [name])
        case .variable(let name):
            try check(name, at: token)
            operand = .variable(name)
        case .string(let value): operand = .literal(.string(value))
        case .int(let value): operand = .literal(.int(value))
        case .float(let value): operand = .literal(.float(value))
        case .leftParenthesis:
            index += 1
            return .pipeline(try pipeline(in: "parenthesized pipeline", until: .rightParenthesis))
        default: return nil
        }
        index += 1
        return operand
    }

    // MARK: - Tokens

    private var peek: TemplateToken { tokens[min(index, tokens.count - 1)] }

    private mutating func next() -> TemplateToken {
        let token = peek
        index += 1
        return token
    }

    private mutating func accept(_ kind: TemplateToken.Kind) -> Bool {
        guard peek.kind == kind else { return false }
        index += 1
        return true
    }

    private mutating func expect(_ kind: TemplateToken.Kind, in context: String) throws(TemplateError) {
        let token = next()
        guard token.kind == kind else { throw unexpected(token, in: context) }
    }

    private mutating func descend() throws(TemplateError) {
        guard depth < Self.depthLimit else { throw error("nested deeper than \(Self.depthLimit) levels", at: peek) }
        depth += 1
    }

    private func check(_ variable: String, at token: TemplateToken) throws(TemplateError) {
        if !variables.contains(variable) { throw error("undefined variable \"\(variable)\"", at: token) }
    }

    private func unexpected(_ token: TemplateToken, in context: String) -> TemplateError {
        error("unexpected \(token.name) in \(context)", at: token)
    }

    private func error(_ message: String, at token: TemplateToken) -> TemplateError {
        TemplateError(.parsing, message, at: token.offset, in: source)
    }
}
