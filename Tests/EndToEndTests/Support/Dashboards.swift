import Foundation

/// The queries of the shipped dashboards, as Grafana would send them.
enum Dashboards {
    private struct Dashboard: Decodable {
        struct Panel: Decodable {
            let targets: [Target]?
        }

        struct Target: Decodable {
            let expr: String
        }

        let panels: [Panel]
    }

    /// All queries, with every variable set to everything.
    static func queries() throws -> [String] {
        let folder = Tools.root.appendingPathComponent("dashboards")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "json" }
        return try files.flatMap { file in
            try JSONDecoder().decode(Dashboard.self, from: Data(contentsOf: file)).panels
                .flatMap { $0.targets ?? [] }
                .map { target in
                    target.expr.replacing("$__rate_interval", with: "10s")
                        .replacing(/"\$(job|instance|panel|node|server)"/, with: #"".+""#)
                }
        }
    }
}
