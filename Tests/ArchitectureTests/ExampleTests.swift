import Testing

/// What a newcomer reads first: short, and made of nothing but the library.
struct ExampleTests {
    @Test func `each example is at most sixty lines, and imports the library's products alone`() throws {
        let files = try SourceTree.files(under: "Examples")
        #expect(!files.isEmpty)
        for file in files {
            #expect(file.lines.count <= 61, "\(file.path) has \(file.lines.count) lines")
            #expect(Set(file.imports.map(\.module)) == ["PanelTransport", "PterodactylAPI"], "\(file.path)")
        }
    }
}
