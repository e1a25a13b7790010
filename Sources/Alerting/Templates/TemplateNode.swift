/// A piece of a parsed template.
indirect enum TemplateNode: Sendable {
    case text(String)
    case action(TemplatePipeline)
    case conditional(TemplateBranch)
    case loop(TemplateBranch)
    case scope(TemplateBranch)
    case invocation(name: String, argument: TemplatePipeline?, offset: Int)
    case leaveLoop
    case nextRound
}

/// What `if`, `range` and `with` have in common: a pipeline that decides, a body, and an `else`.
struct TemplateBranch: Sendable {
    let pipeline: TemplatePipeline
    let body: [TemplateNode]
    let otherwise: [TemplateNode]
}

/// Commands joined by `|`, each one's result the last argument of the next.
struct TemplatePipeline: Sendable {
    /// Variables that take the result, with their `$`; two only in `range $index, $element := …`.
    let variables: [String]
    /// Whether the variables are new (`:=`) rather than known ones that change (`=`).
    let isDeclaration: Bool
    let commands: [TemplateCommand]
    /// Where it begins in the text, in UTF-8 bytes.
    let offset: Int
}

/// A function with its arguments, or a single operand.
struct TemplateCommand: Sendable {
    let operands: [TemplateOperand]
    let offset: Int
}

/// One word of a command.
indirect enum TemplateOperand: Sendable {
    case dot
    case variable(String)
    case function(String)
    case literal(TemplateValue)
    case pipeline(TemplatePipeline)
    /// An operand and the fields taken from it: `.Labels.job`, `$labels.job`, `(first $x).Value`.
    case fields(TemplateOperand, [String])
}
