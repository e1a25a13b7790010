import PromQL

/// One expansion of a template: walks its tree and collects the text.
struct TemplateExecution {
    /// Where an expansion goes on after a node.
    private enum Flow {
        case onward, leaveLoop, nextRound
    }

    /// How deep templates may call each other.
    private static let depthLimit = 100

    let context: TemplateContext
    private let template: Template
    private var output = ""
    private var dot = TemplateValue.root
    private var variables: [(name: String, value: TemplateValue)]
    private var depth = 0
    /// The part of the template at work, for messages.
    private var offset = 0

    init(_ template: Template, in context: TemplateContext) {
        self.template = template
        self.context = context
        let values: [TemplateValue] = [
            .root, TemplateValue(context.labels), TemplateValue(context.externalLabels), .string(context.externalURL),
            .float(context.value),
        ]
        variables = zip(Template.variables, values).map { ($0, $1) }
    }

    /// The expanded text.
    mutating func run() throws(TemplateError) -> String {
        do throws(TemplateFailure) {
            _ = try run(template.nodes)
        } catch {
            throw TemplateError(.expanding, error.message, at: offset, in: template.source)
        }
        return output
    }

    // MARK: - Nodes

    private mutating func run(_ nodes: [TemplateNode]) throws(TemplateFailure) -> Flow {
        for node in nodes {
            let flow = try run(node)
            if flow != .onward { return flow }
        }
        return .onward
    }

    private mutating func run(_ node: TemplateNode) throws(TemplateFailure) -> Flow {
        switch node {
        case .text(let text):
            output += text
        case .action(let pipeline):
            let value = try evaluate(pipeline)
            if pipeline.variables.isEmpty { output += value.text }
        case .conditional(let branch):
            return try scoped { execution throws(TemplateFailure) in
                let isTrue = try execution.evaluate(branch.pipeline).isTrue
                return try execution.run(isTrue ? branch.body : branch.otherwise)
            }
        case .scope(let branch):
            return try scoped { execution throws(TemplateFailure) in
                let value = try execution.evaluate(branch.pipeline)
                guard value.isTrue else { return try execution.run(branch.otherwise) }
                execution.dot = value
                return try execution.run(branch.body)
            }
        case .loop(let branch):
            return try scoped { execution throws(TemplateFailure) in try execution.loop(branch) }
        case .invocation(let name, let argument, let offset):
            try invoke(name, argument, offset)
        case .leaveLoop:
            return .leaveLoop
        case .nextRound:
            return .nextRound
        }
        return .onward
    }

    /// Runs a block; the variables it declares, and its dot, end with it.
    private mutating func scoped(
        _ body: (inout TemplateExecution) throws(TemplateFailure) -> Flow
    ) throws(TemplateFailure) -> Flow {
        let (known, outer) = (variables.count, dot)
        let flow = try body(&self)
        variables.removeSubrange(known...)
        dot = outer
        return flow
    }

    private mutating func loop(_ branch: TemplateBranch) throws(TemplateFailure) -> Flow {
        let names = branch.pipeline.variables
        let value = try value(of: branch.pipeline)
        let rounds = try Self.rounds(of: value)
        if branch.pipeline.isDeclaration { variables += names.map { ($0, .nothing) } }
        guard !rounds.isEmpty else { return try run(branch.otherwise) }
        for (key, element) in rounds {
            if let last = names.last { assign(last, element) }
            if names.count == 2 { assign(names[0], key) }
            let flow = try scoped { execution throws(TemplateFailure) in
                execution.dot = element
                return try execution.run(branch.body)
            }
            if flow == .leaveLoop { break }
        }
        return .onward
    }

    /// What a `range` goes through: list elements with their index, map values by ascending key, or the numbers below one.
    private static func rounds(of value: TemplateValue) throws(TemplateFailure) -> [(TemplateValue, TemplateValue)] {
        switch value {
        case .nothing: []
        case .list(let values): values.enumerated().map { (.int($0), $1) }
        case .labels(let values): values.sorted { $0.key < $1.key }.map { (.string($0.key), .string($0.value)) }
        case .map(let values): values.sorted { $0.key < $1.key }.map { (.string($0.key), $0.value) }
        default: throw TemplateFailure("range can't iterate over \(value.text)")
        }
    }

    private mutating func invoke(_ name: String, _ argument: TemplatePipeline?, _ offset: Int) throws(TemplateFailure) {
        let value = try argument.map { pipeline throws(TemplateFailure) in try evaluate(pipeline) } ?? .nothing
        self.offset = offset
        guard let nodes = template.definitions[name] else { throw TemplateFailure("template \"\(name)\" not defined") }
        guard depth < Self.depthLimit else {
            throw TemplateFailure("exceeded maximum template depth (\(Self.depthLimit))")
        }
        let outer = (variables, dot)
        (variables, dot) = ([("$", value)], value)
        depth += 1
        _ = try run(nodes)
        depth -= 1
        (variables, dot) = outer
    }

    // MARK: - Pipelines

    /// The value of a pipeline, given to its variables too.
    private mutating func evaluate(_ pipeline: TemplatePipeline) throws(TemplateFailure) -> TemplateValue {
        let value = try value(of: pipeline)
        for name in pipeline.variables {
            if pipeline.isDeclaration { variables.append((name, value)) } else { assign(name, value) }
        }
        return value
    }

    private mutating func value(of pipeline: TemplatePipeline) throws(TemplateFailure) -> TemplateValue {
        var result: TemplateValue?
        for command in pipeline.commands { result = try evaluate(command, piped: result) }
        return result ?? .nothing
    }

    private mutating func evaluate(
        _ command: TemplateCommand,
        piped: TemplateValue?
    ) throws(TemplateFailure) -> TemplateValue {
        offset = command.offset
        let arguments = command.operands.dropFirst()
        guard case .function(let name)? = command.operands.first else {
            guard let first = command.operands.first else { return .nothing }
            guard arguments.isEmpty, piped == nil else {
                throw TemplateFailure("can't give argument to non-function")
            }
            return try value(of: first)
        }
        if name == "and" || name == "or" { return try shortCircuit(name, Array(arguments), piped) }
        var values: [TemplateValue] = []
        for argument in arguments { values.append(try value(of: argument)) }
        if let piped { values.append(piped) }
        offset = command.offset
        return try call(name, values)
    }

    /// `and` and `or` evaluate no further than they must.
    private mutating func shortCircuit(
        _ name: String,
        _ operands: [TemplateOperand],
        _ piped: TemplateValue?
    ) throws(TemplateFailure) -> TemplateValue {
        var result = piped
        for operand in operands {
            let value = try value(of: operand)
            if value.isTrue == (name == "or") { return value }
            result = piped ?? value
        }
        guard let result else { throw TemplateFailure("wrong number of args for \(name): want at least 1 got 0") }
        return result
    }

    private func call(_ name: String, _ arguments: [TemplateValue]) throws(TemplateFailure) -> TemplateValue {
        guard let function = TemplateFunction.all[name] else {
            throw TemplateFailure("function \"\(name)\" not defined")
        }
        guard function.arity.contains(arguments.count) else {
            throw TemplateFailure("wrong number of args for \(name): want \(function.wanted) got \(arguments.count)")
        }
        do throws(TemplateFailure) {
            return try function.call(arguments, context)
        } catch {
            throw TemplateFailure("error calling \(name): \(error.message)")
        }
    }

    private mutating func value(of operand: TemplateOperand) throws(TemplateFailure) -> TemplateValue {
        switch operand {
        case .dot: return dot
        case .variable(let name): return variables.last { $0.name == name }?.value ?? .nothing
        case .function(let name): return try call(name, [])
        case .literal(let value): return value
        case .pipeline(let pipeline): return try evaluate(pipeline)
        case .fields(let inner, let names):
            var value = try value(of: inner)
            for name in names { value = try field(name, of: value) }
            return value
        }
    }

    private func field(_ name: String, of value: TemplateValue) throws(TemplateFailure) -> TemplateValue {
        switch (value, name) {
        case (.labels(let values), _): return .string(values[name] ?? "")
        case (.map(let values), _): return values[name] ?? .nothing
        case (.element(let element), "Labels"): return TemplateValue(element.labels)
        case (.element(let element), "Value"): return .float(element.value)
        case (.root, "Labels"): return TemplateValue(context.labels)
        case (.root, "Value"): return .float(context.value)
        case (.root, "ExternalLabels"): return TemplateValue(context.externalLabels)
        case (.root, "ExternalURL"): return .string(context.externalURL)
        case (.nothing, _): throw TemplateFailure("nil data; no entry for key \"\(name)\"")
        default: throw TemplateFailure("can't evaluate field \(name) in type \(value.typeName)")
        }
    }

    private mutating func assign(_ name: String, _ value: TemplateValue) {
        guard let index = variables.lastIndex(where: { $0.name == name }) else { return }
        variables[index].value = value
    }
}
