import Testing

/// Rules that hold for every source file.
struct SourceRuleTests {
    private static let longest = 400

    @Test func `no file is longer than a reader takes in`() throws {
        for file in try SourceTree.files(under: "Sources") + SourceTree.files(under: "Tests") {
            let length = file.lines.count - (file.lines.last == "" ? 1 : 0)
            #expect(length <= Self.longest, "\(file.path) has \(length) lines")
        }
    }

    @Test(arguments: ["@unchecked Sendable", "nonisolated(unsafe)", "Unmanaged<", "Unmanaged."])
    func `what the compiler cannot check stays where the C library is`(word: String) throws {
        try expectNone(of: word, exceptIn: ["HTTPServing"])
    }

    @Test func `each unchecked thing says why it is right`() throws {
        for file in try SourceTree.files(under: "Sources") {
            for (index, line) in file.lines.enumerated() where line.contains("@unchecked Sendable") {
                let next = index + 1 < file.lines.count ? file.lines[index + 1] : ""
                #expect(next.contains("// @unchecked because"), "\(file.path):\(index + 1)")
            }
        }
    }

    @Test func `no other program is started from the sources`() throws {
        for word in ["Process()", "posix_spawn", "popen(", "Glibc.system("] { try expectNone(of: word) }
    }

    @Test func `nothing is left for later`() throws {
        // Put together here, so that this file does not find itself.
        for word in ["TO" + "DO", "FIX" + "ME", "fatal" + "Error(\"not"] {
            try expectNone(of: word, in: ["Sources", "Tests"])
        }
    }

    @Test func `no test reaches past the front door`() throws {
        try expectNone(of: "@test" + "able import", in: ["Tests"])
    }

    private func expectNone(
        of word: String,
        in folders: [String] = ["Sources"],
        exceptIn modules: Set<String> = []
    ) throws {
        for file in try folders.flatMap({ try SourceTree.files(under: $0) }) where !modules.contains(file.module) {
            for (index, line) in file.lines.enumerated() {
                #expect(!line.contains(word), "\(file.path):\(index + 1) has \(word)")
            }
        }
    }
}
