import NIOCore
import PterodactylAPI

/// One file as the body of a `multipart/form-data` upload (RFC 7578), piece by piece.
struct MultipartFile: AsyncSequence, Sendable {
    typealias Element = ByteBuffer

    let boundary: String
    /// The bytes of the whole body.
    let length: Int64
    private let file: LocalFile
    private let head: String
    private let tail: String
    private let size: Int64
    private let progress: @Sendable (TransferProgress) -> Void

    /// - Parameter name: the file's name on the server; quotes and line ends in it are percent-encoded as browsers do.
    init(
        _ file: LocalFile,
        named name: String,
        size: Int64,
        boundary: String,
        progress: @escaping @Sendable (TransferProgress) -> Void
    ) {
        let escaped = name.replacing("\"", with: "%22").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
        self.boundary = boundary
        self.file = file
        self.size = size
        self.progress = progress
        head =
            "--\(boundary)\r\nContent-Disposition: form-data; name=\"files\"; filename=\"\(escaped)\"\r\n"
            + "Content-Type: application/octet-stream\r\n\r\n"
        tail = "\r\n--\(boundary)--\r\n"
        length = Int64(head.utf8.count) + size + Int64(tail.utf8.count)
    }

    func makeAsyncIterator() -> Iterator { Iterator(body: self) }

    struct Iterator: AsyncIteratorProtocol {
        private enum Part { case head, file, end }

        fileprivate let body: MultipartFile
        private var part = Part.head
        private var sent: Int64 = 0

        fileprivate init(body: MultipartFile) { self.body = body }

        mutating func next() async throws -> ByteBuffer? {
            switch part {
            case .head:
                part = .file
                return ByteBuffer(string: body.head)
            case .file:
                guard let piece = try await body.file.next() else {
                    part = .end
                    guard sent == body.size else {
                        throw TransferError.file(path: body.file.path, reason: "its size changed while it was sent")
                    }
                    return ByteBuffer(string: body.tail)
                }
                sent += Int64(piece.readableBytes)
                body.progress(TransferProgress(transferred: ByteCount(sent), total: ByteCount(body.size)))
                return piece
            case .end:
                return nil
            }
        }
    }
}
