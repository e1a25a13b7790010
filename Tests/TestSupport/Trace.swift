import Foundation
public import PterodactylAPI

/// A recorded trace: what a real Wings said and did while things were done to one of its servers.
public struct Trace: Sendable {
    /// The file's name without its ending.
    public let name: String
    /// The lines, in order of time.
    public let lines: [Line]

    /// One line: something that was done, said or seen.
    public struct Line: Sendable {
        /// What it is, as `ws`, `bulk` or `action`.
        public let kind: String
        /// When it was.
        public let time: PanelTime
        /// The whole line.
        public let json: JSONValue

        /// The frame as it came over the wire; nil when it is none.
        ///
        /// The recording shows the argument of `stats` decoded; on the wire it is JSON text.
        public var frame: String? {
            guard kind == "ws", let event = json["event"] else { return nil }
            var arguments = json["args"] ?? .null
            if event == "stats" {
                let texts = (arguments.array ?? []).map { String(decoding: $0.encoded(), as: UTF8.self) }
                arguments = .array(texts.map(JSONValue.string))
            }
            return String(decoding: JSONValue.object(["event": event, "args": arguments]).encoded(), as: UTF8.self)
        }
    }

    /// Why a file is no trace.
    public struct Malformed: Error {
        /// The file.
        public let file: String
    }

    /// The events that came, in order.
    public var events: [(event: WingsEvent, time: PanelTime)] {
        lines.compactMap { line in line.frame.map { (WingsEvent(frame: $0), line.time) } }
    }

    /// What Wings itself said in the console, in order.
    public var notices: [DaemonNotice] {
        events.compactMap { item in
            guard case .console(let line) = item.event else { return nil }
            return line.notice
        }
    }

    /// Reads a trace by its name.
    public init(_ name: String) throws {
        let text = String(decoding: try Self.bytes(of: name + ".jsonl"), as: UTF8.self)
        self.name = name
        self.lines = try text.split(separator: "\n").map { line in
            guard let json = JSONValue(parsing: Array(line.utf8)), let time = json["ms"]?.integer else {
                throw Malformed(file: name)
            }
            let kind = json["kind"]?.string ?? ""
            return Line(kind: kind, time: PanelTime(millisecondsSince1970: time), json: json)
        }
    }

    /// Every trace, by name; they are read once.
    public static func all() throws -> [Trace] { try everything.get() }

    private static let everything = Result {
        try FileManager.default.contentsOfDirectory(atPath: folder().path)
            .filter { $0.hasSuffix(".jsonl") }.sorted().map { try Trace(String($0.dropLast(6))) }
    }

    /// A plain answer of Wings, or the activity log at the end of all traces.
    public static func answer(_ file: String) throws -> JSONValue {
        guard let answer = JSONValue(parsing: try bytes(of: file)) else { throw Malformed(file: file) }
        return answer
    }

    /// A file beside the traces, or a trace itself, as it is.
    public static func bytes(of file: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: folder().appending(path: file)))
    }

    private static func folder() throws -> URL {
        guard let fixtures = Bundle.module.url(forResource: "Fixtures", withExtension: nil) else {
            throw Malformed(file: "Fixtures")
        }
        return fixtures.appending(path: "wings")
    }
}
