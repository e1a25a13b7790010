/// A JSON value together with its place in the document, so that an error can name what was not as expected.
///
/// A missing key and `null` are the same. What has a sensible default takes it at the call; what identifies a thing
/// is required.
struct JSONReader {
    /// One step of a path.
    enum Step: Sendable, Equatable {
        case key(String)
        case index(Int)
    }

    /// The value here.
    let value: JSONValue
    private let steps: [Step]

    /// Starts at the root of a document.
    init(_ value: JSONValue) {
        self.value = value
        self.steps = []
    }

    private init(_ value: JSONValue, _ steps: [Step]) {
        self.value = value
        self.steps = steps
    }

    /// The place as a JSON path, such as `$.data[3].attributes.uuid`.
    var path: String {
        steps.reduce(into: "$") { text, step in
            switch step {
            case .key(let key): text += "." + key
            case .index(let index): text += "[\(index)]"
            }
        }
    }

    /// The member of that name; a `null` one when it is missing.
    subscript(_ key: String) -> JSONReader { JSONReader(value[key] ?? .null, steps + [.key(key)]) }

    /// Whether nothing is here.
    var isNull: Bool { value.isNull }

    /// The error that says what was expected and what was found here.
    func mismatch(_ expected: String) -> PanelError {
        .undecodable(path: path, detail: "expected \(expected), found \(isNull ? "nothing" : value.kind)")
    }

    // MARK: - Required

    /// The text here.
    func string() throws(PanelError) -> String {
        guard let text = value.string else { throw mismatch("a string") }
        return text
    }

    /// The whole number here.
    func int64() throws(PanelError) -> Int64 {
        guard let number = value.integer else { throw mismatch("a whole number") }
        return number
    }

    /// The whole number here.
    func int() throws(PanelError) -> Int { Int(try int64()) }

    /// The number here.
    func double() throws(PanelError) -> Double {
        guard let number = value.double else { throw mismatch("a number") }
        return number
    }

    // MARK: - Optional: nil when nothing is here, an error when something else is

    /// The text here, if any.
    func stringIfAny() throws(PanelError) -> String? { isNull ? nil : try string() }

    /// The whole number here, if any.
    func intIfAny() throws(PanelError) -> Int? { isNull ? nil : try int() }

    /// The whole number here, if any.
    func int64IfAny() throws(PanelError) -> Int64? { isNull ? nil : try int64() }

    /// The number here, if any.
    func doubleIfAny() throws(PanelError) -> Double? { isNull ? nil : try double() }

    /// The truth value here, if any.
    func boolIfAny() throws(PanelError) -> Bool? {
        if isNull { return nil }
        guard let truth = value.bool else { throw mismatch("a boolean") }
        return truth
    }

    /// The count of bytes here: nil when there is none, when it is negative, or when it is beyond 64 bits.
    ///
    /// The panel passes on unchecked what a node says (recorded: a disk of -1).
    func byteCountIfAny() throws(PanelError) -> ByteCount? {
        if isNull { return nil }
        guard value.double != nil else { throw mismatch("a number of bytes") }
        guard let bytes = value.integer, bytes >= 0 else { return nil }
        return ByteCount(bytes)
    }

    /// The time here, if any.
    func timeIfAny() throws(PanelError) -> PanelTime? {
        guard let text = try stringIfAny() else { return nil }
        guard let time = PanelTime(parsing: text) else { throw mismatch("a time such as 2024-10-24T17:30:24+00:00") }
        return time
    }

    /// The texts here; empty when there are none, and without what is no text.
    func strings() throws(PanelError) -> [String] { try elements().compactMap(\.value.string) }

    /// The elements here; empty when there are none.
    func elements() throws(PanelError) -> [JSONReader] {
        if isNull { return [] }
        guard let array = value.array else { throw mismatch("an array") }
        return array.enumerated().map { JSONReader($1, steps + [.index($0)]) }
    }
}
