import Telemetry

/// Writes names, labels and texts as both formats made of lines have them.
enum LineText {
    /// Writes labels in braces, or nothing when there are none.
    static func append(_ labels: LabelSet, to bytes: inout [UInt8]) {
        var separator = UInt8(ascii: "{")
        for label in labels.labels {
            bytes.append(separator)
            bytes += label.name.utf8
            bytes += "=\"".utf8
            append(label.value, escapingQuotes: true, to: &bytes)
            bytes.append(UInt8(ascii: "\""))
            separator = UInt8(ascii: ",")
        }
        if !labels.isEmpty { bytes.append(UInt8(ascii: "}")) }
    }

    /// Writes a text with backslashes and line feeds escaped.
    static func append(_ text: String, escapingQuotes: Bool, to bytes: inout [UInt8]) {
        guard text.utf8.contains(where: { isEscaped($0, escapingQuotes) }) else {
            bytes += text.utf8
            return
        }
        for byte in text.utf8 {
            if isEscaped(byte, escapingQuotes) { bytes.append(UInt8(ascii: "\\")) }
            bytes.append(byte == UInt8(ascii: "\n") ? UInt8(ascii: "n") : byte)
        }
    }

    /// Writes a number.
    static func append(_ number: Double, to bytes: inout [UInt8]) {
        bytes += [UInt8](unsafeUninitializedCapacity: NumberText.longest) { buffer, length in
            length = NumberText.write(number, to: buffer)
        }
    }

    private static func isEscaped(_ byte: UInt8, _ escapingQuotes: Bool) -> Bool {
        byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "\n") || (escapingQuotes && byte == UInt8(ascii: "\""))
    }
}
