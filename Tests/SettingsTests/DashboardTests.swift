import Foundation
import PromQL
import Testing

struct DashboardTests {
    /// The parts of a dashboard that are checked.
    struct Dashboard: Decodable {
        struct Place: Decodable {
            let h, w, x, y: Int
        }

        struct Target: Decodable {
            let expr: String
        }

        struct Panel: Decodable {
            let id: Int
            let type: String
            let title: String
            let description: String?
            let gridPos: Place
            let targets: [Target]?
        }

        let id: Int?
        let uid: String
        let editable: Bool
        let schemaVersion: Int
        let panels: [Panel]
    }

    static let names = ["fleet.json", "server.json"]

    private static func dashboard(_ name: String) throws -> Dashboard {
        try JSONDecoder().decode(Dashboard.self, from: Data(Repository.text("dashboards/\(name)").utf8))
    }

    @Test func `no dashboard goes unchecked`() throws {
        #expect(try Repository.names(in: "dashboards", suffix: ".json") == Self.names)
    }

    @Test(arguments: names)
    func `a dashboard can be imported as it is`(name: String) throws {
        let dashboard = try Self.dashboard(name)
        #expect(dashboard.id == nil)
        #expect(dashboard.uid == "pterowatch-\(name.dropLast(5))")
        #expect(!dashboard.editable)
        #expect((36...39).contains(dashboard.schemaVersion))
        #expect(Set(dashboard.panels.map(\.id)).count == dashboard.panels.count)
        for panel in dashboard.panels where panel.type != "row" {
            #expect(!panel.title.isEmpty)
            #expect(panel.description?.isEmpty == false, "\(panel.title)")
            #expect(panel.targets?.isEmpty == false, "\(panel.title)")
        }
    }

    @Test(arguments: names)
    func `no panel lies upon another`(name: String) throws {
        var taken: Set<[Int]> = []
        for panel in try Self.dashboard(name).panels {
            let place = panel.gridPos
            #expect(place.x >= 0 && place.x + place.w <= 24, "\(panel.title)")
            for x in place.x..<(place.x + place.w) {
                for y in place.y..<(place.y + place.h) {
                    #expect(taken.insert([x, y]).inserted, "\(panel.title) at \(x), \(y)")
                }
            }
        }
    }

    @Test(arguments: names)
    func `every query parses, is about our metrics, and keeps to the chosen job and instance`(name: String) throws {
        for target in try Self.dashboard(name).panels.flatMap({ $0.targets ?? [] }) {
            let text = target.expr.replacing("$__rate_interval", with: "1m")
            let expression = try Expression(parsing: text)
            #expect(!expression.metricNames.isEmpty, "\(text)")
            #expect(expression.metricNames.allSatisfy { $0.hasPrefix("pterodactyl_") || $0.hasPrefix("pterowatch_") })
            let selectors = text.split(separator: "{").dropFirst()
            #expect(selectors.allSatisfy { $0.hasPrefix(#"job=~"$job", instance=~"$instance""#) }, "\(text)")
        }
    }
}
