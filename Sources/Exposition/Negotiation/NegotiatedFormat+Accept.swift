extension NegotiatedFormat {
    /// What to answer a scraper that sent this header `Accept`; never a refusal.
    ///
    /// The rules are those of prometheus/common (`expfmt.NegotiateIncludingOpenMetrics`): entries by falling `q`, the
    /// first that names a form and a version of ours wins; an unknown version, form or `*/*` is passed over; without
    /// a match it is text 0.0.4. No version means OpenMetrics 0.0.1 or text 0.0.4. `q=0` is no refusal there, and none
    /// here.
    ///
    /// The answer repeats the last `escaping` that was read until then and is known, else it says `underscores`. None
    /// of those changes our names, which are all of the old kind; `dots`, which would, counts as unknown.
    ///
    /// - Parameter header: several lines of it joined by commas; nil when there was none.
    public init(accept header: String?) {
        var escaping = "underscores"
        for item in WeightedItem.sorted(header ?? "") {
            if let wish = item.parameters["escaping"], Self.escapings.contains(wish) { escaping = wish }
            if let form = Self.form(of: item) {
                self.init(format: form.format, contentType: "\(form.type); escaping=\(escaping)")
                return
            }
        }
        self.init(format: .text, contentType: "\(Self.text); escaping=\(escaping)")
    }

    private static let escapings: Set = ["allow-utf-8", "underscores", "values"]
    private static let text = "text/plain; version=0.0.4; charset=utf-8"
    private static let messages = "io.prometheus.client.MetricFamily"

    private static func form(of item: WeightedItem) -> (format: ScrapeFormat, type: String)? {
        let type = item.value.split(separator: "/", omittingEmptySubsequences: false).map { part in
            String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
        let version = item.parameters["version"] ?? ""
        switch (type.joined(separator: "/"), version) {
        case ("text/plain", ""), ("text/plain", "0.0.4"):
            return (.text, text)
        case ("text/plain", "1.0.0"):
            return (.text, "text/plain; version=1.0.0; charset=utf-8")
        case ("application/openmetrics-text", "1.0.0"):
            return (.openMetrics, "application/openmetrics-text; version=1.0.0; charset=utf-8")
        case ("application/openmetrics-text", ""), ("application/openmetrics-text", "0.0.1"):
            return (.openMetrics, "application/openmetrics-text; version=0.0.1; charset=utf-8")
        case ("application/vnd.google.protobuf", _)
        where item.parameters["proto"] == messages && item.parameters["encoding"] == "delimited":
            return (.protobuf, "application/vnd.google.protobuf; proto=\(messages); encoding=delimited")
        default:
            return nil
        }
    }
}
