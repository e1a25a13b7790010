/// Reads deflate (RFC 1951) after the plain, bit-by-bit way of zlib's `puff`.
struct Inflater {
    private let bytes: ArraySlice<UInt8>
    private var bitBuffer: UInt32 = 0
    private var bitCount = 0
    /// Where the next byte is read.
    private(set) var position: Int
    private var out: [UInt8] = []
    /// More than this is not unpacked.
    private let limit = 256 * 1_048_576

    /// Begins at the first block.
    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        position = bytes.startIndex
    }

    /// All blocks; nil when the data are damaged.
    mutating func run() -> [UInt8]? {
        while true {
            guard let isLast = bits(1), let kind = bits(2) else { return nil }
            let isGood =
                switch kind {
                case 0: stored()
                case 1: coded(Self.fixedLengths, Self.fixedDistances)
                case 2: dynamic()
                default: false
                }
            guard isGood, out.count <= limit else { return nil }
            if isLast == 1 { return out }
        }
    }

    /// The lengths of the codes, counted, and the symbols in the order of their codes.
    private struct Code {
        var counts = [Int](repeating: 0, count: 16)
        var symbols: [Int]

        init(_ lengths: [Int]) {
            for length in lengths { counts[length] += 1 }
            counts[0] = 0
            symbols = lengths.indices.filter { lengths[$0] > 0 }.sorted { (lengths[$0], $0) < (lengths[$1], $1) }
        }
    }

    private static let fixedLengths = Code(
        [Int](repeating: 8, count: 144) + [Int](repeating: 9, count: 112) + [Int](repeating: 7, count: 24)
            + [Int](repeating: 8, count: 8)
    )
    private static let fixedDistances = Code([Int](repeating: 5, count: 30))
    private static let lengthBases = [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258,
    ]
    private static let lengthBits = [
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
    ]
    private static let distanceBases = [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1_025, 1_537, 2_049, 3_073,
        4_097, 6_145, 8_193, 12_289, 16_385, 24_577,
    ]

    private mutating func bits(_ count: Int) -> Int? {
        while bitCount < count {
            guard position < bytes.endIndex else { return nil }
            bitBuffer |= UInt32(bytes[position]) << UInt32(bitCount)
            position += 1
            bitCount += 8
        }
        let value = Int(bitBuffer & ((1 << UInt32(count)) - 1))
        bitBuffer >>= UInt32(count)
        bitCount -= count
        return value
    }

    private mutating func stored() -> Bool {
        bitBuffer = 0
        bitCount = 0
        guard position + 4 <= bytes.endIndex else { return false }
        let length = Int(bytes[position]) | Int(bytes[position + 1]) << 8
        let start = position + 4
        guard start + length <= bytes.endIndex else { return false }
        out += bytes[start..<(start + length)]
        position = start + length
        return true
    }

    private mutating func symbol(_ code: Code) -> Int? {
        var (value, first, index) = (0, 0, 0)
        for length in 1...15 {
            guard let bit = bits(1) else { return nil }
            value |= bit
            let count = code.counts[length]
            if value - count < first { return code.symbols[index + value - first] }
            index += count
            first = (first + count) << 1
            value <<= 1
        }
        return nil
    }

    private mutating func coded(_ lengths: Code, _ distances: Code) -> Bool {
        while let symbol = symbol(lengths) {
            if symbol < 256 {
                out.append(UInt8(symbol))
            } else if symbol == 256 {
                return true
            } else {
                guard symbol - 257 < Self.lengthBases.count, let extra = bits(Self.lengthBits[symbol - 257]),
                    let code = self.symbol(distances), code < Self.distanceBases.count,
                    let far = bits(code < 2 ? 0 : (code - 2) / 2)
                else { return false }
                let distance = Self.distanceBases[code] + far
                guard distance <= out.count, out.count <= limit else { return false }
                for _ in 0..<(Self.lengthBases[symbol - 257] + extra) { out.append(out[out.count - distance]) }
            }
        }
        return false
    }

    private mutating func dynamic() -> Bool {
        guard let literals = bits(5), let distances = bits(5), let codes = bits(4) else { return false }
        let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
        var lengths = [Int](repeating: 0, count: 19)
        for place in order.prefix(codes + 4) {
            guard let length = bits(3) else { return false }
            lengths[place] = length
        }
        let lengthCode = Code(lengths)
        let count = literals + 257 + distances + 1
        lengths = []
        while lengths.count < count {
            guard let symbol = symbol(lengthCode) else { return false }
            switch symbol {
            case 0...15: lengths.append(symbol)
            case 16:
                guard let last = lengths.last, let more = bits(2) else { return false }
                lengths += [Int](repeating: last, count: 3 + more)
            default:
                guard let more = bits(symbol == 17 ? 3 : 7) else { return false }
                lengths += [Int](repeating: 0, count: (symbol == 17 ? 3 : 11) + more)
            }
        }
        guard lengths.count == count else { return false }
        return coded(Code(Array(lengths.prefix(literals + 257))), Code(Array(lengths.dropFirst(literals + 257))))
    }
}
