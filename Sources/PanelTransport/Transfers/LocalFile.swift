import Foundation
import NIOCore
import NIOPosix
import PterodactylAPI

/// A file of this machine that is read or written piece by piece, on threads that may block.
struct LocalFile: Sendable {
    let path: String
    private let handle: FileHandle
    private static let pieceSize = 256 * 1024

    /// Opens a file for reading, and tells its size.
    static func reading(_ path: String) async throws -> (file: LocalFile, size: Int64) {
        try await attempt(path) {
            let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            let size = try handle.seekToEnd()
            try handle.seek(toOffset: 0)
            return (LocalFile(path: path, handle: handle), Int64(size))
        }
    }

    /// Makes an empty file for writing; one of that name is replaced.
    static func writing(_ path: String) async throws -> LocalFile {
        try await attempt(path) {
            try Data().write(to: URL(fileURLWithPath: path))
            return LocalFile(path: path, handle: try FileHandle(forWritingTo: URL(fileURLWithPath: path)))
        }
    }

    /// The next piece; nil at the end.
    func next() async throws -> ByteBuffer? {
        try await Self.attempt(path) {
            guard let data = try handle.read(upToCount: Self.pieceSize), !data.isEmpty else { return nil }
            return ByteBuffer(bytes: data)
        }
    }

    /// Appends a piece.
    func write(_ piece: ByteBuffer) async throws {
        try await Self.attempt(path) { try handle.write(contentsOf: Data(piece.readableBytesView)) }
    }

    /// Closes a file that was written, and gives it its final name.
    func close(renamingTo name: String) async throws {
        try await Self.attempt(path) {
            try handle.close()
            if rename(path, name) != 0 { throw CocoaError(.fileWriteUnknown) }
        }
    }

    /// Closes the file and deletes it; that this fails changes nothing.
    ///
    /// At once and on this thread: a task that was cancelled gets no other.
    func discard() {
        try? handle.close()
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Closes a file that was read; that this fails changes nothing.
    func close() { try? handle.close() }

    private static func attempt<Value: Sendable>(
        _ path: String,
        _ body: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        do {
            return try await NIOThreadPool.singleton.runIfActive(body)
        } catch {
            throw TransferError.file(path: path, reason: (error as? CocoaError)?.localizedDescription ?? "\(error)")
        }
    }
}
