/// Why a file cannot be read.
public enum FileReadError: Error, Sendable, Equatable {
    /// There is none.
    case notFound
    /// It may not be read by this user.
    case permissionDenied
    /// It is a directory.
    case isDirectory
    /// It is not UTF-8 text.
    case notText
    /// Something else, in the system's words.
    case other(String)
}

extension FileReadError: CustomStringConvertible {
    /// A few words for the end of a sentence.
    public var description: String {
        switch self {
        case .notFound: "no such file"
        case .permissionDenied: "permission denied"
        case .isDirectory: "it is a directory"
        case .notText: "it is not UTF-8 text"
        case .other(let reason): reason
        }
    }
}
