import Foundation
import Testing

/// A recorded answer of a real panel.
struct Recording {
    let status: Int
    let headers: [String: String]
    let body: JSONValue
    /// The body of an answer that is not JSON.
    let text: String

    init(_ name: String) throws {
        let url = try #require(Bundle.module.url(forResource: "Fixtures/\(name)", withExtension: "json"))
        let response = JSONValue(try Data(contentsOf: url))["response"]
        status = Int(response["status"].number)
        var headers: [String: String] = [:]
        for name in response["headers"].keys { headers[name.lowercased()] = response["headers"][name].text }
        self.headers = headers
        body = response["body"]
        text = response["body"].text
    }
}

/// Compares the shape of two JSON values: the keys and types, not the values.
enum Shape {
    /// Members whose keys are data, not shape.
    static let free: Set<String> = [
        "environment", "docker_images", "properties", "startup", "links", "file_denylist", "files", "logs",
    ]

    /// What differs; empty when nothing does.
    ///
    /// Null goes with every type.
    static func differences(_ ours: JSONValue, _ theirs: JSONValue, at path: String = "$") -> [String] {
        switch (ours, theirs) {
        case (.null, .missing), (.missing, .null), (.missing, _), (_, .missing):
            return ["\(path): \(ours.kind) for \(theirs.kind)"]
        case (.null, _), (_, .null): return []
        case (.object(let ours), .object(let theirs)):
            let missing = Set(theirs.keys).subtracting(ours.keys).sorted().map { "\(path).\($0) is missing" }
            let extra = Set(ours.keys).subtracting(theirs.keys).sorted().map { "\(path).\($0) is not the panel's" }
            let inner = ours.sorted { $0.key < $1.key }.flatMap { key, value -> [String] in
                guard let other = theirs[key] else { return [] }
                if free.contains(key) { return value.kind == other.kind ? [] : ["\(path).\(key): \(value.kind)"] }
                return differences(value, other, at: "\(path).\(key)")
            }
            return missing + extra + inner
        case (.array(let ours), .array(let theirs)):
            guard let model = theirs.first else { return [] }
            return ours.enumerated().flatMap { differences($1, model, at: "\(path)[\($0)]") }
        default: return ours.kind == theirs.kind ? [] : ["\(path): \(ours.kind) for \(theirs.kind)"]
        }
    }
}
