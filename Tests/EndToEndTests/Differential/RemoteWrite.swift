import PromQL
import Telemetry

/// A write request of the remote-write protocol 1.0: protocol buffers in a snappy block.
///
/// The one way into a Prometheus that keeps stale markers.
struct RemoteWrite {
    /// The body of the request, uncompressed.
    private var message: [UInt8] = []

    /// Adds a series.
    mutating func add(_ series: SeriesSamples) {
        var body: [UInt8] = []
        for label in series.labels.labels {
            let pair = Self.field(1, Array(label.name.utf8)) + Self.field(2, Array(label.value.utf8))
            body += Self.field(1, pair)
        }
        for sample in series.samples {
            var point: [UInt8] = [1 << 3 | 1]
            withUnsafeBytes(of: sample.value.bitPattern.littleEndian) { point += $0 }
            point.append(2 << 3)
            point += Self.variable(UInt64(bitPattern: sample.timestamp.millisecondsSince1970))
            body += Self.field(2, point)
        }
        message += Self.field(1, body)
    }

    /// The body as it is sent: a snappy block of literals only.
    var compressed: [UInt8] {
        var block = Self.variable(UInt64(message.count))
        for start in stride(from: 0, to: message.count, by: 1 << 16) {
            let piece = message[start..<min(start + 1 << 16, message.count)]
            let length = UInt16(piece.count - 1)
            block += [61 << 2, UInt8(length & 0xFF), UInt8(length >> 8)] + piece
        }
        return block
    }

    private static func field(_ number: UInt8, _ bytes: [UInt8]) -> [UInt8] {
        [number << 3 | 2] + variable(UInt64(bytes.count)) + bytes
    }

    private static func variable(_ value: UInt64) -> [UInt8] {
        var (bytes, rest): ([UInt8], UInt64) = ([], value)
        while rest >= 0x80 {
            bytes.append(UInt8(rest & 0x7F | 0x80))
            rest >>= 7
        }
        return bytes + [UInt8(rest)]
    }
}
