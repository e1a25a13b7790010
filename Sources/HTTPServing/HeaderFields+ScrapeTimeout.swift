extension HeaderFields {
    /// How much of the time is left for the way, so that the answer is there before Prometheus gives up.
    private static let margin = Duration.milliseconds(100)

    /// How long a scraping Prometheus waits (`X-Prometheus-Scrape-Timeout-Seconds`), without a moment for the way; nil
    /// where it does not say so, or nothing that can be meant.
    package var scrapeTimeout: Duration? {
        guard let text = self["X-Prometheus-Scrape-Timeout-Seconds"], let seconds = Double(text), seconds > 0,
            seconds < 1_000_000
        else { return nil }
        let timeout = Duration.seconds(seconds)
        return max(timeout - Self.margin, timeout / 2)
    }
}
