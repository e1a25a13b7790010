/// Puts a page of lines together in memory that is large enough for it.
struct LineWriter {
    private let pieces: UnsafeRawBufferPointer
    private let page: UnsafeMutableRawBufferPointer
    /// How much of the pieces was used.
    private var used = 0
    /// How many bytes were written.
    private(set) var length = 0

    /// Makes a writer that has written nothing.
    /// - Parameters:
    ///   - pieces: what stands before the numbers.
    ///   - page: where it writes to; the longest page that can come has room.
    init(pieces: UnsafeRawBufferPointer, page: UnsafeMutableRawBufferPointer) {
        self.pieces = pieces
        self.page = page
    }

    /// Writes the next piece, and its number.
    mutating func appendPiece(endingAt end: Int, _ number: Double) {
        append(UnsafeRawBufferPointer(rebasing: pieces[used..<end]))
        used = end
        let rest = UnsafeMutableRawBufferPointer(rebasing: page[length...])
        length += NumberText.write(number, to: rest.assumingMemoryBound(to: UInt8.self))
    }

    /// Writes a run of lines as they stand on an earlier page.
    mutating func copy(_ old: UnsafeRawBufferPointer, from start: Int, to end: Int, pieceEnd: Int) {
        append(UnsafeRawBufferPointer(rebasing: old[start..<end]))
        used = pieceEnd
    }

    /// Writes bytes.
    mutating func append(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { append($0) }
    }

    /// Ends a line.
    mutating func appendLineEnd() {
        page[length] = UInt8(ascii: "\n")
        length += 1
    }

    private mutating func append(_ bytes: UnsafeRawBufferPointer) {
        UnsafeMutableRawBufferPointer(rebasing: page[length...]).copyMemory(from: bytes)
        length += bytes.count
    }
}
