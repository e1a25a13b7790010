/// A field of dots, eight to a character: two beside each other, four below each other (Unicode's braille patterns).
///
/// Each character remembers who drew in it last, so that it can be coloured.
struct BrailleCanvas {
    /// How many characters there are in a row, and how many rows.
    let columns: Int
    let rows: Int
    private var dots: [UInt8]
    private var owners: [Int?]

    init(columns: Int, rows: Int) {
        self.columns = max(1, columns)
        self.rows = max(1, rows)
        dots = [UInt8](repeating: 0, count: self.columns * self.rows)
        owners = [Int?](repeating: nil, count: self.columns * self.rows)
    }

    /// How many dots there are beside and below each other.
    var width: Int { columns * 2 }
    var height: Int { rows * 4 }

    /// The bit of each dot: a character's dots by row, left and right.
    private static let bits: [UInt8] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]

    /// Sets a dot, counted from the left and from above; outside of the field nothing happens.
    mutating func set(_ x: Int, _ y: Int, by owner: Int) {
        guard (0..<width).contains(x), (0..<height).contains(y) else { return }
        let cell = y / 4 * columns + x / 2
        dots[cell] |= Self.bits[y % 4 * 2 + x % 2]
        owners[cell] = owner
    }

    /// Sets the dots of a straight line (Bresenham's).
    mutating func line(from start: (x: Int, y: Int), to end: (x: Int, y: Int), by owner: Int) {
        let (dx, dy) = (abs(end.x - start.x), -abs(end.y - start.y))
        let (stepX, stepY) = (start.x < end.x ? 1 : -1, start.y < end.y ? 1 : -1)
        var (x, y, error) = (start.x, start.y, dx + dy)
        while true {
            set(x, y, by: owner)
            if x == end.x && y == end.y { return }
            let twice = 2 * error
            if twice >= dy {
                error += dy
                x += stepX
            }
            if twice <= dx {
                error += dx
                y += stepY
            }
        }
    }

    /// A row's characters, and who drew in each last.
    func row(_ row: Int) -> [(character: Character, owner: Int?)] {
        (0..<columns).map { column in
            let cell = row * columns + column
            guard dots[cell] != 0, let scalar = Unicode.Scalar(0x2800 + UInt32(dots[cell])) else { return (" ", nil) }
            return (Character(scalar), owners[cell])
        }
    }
}
