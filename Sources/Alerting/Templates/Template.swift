/// A template of a rule's label or annotation, parsed once.
///
/// The language is Go's `text/template` with Prometheus' functions (Prometheus docs, "Template reference"). Variables:
/// `$labels $value $externalLabels $externalURL`, and the same as fields: `.Labels .Value .ExternalLabels .ExternalURL`.
///
///     let template = try Template(parsing: "{{ $labels.server }} uses {{ $value | humanizePercentage }}")
///     template.text(in: context)   // "1a2b3c4d uses 93.2%"
public struct Template: Sendable {
    /// The text it was parsed from.
    public let source: String
    let nodes: [TemplateNode]
    let definitions: [String: [TemplateNode]]

    /// The variables that every template begins with.
    static let variables = ["$", "$labels", "$externalLabels", "$externalURL", "$value"]

    /// Reads a template.
    /// - Throws: the first mistake: bad syntax, an unknown function or an undefined variable.
    public init(parsing source: String) throws(TemplateError) {
        var parser = try TemplateParser(source, variables: Self.variables)
        nodes = try parser.parse()
        definitions = parser.definitions
        self.source = source
    }

    /// Expands the template.
    /// - Throws: what went wrong with these values; what had been written until then is dropped.
    public func expanded(in context: TemplateContext) throws(TemplateError) -> String {
        var execution = TemplateExecution(self, in: context)
        return try execution.run()
    }

    /// Expands the template as a rule does: a failure becomes the text, so that the alert lives on.
    public func text(in context: TemplateContext) -> String {
        do throws(TemplateError) {
            return try expanded(in: context)
        } catch {
            return Self.failureText(error)
        }
    }

    /// The text that stands in for a label or annotation that could not be expanded.
    static func failureText(_ error: TemplateError) -> String { "<error expanding template: \(error)>" }
}
