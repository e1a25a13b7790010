import Foundation

/// Python's `prometheus_client`, which most exporters are written with: what it takes to write the same samples as text.
enum ClientLibrary {
    /// The name in the rows, with the version.
    static var name: String { Programs.pinned("prometheus_client") }

    /// Reads the page back into families, writes them by the library's own function, and prints the median of three times in
    /// seconds.
    private static let program = """
        import sys, time
        from prometheus_client import CollectorRegistry, generate_latest
        from prometheus_client.parser import text_string_to_metric_families
        with open(sys.argv[1], encoding="utf-8") as page:
            families = list(text_string_to_metric_families(page.read()))
        class Page:
            def collect(self): return families
        registry = CollectorRegistry()
        registry.register(Page())
        times = []
        for _ in range(3):
            begin = time.perf_counter()
            generate_latest(registry)
            times.append(time.perf_counter() - begin)
        print(sorted(times)[1])
        """

    /// How long it takes, in seconds.
    static func seconds(writing page: URL, in folder: URL) async throws -> Double {
        let arguments = ["-c", program, page.path]
        let python = try Programs.peerPython
        return try await RunningProcess.with(python, arguments, log: folder, "client-library") { process in
            let line = try await process.line(within: .seconds(600)) { Double($0) != nil }
            return Double(line) ?? 0
        }
    }
}
