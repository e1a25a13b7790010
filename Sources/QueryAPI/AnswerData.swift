/// What an answer tells, and whether the request's `limit` cut it.
struct AnswerData {
    let json: JSONWriter
    let isTruncated: Bool

    init(_ json: JSONWriter, isTruncated: Bool = false) {
        self.json = json
        self.isTruncated = isTruncated
    }
}
