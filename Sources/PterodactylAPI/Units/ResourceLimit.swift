/// A limit on memory or disk, in MiB as the panel keeps it, where 0 means unlimited.
///
/// Wings applies a memory limit as decimal megabytes with an overhead on top, a disk limit as MiB
/// (wings `environment/settings.go`).
public enum MebiByteLimit: Sendable, Hashable {
    /// No limit.
    case unlimited
    /// At most that many MiB (1024² bytes).
    case mebibytes(Int64)

    /// Reads the panel's number: 0 and below is unlimited.
    public init(panel number: Int64) { self = number > 0 ? .mebibytes(number) : .unlimited }

    /// The limit in bytes; nil without one.
    public var byteCount: ByteCount? {
        switch self {
        case .unlimited: nil
        case .mebibytes(let number): ByteCount(mebibytes: number)
        }
    }
}

/// A limit on swap space: here 0 means none, and -1 unlimited.
public enum SwapLimit: Sendable, Hashable {
    /// As much as there is.
    case unlimited
    /// At most that many MiB (1024² bytes); 0 is no swap at all.
    case mebibytes(Int64)

    /// Reads the panel's number.
    public init(panel number: Int64) { self = number < 0 ? .unlimited : .mebibytes(number) }

    /// The limit in bytes; nil without one.
    public var byteCount: ByteCount? {
        switch self {
        case .unlimited: nil
        case .mebibytes(let number): ByteCount(mebibytes: number)
        }
    }
}

/// A limit on processor time, in percent of one core, where 0 means unlimited.
public enum PercentLimit: Sendable, Hashable {
    /// All cores of the node.
    case unlimited
    /// At most that many percent; 100 is one core.
    case percent(Int64)

    /// Reads the panel's number: 0 and below is unlimited.
    public init(panel number: Int64) { self = number > 0 ? .percent(number) : .unlimited }

    /// The limit in cores; nil without one.
    public var cores: Double? {
        switch self {
        case .unlimited: nil
        case .percent(let number): Double(number) / 100
        }
    }
}
