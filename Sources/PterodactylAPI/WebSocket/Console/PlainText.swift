/// What a terminal would show of a console line.
///
/// Taken out are escape sequences (ECMA-48: `ESC [ … letter`, `ESC ] … BEL`, and the short ones) and control characters but
/// for tabs. A carriage return starts the row anew, as progress bars do; line feeds inside stay.
enum PlainText {
    static func strip(_ raw: String) -> String {
        var rows: [[UInt8]] = []
        var row: [UInt8] = []
        var isReturned = false
        var bytes = raw.utf8.makeIterator()
        while let byte = bytes.next() {
            switch byte {
            case 0x1B: skipSequence(&bytes)
            case 0x0D: isReturned = true
            case 0x0A:
                rows.append(row)
                row = []
                isReturned = false
            case 0x09, 0x20...0x7E, 0x80...0xFF:
                if isReturned { row = [] }
                isReturned = false
                row.append(byte)
            default: break
            }
        }
        rows.append(row)
        while rows.count > 1, rows.last?.isEmpty == true { rows.removeLast() }
        return String(decoding: Array(rows.joined(separator: [0x0A])), as: UTF8.self)
    }

    /// Reads on to the end of an escape sequence; one that is cut off ends with the text.
    private static func skipSequence(_ bytes: inout String.UTF8View.Iterator) {
        guard var byte = bytes.next() else { return }
        switch byte {
        case UInt8(ascii: "["):
            while let next = bytes.next() { if (0x40...0x7E).contains(next) { return } }
        case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"), UInt8(ascii: "_"):
            while let next = bytes.next(), next != 0x07 {
                guard next == 0x1B else { continue }
                _ = bytes.next()
                return
            }
        default:
            // Intermediate characters, as of a choice of character set, go on until a final one.
            while (0x20...0x2F).contains(byte), let next = bytes.next() { byte = next }
        }
    }
}
