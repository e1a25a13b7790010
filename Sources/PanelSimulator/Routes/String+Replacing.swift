extension String {
    /// The text with every occurrence of another one replaced, compared byte by byte.
    ///
    /// The standard library's search compares characters and builds tables for each call, which took most of the time of
    /// a page of servers.
    func replacingBytes(of part: String, with replacement: String) -> String {
        let (text, part) = (Array(utf8), Array(part.utf8))
        guard let first = part.first, text.count >= part.count else { return self }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count + replacement.utf8.count)
        var index = 0
        while index < text.count {
            let end = index + part.count
            if text[index] == first, end <= text.count, text[index..<end].elementsEqual(part) {
                bytes += replacement.utf8
                index = end
            } else {
                bytes.append(text[index])
                index += 1
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
