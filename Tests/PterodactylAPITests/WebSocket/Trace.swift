import Foundation
import PterodactylAPI
import Testing

/// A recorded trace: what a real Wings said and did while things were done to one of its servers.
struct Trace {
    /// The file's name without its ending.
    let name: String
    /// The lines, in order of time.
    let lines: [Line]

    struct Line {
        let kind: String
        let time: PanelTime
        let json: JSONValue

        /// The frame as it came over the wire; nil when it is none.
        ///
        /// The recording shows the argument of `stats` decoded; on the wire it is JSON text.
        var frame: String? {
            guard kind == "ws", let event = json["event"] else { return nil }
            var arguments = json["args"] ?? .null
            if event == "stats" {
                let texts = (arguments.array ?? []).map { String(decoding: $0.encoded(), as: UTF8.self) }
                arguments = .array(texts.map(JSONValue.string))
            }
            return String(decoding: JSONValue.object(["event": event, "args": arguments]).encoded(), as: UTF8.self)
        }
    }

    /// The events that came, in order.
    var events: [(event: WingsEvent, time: PanelTime)] {
        lines.compactMap { line in line.frame.map { (WingsEvent(frame: $0), line.time) } }
    }

    /// What Wings itself said in the console, in order.
    var notices: [DaemonNotice] {
        events.compactMap { item in
            guard case .console(let line) = item.event else { return nil }
            return line.notice
        }
    }

    init(_ name: String) throws {
        let text = try String(contentsOf: Self.folder().appending(path: name + ".jsonl"), encoding: .utf8)
        self.name = name
        self.lines = try text.split(separator: "\n").map { line in
            let json = try #require(JSONValue(parsing: Array(line.utf8)))
            return Line(
                kind: json["kind"]?.string ?? "",
                time: PanelTime(millisecondsSince1970: try #require(json["ms"]?.integer)),
                json: json
            )
        }
    }

    /// Every trace, by name; they are read once.
    static func all() throws -> [Trace] { try everything.get() }

    private static let everything = Result {
        try FileManager.default.contentsOfDirectory(atPath: folder().path)
            .filter { $0.hasSuffix(".jsonl") }.sorted().map { try Trace(String($0.dropLast(6))) }
    }

    /// A plain answer of Wings.
    static func answer(_ file: String) throws -> JSONValue {
        try #require(JSONValue(parsing: [UInt8](Data(contentsOf: folder().appending(path: file)))))
    }

    private static func folder() throws -> URL {
        try #require(Bundle.module.url(forResource: "Fixtures", withExtension: nil)).appending(path: "wings")
    }
}
