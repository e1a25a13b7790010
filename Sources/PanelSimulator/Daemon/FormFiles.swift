import PterodactylAPI

/// The files of a form (RFC 7578).
struct FormFiles {
    /// One part that has a file name.
    struct File: Equatable {
        let field: String
        let name: String
        let content: [UInt8]
    }

    /// In the form's order.
    let files: [File]

    /// Reads a request; one that is no form has none.
    init(_ request: HTTPRequest) {
        guard let type = request.header("Content-Type"), type.hasPrefix("multipart/form-data"),
            let boundary = Self.parameter("boundary", of: type)
        else {
            files = []
            return
        }
        files = Self.split(request.body, at: Array("--\(boundary)".utf8)).compactMap(Self.file)
    }

    private static func file(_ part: ArraySlice<UInt8>) -> File? {
        guard let end = place(of: Array("\r\n\r\n".utf8), in: part) else { return nil }
        let head = String(decoding: part[..<end], as: UTF8.self)
        let lines = head.split(separator: "\r\n")
        guard let line = lines.first(where: { $0.lowercased().hasPrefix("content-disposition:") }),
            let field = parameter("name", of: String(line)), let name = parameter("filename", of: String(line))
        else { return nil }
        // The line end before the next boundary belongs to the boundary.
        return File(field: field, name: name, content: Array(part[(end + 4)...].dropLast(2)))
    }

    /// The parts between boundaries; what stands before the first and after the last is none.
    private static func split(_ body: [UInt8], at boundary: [UInt8]) -> [ArraySlice<UInt8>] {
        var parts: [ArraySlice<UInt8>] = []
        var rest = body[...]
        var isFirst = true
        while let place = place(of: boundary, in: rest) {
            if !isFirst { parts.append(rest[..<place]) }
            isFirst = false
            rest = rest[(place + boundary.count)...]
        }
        return parts
    }

    private static func place(of needle: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
        guard let first = needle.first, bytes.count >= needle.count else { return nil }
        return (bytes.startIndex...(bytes.endIndex - needle.count)).first { start in
            bytes[start] == first && bytes[start..<(start + needle.count)].elementsEqual(needle)
        }
    }

    /// `name=value` or `name="value"` after a semicolon.
    private static func parameter(_ name: String, of header: String) -> String? {
        for piece in header.split(separator: ";").dropFirst() {
            let halves = piece.split(separator: "=", maxSplits: 1)
            guard halves.count == 2, halves[0].trimmingPrefix(" ") == name else { continue }
            return String(halves[1].trimmingPrefix("\"").prefix { $0 != "\"" })
        }
        return nil
    }
}
