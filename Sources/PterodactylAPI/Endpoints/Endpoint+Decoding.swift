extension Endpoint {
    /// An endpoint whose answer is a JSON document.
    static func document(
        _ call: APICall,
        _ read: @escaping @Sendable (JSONReader) throws(PanelError) -> Answer
    ) -> Endpoint {
        Endpoint(call) { (response) throws(PanelError) in try read(JSONReader(response)) }
    }

    /// An endpoint whose answer is one object in its envelope.
    static func item(_ call: APICall) -> Endpoint where Answer: PanelObject {
        document(call) { (document) throws(PanelError) in try document.item() }
    }

    /// An endpoint whose answer is one page of a list.
    static func page<Item: PanelObject>(_ call: APICall) -> Endpoint where Answer == Page<Item> {
        document(call) { (document) throws(PanelError) in try Page(document) }
    }

    /// An endpoint whose answer is a list without pages.
    static func list<Item: PanelObject>(_ call: APICall) -> Endpoint where Answer == [Item] {
        document(call) { (document) throws(PanelError) in try document.list() }
    }
}

extension Endpoint<Accepted> {
    /// An endpoint whose answer is empty (204), or an empty list (202).
    ///
    /// A page in HTML with status 200 comes from something in between and is no acceptance.
    static func accepted(_ call: APICall) -> Endpoint {
        Endpoint(call) { (response) throws(PanelError) in
            if response.isHTML {
                throw .unexpectedBody(status: response.status, detail: response.htmlSummary)
            }
            return Accepted()
        }
    }
}

extension JSONReader {
    /// Starts at the root of an answer's document.
    ///
    /// - Throws: `unexpectedBody` for HTML, `undecodable` for what is no JSON.
    init(_ response: HTTPResponse) throws(PanelError) {
        if response.isHTML {
            throw .unexpectedBody(status: response.status, detail: response.htmlSummary)
        }
        do {
            self.init(try JSONParser.parse(response.body))
        } catch {
            throw .undecodable(
                path: "$",
                detail: "not JSON at byte \(error.offset) of \(response.body.count): \(error.message)"
            )
        }
    }
}
