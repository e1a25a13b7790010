import Telemetry

/// Archives, as tar (POSIX ustar) in gzip.
extension SimulatedFileSystem {
    /// Some files and directories of a root as a `.tar.gz`.
    func archive(_ names: [String], in root: String) -> [UInt8] {
        let base = Self.absolute(root) ?? ""
        var tar: [UInt8] = []
        for path in paths(below: names, in: root) {
            guard let entry = entries[path] else { continue }
            let name = String(path.dropFirst(base.count + 1)) + (entry.isDirectory ? "/" : "")
            tar += Self.header(name, entry)
            guard let content = entry.content else { continue }
            tar += content + [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
        }
        return Gzip.wrap(tar + [UInt8](repeating: 0, count: 1_024))
    }

    /// The files of an archive with their sizes; directories have no content.
    static func unpack(_ archive: [UInt8]) throws(FileProblem) -> [(name: String, content: [UInt8]?, mode: Int)] {
        guard let tar = archive.starts(with: [0x1F, 0x8B]) ? Gzip.unwrap(archive) : archive, tar.count >= 512,
            tar[257..<262].elementsEqual("ustar".utf8)
        else { throw .unknownArchive }
        var files: [(name: String, content: [UInt8]?, mode: Int)] = []
        var place = 0
        while place + 512 <= tar.count, tar[place] != 0 {
            let header = tar[place..<(place + 512)]
            let prefix = text(header, 345, 155)
            let name = (prefix.isEmpty ? "" : prefix + "/") + text(header, 0, 100)
            guard let size = Int(text(header, 124, 12), radix: 8) else { throw .unknownArchive }
            place += 512
            guard size >= 0, place + size <= tar.count else { throw .unknownArchive }
            let mode = Int(text(header, 100, 8), radix: 8) ?? 0o644
            switch header[header.startIndex + 156] {
            case UInt8(ascii: "5"): files.append((name, nil, mode))
            case UInt8(ascii: "0"), 0: files.append((name, Array(tar[place..<(place + size)]), mode))
            default: break
            }
            place += (size + 511) / 512 * 512
        }
        return files
    }

    private static func header(_ name: String, _ entry: Entry) -> [UInt8] {
        var block = [UInt8](repeating: 0, count: 512)
        func put(_ text: String, at place: Int, _ length: Int) {
            block.replaceSubrange(place..<(place + min(length, text.utf8.count)), with: text.utf8.prefix(length))
        }
        func octal(_ value: Int64, _ digits: Int) -> String {
            let text = String(value, radix: 8)
            return String(repeating: "0", count: max(0, digits - text.count)) + text
        }
        if name.utf8.count <= 100 {
            put(name, at: 0, 100)
        } else if let cut = name.indices.last(where: { name[$0] == "/" && name[..<$0].utf8.count <= 155 }) {
            put(String(name[name.index(after: cut)...]), at: 0, 100)
            put(String(name[..<cut]), at: 345, 155)
        }
        put(octal(Int64(entry.mode), 7), at: 100, 7)
        put(octal(988, 7), at: 108, 7)
        put(octal(988, 7), at: 116, 7)
        put(octal(Int64(entry.content?.count ?? 0), 11), at: 124, 11)
        put(octal(max(0, entry.modifiedAt.millisecondsSince1970 / 1_000), 11), at: 136, 11)
        put("        ", at: 148, 8)
        put(entry.isDirectory ? "5" : "0", at: 156, 1)
        put("ustar\u{0}00", at: 257, 8)
        put(octal(block.reduce(0) { $0 + Int64($1) }, 6) + "\u{0} ", at: 148, 8)
        return block
    }

    private static func text(_ header: ArraySlice<UInt8>, _ start: Int, _ length: Int) -> String {
        let field = header.dropFirst(start).prefix(length).prefix { $0 != 0 }
        return String(decoding: field, as: UTF8.self).trimmed
    }
}
