import Testing

/// Imports go downward only; the compiler does not see to it.
struct ImportTests {
    @Test func `every module under Sources has its row, and every row its module`() throws {
        let known = Set(ModuleTable.rows.keys).union(ModuleTable.shims)
        #expect(try SourceTree.modules() == known)
    }

    @Test func `a file imports only what its module may`() throws {
        let files = try SourceTree.files(under: "Sources")
        #expect(files.count > 50)
        for file in files {
            guard let row = ModuleTable.rows[file.module] else { continue }
            for (module, line) in file.imports {
                let isAllowed = row.ours.contains(module) || row.foreign.contains(module)
                #expect(isAllowed, "\(file.path):\(line): \(file.module) may not import \(module)")
            }
        }
    }

    @Test func `a foreign package has one importing module`() throws {
        for file in try SourceTree.files(under: "Sources") {
            for (module, line) in file.imports {
                guard let importer = ModuleTable.exclusive[module] else { continue }
                #expect(file.module == importer, "\(file.path):\(line): only \(importer) may import \(module)")
            }
        }
    }

    @Test func `NIO stays where the sockets of the panel are`() throws {
        let importers = try SourceTree.files(under: "Sources").filter { file in
            file.imports.contains { $0.module.hasPrefix("NIO") || $0.module.hasPrefix("_NIO") }
        }
        #expect(Set(importers.map(\.module)).isSubset(of: ["PanelTransport", "PanelSimulator"]))
    }

    @Test func `the C library comes to a pure module for its mathematics alone`() throws {
        for file in try SourceTree.files(under: "Sources") where ModuleTable.rows[file.module]?.kind == .pure {
            let libraries = file.imports.map(\.module).filter { ["Darwin", "Glibc", "Musl"].contains($0) }
            #expect(libraries.isEmpty || file.path == "Sources/PromQL/Functions/MathFunctions.swift", "\(file.path)")
        }
    }

    @Test func `the table itself goes downward: pure on pure, no adapter on an adapter, no circle`() {
        for (name, row) in ModuleTable.rows {
            let kinds = row.ours.compactMap { ModuleTable.rows[$0]?.kind }
            if row.kind != .top { #expect(kinds.allSatisfy { $0 == .pure }, "\(name)") }
            #expect(!reachable(from: name).contains(name), "\(name) reaches itself")
        }
    }

    @Test(
        arguments: [
            ("import NIOCore", "NIOCore"), ("public import Telemetry", "Telemetry"),
            ("@preconcurrency internal import struct NIOCore.ByteBuffer", "NIOCore"),
            ("  import Foundation // why", "Foundation"),
            ("// import Glibc", nil), ("let important = 1", nil), ("import", nil),
        ] as [(String, String?)]
    )
    func `an import line is read`(line: String, module: String?) {
        #expect(SourceTree.File.importedModule(line) == module)
    }

    private func reachable(from name: String) -> Set<String> {
        var found: Set<String> = []
        var waiting = Array(ModuleTable.rows[name]?.ours ?? [])
        while let next = waiting.popLast() {
            guard found.insert(next).inserted else { continue }
            waiting += ModuleTable.rows[next]?.ours ?? []
        }
        return found
    }
}
