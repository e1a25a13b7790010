/// A page of lines with its numbers, and where each line ends.
struct LinePage: Sendable {
    let page: EncodedPage
    /// Where each series' line ends within its section, with what was added to it; by section.
    let ends: [[Int]]
    /// The numbers on it.
    let values: [Double]
    /// The positions of lines to which something was added; ascending.
    let additionPositions: [Int]
}

/// What stands between a series' number and the end of its line: an exemplar, or a line end and another line.
struct LineAddition: Sendable {
    let position: Int
    let bytes: [UInt8]
}
