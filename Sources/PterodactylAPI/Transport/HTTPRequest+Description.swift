// A request holds a key in its headers, and may hold a password in its body: what is printed of it shows neither.

extension HTTPRequest: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Method, URL and size: `POST https://panel.example.com/api/client/account/email (57 bytes)`.
    public var description: String { "\(method.rawValue) \(url)" + (body.isEmpty ? "" : " (\(body.count) bytes)") }
    /// The same as the description.
    public var debugDescription: String { description }
    /// Shows nothing of what is inside.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension APICall.Body: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Kind and size: `json, 57 bytes`.
    public var description: String {
        switch self {
        case .json(let bytes): "json, \(bytes.count) bytes"
        case .text(let bytes): "text, \(bytes.count) bytes"
        }
    }
    /// The same as the description.
    public var debugDescription: String { description }
    /// Shows nothing of what is inside.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
