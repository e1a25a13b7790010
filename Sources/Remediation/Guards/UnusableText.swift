extension Guard {
    /// What is typed into a console is one line, whatever tenants call their servers.
    static let unusableText = Guard(.unusableText) { context in
        guard case .failure(let failure) = context.surroundings.text else { return .yes }
        return .no(failure.reason)
    }
}

/// Why a step's template gives no text that may be used.
public struct TemplateFailure: Error, Sendable, Equatable {
    /// In words.
    public let reason: String

    /// Makes a failure.
    public init(reason: String) { self.reason = reason }
}
