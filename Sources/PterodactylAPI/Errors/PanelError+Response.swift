extension PanelError {
    /// The error that an answer stands for; nil for a success.
    init?(_ response: HTTPResponse, to call: APICall) {
        guard !(200..<300).contains(response.status) else { return nil }
        self = .panelUnavailable(status: response.status, detail: "")
    }
}
