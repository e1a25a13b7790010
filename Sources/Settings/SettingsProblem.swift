/// One mistake in a file, with its place, what was found and what is allowed.
public struct SettingsProblem: Error, Sendable, Equatable {
    /// What is wrong.
    public enum Kind: Sendable, Equatable {
        /// The text is not YAML; the parser's own words.
        case syntax(String)
        /// A key stands twice in one mapping.
        case duplicateKey
        /// A key that nobody reads, and the known key that is nearest to it.
        case unknownKey(suggestion: String?)
        /// A key that must be there is not.
        case missingKey
        /// The value is not of this kind: `a duration`, `a number`, `a mapping`.
        case isNot(String)
        /// The number or duration is too small or too large.
        case outOfRange
        /// Two things that must differ are equal.
        case repeated
        /// Two keys are given of which one is needed.
        case conflict(with: String)
        /// The environment variable is not set.
        case unsetVariable
        /// The file cannot be read.
        case unreadable(FileReadError)
        /// The value cannot be used for this reason.
        case unusable(String)
        /// A mistake in a rule, in Prometheus' words.
        case rule(String)
    }

    /// The file, as it was named by the user.
    public let file: String
    /// The line, from 1.
    public let line: Int
    /// The column, from 1.
    public let column: Int
    /// The key with the keys above it, such as `collectors.servers.interval`; empty for the whole file.
    public let path: String
    /// What is wrong.
    public let kind: Kind
    /// What was found; nil when there was nothing, or when it must not be shown.
    public let found: String?
    /// What is allowed; nil when the kind says it all.
    public let allowed: String?

    /// Makes a problem; a `found` that holds an API key is replaced.
    public init(
        file: String,
        line: Int,
        column: Int,
        path: String,
        kind: Kind,
        found: String? = nil,
        allowed: String? = nil
    ) {
        self.file = file
        self.line = line
        self.column = column
        self.path = path
        self.kind = kind
        self.found = found.map(Self.shown)
        self.allowed = allowed
    }

    /// A found value fit for printing: at most 80 characters, and nothing that looks like a panel's key or a password's hash.
    private static func shown(_ text: String) -> String {
        let keyPrefixes = ["ptlc_", "ptla_", "pacc_", "papp_", "peli_", "$2a$", "$2b$", "$2y$"]
        guard !keyPrefixes.contains(where: { text.lowercased().contains($0) }) else { return "<redacted>" }
        return text.count > 80 ? text.prefix(77) + "..." : text
    }
}

extension SettingsProblem: CustomStringConvertible {
    /// One line: `FILE:LINE:COLUMN: PATH: what is wrong; allowed: what is allowed`.
    public var description: String {
        if case .rule(let message) = kind { return "\(file): \(line):\(column): \(message)" }
        var text = "\(file):\(line):\(column): "
        if !path.isEmpty { text += "\(path): " }
        text += sentence
        if let allowed { text += "; allowed: \(allowed)" }
        return text
    }

    private var sentence: String {
        let found = found.map { "\"\($0)\"" } ?? "the value"
        return switch kind {
        case .syntax(let message): "not valid YAML: \(message)"
        case .duplicateKey: "the key \(found) is given more than once"
        case .unknownKey(let suggestion?): "unknown key \(found), did you mean \"\(suggestion)\"?"
        case .unknownKey(nil): "unknown key \(found)"
        case .missingKey: "is required"
        case .isNot(let kind): "\(found) is not \(kind)"
        case .outOfRange: "\(found) is out of range"
        case .repeated: "\(found) is used more than once"
        case .conflict(let other): "given together with \(other)"
        case .unsetVariable: "the environment variable \(found) is not set"
        case .unreadable(let error): "the file \(found) cannot be read: \(error)"
        case .unusable(let reason): reason
        case .rule(let message): message
        }
    }
}
