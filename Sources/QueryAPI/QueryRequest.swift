/// A request to the query interface: what stands behind `/api/v1/`, and its parameters.
public struct QueryRequest: Sendable, Equatable {
    /// The path behind `/api/v1/`, such as `query` or `label/job/values`.
    public let path: String
    /// The parameters of URL and form, in order; a name may occur more than once.
    public let parameters: [(name: String, value: String)]

    /// Makes a request.
    public init(_ path: String, _ parameters: [(name: String, value: String)] = []) {
        self.path = path
        self.parameters = parameters
    }

    /// Whether both ask the same.
    public static func == (lhs: QueryRequest, rhs: QueryRequest) -> Bool {
        lhs.path == rhs.path && lhs.parameters.elementsEqual(rhs.parameters, by: ==)
    }

    /// The first value of a parameter; nil when it is not given or empty.
    func first(_ name: String) -> String? {
        parameters.first { $0.name == name && !$0.value.isEmpty }?.value
    }

    /// All values of a parameter.
    func all(_ name: String) -> [String] { parameters.filter { $0.name == name }.map(\.value) }
}
