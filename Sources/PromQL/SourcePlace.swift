/// A place in an expression's text.
struct SourcePlace: Sendable, Equatable {
    /// The line, from 1.
    let line: Int
    /// The column in the line, from 1, in bytes.
    let column: Int

    /// The place of an offset in UTF-8 bytes.
    init(of offset: Int, in source: String) {
        let before = source.utf8.prefix(offset)
        line = 1 + before.count { $0 == UInt8(ascii: "\n") }
        column =
            before.lastIndex(of: UInt8(ascii: "\n")).map { before.distance(from: $0, to: before.endIndex) }
            ?? before.count + 1
    }
}
