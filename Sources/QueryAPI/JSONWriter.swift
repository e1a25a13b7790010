import PromQL
import Telemetry

/// Writes JSON piece by piece.
struct JSONWriter: Sendable, Equatable {
    private(set) var bytes: [UInt8] = []

    /// Text that is JSON already.
    mutating func raw(_ text: String) { bytes += text.utf8 }

    mutating func append(_ other: JSONWriter) { bytes += other.bytes }

    mutating func string(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case UInt8(ascii: "\n"): raw("\\n")
            case UInt8(ascii: "\r"): raw("\\r")
            case UInt8(ascii: "\t"): raw("\\t")
            case 0..<0x20: raw("\\u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16))
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Elements between brackets, with commas.
    mutating func list<Element>(_ elements: some Sequence<Element>, _ write: (inout JSONWriter, Element) -> Void) {
        raw("[")
        var isFirst = true
        for element in elements {
            if !isFirst { raw(",") }
            isFirst = false
            write(&self, element)
        }
        raw("]")
    }

    /// Members between braces, in the order given.
    mutating func object(_ members: [(name: String, write: (inout JSONWriter) -> Void)]) {
        raw("{")
        for (index, member) in members.enumerated() {
            if index > 0 { raw(",") }
            string(member.name)
            raw(":")
            member.write(&self)
        }
        raw("}")
    }

    /// A set of labels as an object.
    mutating func labels(_ labels: LabelSet) {
        object(labels.labels.map { label in (label.name, { $0.string(label.value) }) })
    }

    /// Texts by name, sorted.
    mutating func texts(_ texts: [String: String]) {
        object(texts.sorted { $0.key < $1.key }.map { text in (text.key, { $0.string(text.value) }) })
    }

    /// `[seconds,"value"]`.
    mutating func point(_ time: Timestamp, _ value: Double) {
        raw("[" + Self.seconds(time.millisecondsSince1970) + ",")
        string(DecimalText.plain(value))
        raw("]")
    }

    /// Seconds as a number, with all that was measured.
    mutating func seconds(_ duration: Duration) { raw(DecimalText.plain(duration.inSeconds)) }

    /// Seconds with as many decimals as needed, three at most.
    static func seconds(_ milliseconds: Int64) -> String {
        DecimalText.plain(Double(milliseconds) / 1_000)
    }
}
