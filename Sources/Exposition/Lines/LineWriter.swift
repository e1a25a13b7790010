/// Puts lines together in memory that is large enough for them.
struct LineWriter {
    private let pieces: UnsafeRawBufferPointer
    private let target: UnsafeMutableRawBufferPointer
    /// Up to where the pieces were used.
    private var used: Int
    /// How many bytes were written.
    private(set) var length = 0

    /// Makes a writer that has written nothing.
    /// - Parameters:
    ///   - pieces: what stands before the numbers.
    ///   - start: where the first piece begins.
    ///   - target: where it writes to; the longest lines that can come have room.
    init(pieces: UnsafeRawBufferPointer, from start: Int, target: UnsafeMutableRawBufferPointer) {
        self.pieces = pieces
        self.used = start
        self.target = target
    }

    /// Writes the next piece, and its number.
    mutating func appendPiece(endingAt end: Int, _ number: Double) {
        append(UnsafeRawBufferPointer(rebasing: pieces[used..<end]))
        used = end
        let rest = UnsafeMutableRawBufferPointer(rebasing: target[length...])
        length += NumberText.write(number, to: rest.assumingMemoryBound(to: UInt8.self))
    }

    /// Writes a run of lines as they stand on an earlier page.
    mutating func copy(_ old: UnsafeRawBufferPointer, _ run: Range<Int>, pieceEnd: Int) {
        append(UnsafeRawBufferPointer(rebasing: old[run]))
        used = pieceEnd
    }

    /// Writes bytes.
    mutating func append(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { append($0) }
    }

    /// Ends a line.
    mutating func appendLineEnd() {
        target[length] = UInt8(ascii: "\n")
        length += 1
    }

    private mutating func append(_ bytes: UnsafeRawBufferPointer) {
        UnsafeMutableRawBufferPointer(rebasing: target[length...]).copyMemory(from: bytes)
        length += bytes.count
    }
}
