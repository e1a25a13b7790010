extension HeaderFields {
    /// What a page of ours may load: its own styles and pictures, no script, no frame around it.
    static let defaultContentPolicy =
        "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        + "frame-ancestors 'none'; base-uri 'none'; form-action 'self'"

    /// The fields with those added that keep browsers from guessing and embedding; what a handler set itself stands.
    var secured: HeaderFields {
        var secured = self
        if secured["X-Content-Type-Options"] == nil { secured.append("X-Content-Type-Options", "nosniff") }
        let isPage = secured["Content-Type"]?.lowercased().hasPrefix("text/html") ?? false
        if isPage, secured["Content-Security-Policy"] == nil {
            secured.append("Content-Security-Policy", Self.defaultContentPolicy)
        }
        return secured
    }
}
