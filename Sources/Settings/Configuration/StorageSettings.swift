/// Where the ledger is kept.
public struct StorageSettings: Sendable, Equatable {
    /// A directory; made when it is not there.
    ///
    /// Relative to the working directory.
    public var path: String

    /// Makes the settings.
    public init(path: String = "data/") { self.path = path }
}
