import AsyncHTTPClient
import NIOCore
import NIOHTTP1
public import PterodactylAPI

extension AsyncHTTPTransport {
    /// How long a transfer may take in all.
    private static let longestTransfer = TimeAmount.hours(24)

    /// Downloads what a signed address gives into a file: the file stands there whole, or not at all.
    ///
    /// It is written beside its place, as `PATH.part`, and moved there at the end. A download that stalls for a minute, or
    /// whose task is cancelled, ends; its part is deleted.
    /// - Parameters:
    ///   - source: from `files.download(_:)` or `backups.download(_:)`; it works once and for a few minutes.
    ///   - path: where the file goes; one of that name is replaced.
    ///   - progress: told after each piece, on no particular thread.
    /// - Returns: the file's size.
    /// - Throws: `TransferError`.
    @discardableResult
    public func download(
        _ source: SignedURL,
        to path: String,
        progress: @escaping @Sendable (TransferProgress) -> Void = { _ in }
    ) async throws -> ByteCount {
        let url = source.url.reveal()
        do {
            let answer = try await transfers.client(for: url).execute(
                HTTPClientRequest(url: url),
                timeout: Self.longestTransfer
            )
            try await Self.check(answer)
            let total = answer.headers.first(name: "Content-Length").flatMap { Int64($0) }
            let file = try await LocalFile.writing(path + ".part")
            do {
                var received: Int64 = 0
                for try await piece in answer.body {
                    try await file.write(piece)
                    received += Int64(piece.readableBytes)
                    progress(TransferProgress(transferred: ByteCount(received), total: total.map { ByteCount($0) }))
                }
                try Task.checkCancellation()
                if let total, total != received {
                    throw TransferError.incomplete(received: ByteCount(received), expected: ByteCount(total))
                }
                try await file.close(renamingTo: path)
                return ByteCount(received)
            } catch {
                file.discard()
                throw error
            }
        } catch {
            throw Self.transferError(error)
        }
    }

    /// Uploads a file to a signed address.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - name: its name on the server; nil for the one that it has here.
    ///   - target: from `files.upload()`, with `uploading(into:)` for a folder; it works once and for a few minutes. The node
    ///     refuses files above its upload limit.
    ///   - progress: told after each piece, on no particular thread.
    /// - Throws: `TransferError`.
    public func upload(
        _ path: String,
        named name: String? = nil,
        to target: SignedURL,
        progress: @escaping @Sendable (TransferProgress) -> Void = { _ in }
    ) async throws {
        let url = target.url.reveal()
        do {
            let (file, size) = try await LocalFile.reading(path)
            let body = MultipartFile(
                file,
                named: name ?? path.split(separator: "/").last.map(String.init) ?? "file",
                size: size,
                boundary: "pterowatch-\(UInt64.random(in: .min ... .max))-\(UInt64.random(in: .min ... .max))",
                progress: progress
            )
            defer { file.close() }
            var message = HTTPClientRequest(url: url)
            message.method = .POST
            message.headers.add(name: "Content-Type", value: "multipart/form-data; boundary=\(body.boundary)")
            message.body = .stream(body, length: .known(body.length))
            let answer = try await transfers.client(for: url).execute(message, timeout: Self.longestTransfer)
            try await Self.check(answer)
        } catch {
            throw Self.transferError(error)
        }
    }

    private static func check(_ answer: HTTPClientResponse) async throws {
        guard !(200..<300).contains(answer.status.code) else { return }
        let body = try await answer.body.collect(upTo: 64 * 1024)
        let detail = JSONValue(parsing: Array(body.readableBytesView))?["error"]?.string ?? answer.status.reasonPhrase
        throw TransferError.refused(status: Int(answer.status.code), detail: String(detail.prefix(300)))
    }

    private static func transferError(_ error: any Error) -> TransferError {
        if let error = error as? TransferError { return error }
        return .transport(Task.isCancelled ? .cancelled : TransportError(sending: error))
    }
}
