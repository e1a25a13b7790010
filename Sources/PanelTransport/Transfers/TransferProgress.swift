public import PterodactylAPI

/// How far an upload or download is.
public struct TransferProgress: Sendable, Hashable {
    /// The bytes of the file that went over.
    public let transferred: ByteCount
    /// The size of the file; nil when the other side does not tell.
    public let total: ByteCount?

    /// Makes a progress.
    public init(transferred: ByteCount, total: ByteCount?) {
        self.transferred = transferred
        self.total = total
    }

    /// From 0 to 1; nil when the size is not known.
    public var fraction: Double? {
        guard let total, total.bytes > 0 else { return nil }
        return min(1, transferred.value / total.value)
    }
}

/// Why a file did not go over; no case ever holds the address, which is as good as a key.
public enum TransferError: Error, Sendable, Equatable {
    /// The node refused it: 401 and 403 mean that the address is used up or too old, 404 that there is no such file.
    case refused(status: Int, detail: String)
    /// The download ended early.
    case incomplete(received: ByteCount, expected: ByteCount)
    /// The local file cannot be read or written.
    case file(path: String, reason: String)
    /// There was no answer.
    case transport(TransportError)
}

extension TransferError: CustomStringConvertible {
    /// The value as text.
    public var description: String {
        switch self {
        case .refused(let status, let detail): "the node refuses the transfer (\(status)): \(detail)"
        case .incomplete(let received, let expected):
            "the download ended after \(received.bytes) of \(expected.bytes) bytes"
        case .file(let path, let reason): "the file \"\(path)\" cannot be used: \(reason)"
        case .transport(let error): error.description
        }
    }
}
