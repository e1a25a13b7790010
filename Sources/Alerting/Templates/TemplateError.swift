/// What is wrong with a template, and where in its text.
///
/// Shape: `line` counts from 1, `column` counts characters from 1, as the parse errors of expressions do.
public struct TemplateError: Error, Sendable, Equatable, CustomStringConvertible {
    /// When the mistake came to light.
    public enum Stage: Sendable, Equatable {
        /// While the template was read: no expansion can succeed.
        case parsing
        /// While it was expanded with particular values.
        case expanding
    }

    /// When it came to light.
    public let stage: Stage
    /// What was seen, in a few words without a full stop.
    public let message: String
    /// The line of the action at fault.
    public let line: Int
    /// The column of the action at fault.
    public let column: Int

    /// Makes an error at a UTF-8 offset of a template's text.
    init(_ stage: Stage, _ message: String, at offset: Int, in source: String) {
        self.stage = stage
        self.message = message
        let before = source.utf8.prefix(offset)
        var line = 1
        var column = 1
        for character in String(Substring(before)) {
            if character == "\n" {
                line += 1
                column = 1
            } else {
                column += 1
            }
        }
        self.line = line
        self.column = column
    }

    /// `LINE:COLUMN: MESSAGE`.
    public var description: String { "\(line):\(column): \(message)" }
}

/// A failure inside an expansion, before its place in the text is known.
struct TemplateFailure: Error, Equatable {
    let message: String

    init(_ message: String) { self.message = message }
}
