internal import CRE2

/// A compiled RE2 expression that has to match a whole text; a dot matches a newline too.
///
/// Compiled once, shared by all who match with it, freed with its last reference.
package final class RegularExpression: Sendable {
    /// The pattern.
    package let pattern: String
    private let handle: UInt

    /// Compiles a pattern.
    /// - Throws: `RegularExpressionError` with RE2's own words.
    package init(_ pattern: String) throws(RegularExpressionError) {
        var text = pattern
        var error = [CChar](repeating: 0, count: 256)
        let handle = text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { cre2_compile($0.baseAddress, $0.count, &error, error.count) }
        }
        guard handle != 0 else {
            let message = String(decoding: error.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            throw RegularExpressionError(pattern: pattern, reason: message)
        }
        self.pattern = pattern
        self.handle = UInt(handle)
    }

    deinit { cre2_free(handle) }

    /// Whether the whole text matches.
    package func matches(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { cre2_matches(handle, $0.baseAddress, $0.count) }
        }
    }

    /// The groups of a match of the whole text, the whole first; nil without a match.
    ///
    /// A group that took no part is empty.
    package func captures(in text: String) -> [String]? {
        let count = Int(cre2_group_count(handle)) + 1
        var bounds = [Int](repeating: 0, count: 2 * count)
        var text = text
        return text.withUTF8 { bytes -> [String]? in
            let isMatch = bytes.withMemoryRebound(to: CChar.self) { characters in
                bounds.withUnsafeMutableBufferPointer { places in
                    places.withMemoryRebound(to: UInt.self) {
                        cre2_capture(handle, characters.baseAddress, characters.count, $0.baseAddress, count)
                    }
                }
            }
            guard isMatch else { return nil }
            return (0..<count).map { String(decoding: bytes[bounds[2 * $0]..<bounds[2 * $0 + 1]], as: UTF8.self) }
        }
    }

    /// The number of a named group; nil when there is none of that name.
    package func number(ofGroup name: String) -> Int? {
        var name = name
        let number = name.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { cre2_group_number(handle, $0.baseAddress, $0.count) }
        }
        return number == 0 ? nil : Int(number)
    }
}

/// Why a pattern is not a regular expression.
public struct RegularExpressionError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The pattern.
    public let pattern: String
    /// RE2's words, such as `missing ): (a`.
    public let reason: String

    /// RE2's words behind the pattern.
    public var description: String { "invalid regular expression \"\(pattern)\": \(reason)" }
}
