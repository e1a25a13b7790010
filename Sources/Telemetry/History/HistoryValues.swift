/// A column's values as they came, in pieces: a piece in which nothing changed is the one of the column before.
///
/// Layouts put the series of one metric side by side, and most metrics change seldom or all at once.
struct HistoryValues: Sendable {
    /// How many values there are.
    let count: Int
    private let pieces: [[Double]]
    /// How many pieces the column before does not have.
    private let ownPieces: Int

    private static let width = 64

    /// Takes values in.
    /// - Parameter previous: another column of the same layout.
    init(_ values: [Double], after previous: HistoryValues?) {
        count = values.count
        var pieces: [[Double]] = []
        pieces.reserveCapacity((values.count + Self.width - 1) / Self.width)
        var ownPieces = 0
        let isComparable = previous?.count == values.count
        for start in stride(from: 0, to: values.count, by: Self.width) {
            let piece = values[start..<min(start + Self.width, values.count)]
            if isComparable, let known = previous?.pieces[start / Self.width], Self.hasSameBits(known, piece) {
                pieces.append(known)
            } else {
                pieces.append(Array(piece))
                ownPieces += 1
            }
        }
        self.pieces = pieces
        self.ownPieces = ownPieces
    }

    private static func hasSameBits(_ known: [Double], _ piece: ArraySlice<Double>) -> Bool {
        var difference: UInt64 = 0
        for (old, new) in zip(known, piece) { difference |= old.bitPattern ^ new.bitPattern }
        return difference == 0
    }

    /// Calls back with the values at some places, in their order.
    func forEach(at places: ArraySlice<HistoryPlace>, _ body: (HistoryPlace, Double) -> Void) {
        // Neighbours are mostly asked for together: their piece is looked up once.
        var start = -Self.width
        var piece: [Double] = []
        for place in places {
            let position = Int(place.position)
            if position < start || position >= start + Self.width {
                start = position / Self.width * Self.width
                piece = pieces[position / Self.width]
            }
            body(place, piece[position - start])
        }
    }

    /// Calls back with the values at some positions, and the places of these in the list; negative ones are left out.
    func forEach(at positions: [Int], _ body: (Int, Double) -> Void) {
        // Neighbours are mostly asked for together: their piece is looked up once.
        var start = -Self.width
        var piece: [Double] = []
        for (index, position) in positions.enumerated() where position >= 0 {
            if position < start || position >= start + Self.width {
                start = position / Self.width * Self.width
                piece = pieces[position / Self.width]
            }
            body(index, piece[position - start])
        }
    }

    /// What it takes in memory beside the column before.
    var ownBytes: Int { bytes(pieces: ownPieces) }

    /// What it takes in memory alone.
    var allBytes: Int { bytes(pieces: pieces.count) }

    private func bytes(pieces count: Int) -> Int { 32 + 8 * pieces.count + (32 + 8 * Self.width) * count }
}
