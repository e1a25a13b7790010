import Foundation
import PanelSimulator
import Telemetry
import Testing

/// What happened on a WebSocket, and how long after the last thing that was done.
struct Happening: Equatable, CustomStringConvertible {
    var what: String
    var after: Double

    var description: String { "\(what) +\(after)" }
}

/// A recording of what a real Wings sent while things were done to its server.
struct Trace {
    let happenings: [Happening]

    /// Reads a recording; what came before the first thing that was done is left out.
    init(_ name: String) throws {
        let url = try #require(Bundle.module.url(forResource: "Fixtures/wings/\(name)", withExtension: "jsonl"))
        var happenings: [Happening] = []
        var action: Double?
        for line in try String(contentsOf: url, encoding: .utf8).split(separator: "\n") {
            let value = JSONValue(line.utf8)
            switch value["kind"].text {
            case "action" where value["what"].text != "observe": action = value["ms"].number
            case "ws":
                guard let action else { continue }
                let event = value["event"].text
                let argument = event == "stats" ? value["args"][0]["state"].text : value["args"][0].text
                let what = argument.isEmpty ? event : "\(event) \(argument)"
                happenings.append(Happening(what: what, after: (value["ms"].number - action) / 1_000))
            case "ws_closed":
                guard let action else { continue }
                let what = "closed \(Int(value["code"].number))"
                happenings.append(Happening(what: what, after: (value["ms"].number - action) / 1_000))
            default: break
            }
        }
        self.happenings = Self.essentials(happenings)
    }

    /// What two sides must have in common: not the games' own lines, not how often a thing is repeated.
    ///
    /// Figures are only told of servers that are offline: when others come depends on their phase.
    static func essentials(_ happenings: [Happening]) -> [Happening] {
        var kept: [Happening] = []
        for var happening in happenings {
            if happening.what.hasPrefix("console output"), !happening.what.hasPrefix("console output \u{1B}") {
                continue
            }
            if happening.what.hasPrefix("stats"), happening.what != "stats offline" { continue }
            for word in ["install output", "daemon message (restoring)"] where happening.what.hasPrefix(word) {
                happening.what = word
            }
            if happening.what.hasPrefix("backup completed") { happening.what = "backup completed" }
            let isRepeat = happening.what == kept.last?.what && happening.what != "token expiring"
            if !isRepeat { kept.append(happening) }
        }
        return kept
    }
}
