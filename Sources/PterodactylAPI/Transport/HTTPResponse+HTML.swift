extension HTTPResponse {
    /// Whether the body is a page for people: by its type, or by its first character.
    var isHTML: Bool {
        if header("Content-Type")?.lowercased().hasPrefix("text/html") == true { return true }
        let isSpace: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
        return body.first { !isSpace($0) } == UInt8(ascii: "<")
    }

    /// What a page is, in a few words: its title where it has one.
    var htmlSummary: String {
        let head = String(decoding: body.prefix(4096), as: UTF8.self)
        guard let open = head.firstRange(of: "<title>"), let close = head[open.upperBound...].firstRange(of: "</title>")
        else { return "an HTML page" }
        return "an HTML page titled \"\(String(head[open.upperBound..<close.lowerBound]).asPanelDetail)\""
    }
}

extension String {
    /// A text of the panel as it may stand in an error: one line, at most 300 characters, white space folded.
    var asPanelDetail: String {
        let words = split { $0.isWhitespace || $0.isNewline }.joined(separator: " ")
        return words.count <= 300 ? words : words.prefix(299) + "…"
    }
}
