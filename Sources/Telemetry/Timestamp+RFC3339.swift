extension Timestamp {
    /// Reads a time as RFC 3339 writes it: `2026-11-26T07:00:00.5+01:00`; nil for anything else.
    ///
    /// What is finer than a millisecond is rounded.
    package init?(rfc3339 text: String) {
        guard
            let match = text.wholeMatch(
                of: /(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(\.\d+)?(?:[Zz]|([+-])(\d\d):(\d\d))/
            ), let year = Int(match.1), let month = Int(match.2), let day = Int(match.3),
            let hour = Int(match.4), let minute = Int(match.5), let second = Int(match.6),
            (1...12).contains(month), (1...CivilDate.days(ofMonth: month, in: year)).contains(day), hour < 24,
            minute < 60, second < 60
        else { return nil }
        let sign = match.8 == "-" ? -1 : 1
        let zone = sign * ((match.9.flatMap { Int($0) } ?? 0) * 60 + (match.10.flatMap { Int($0) } ?? 0))
        let fraction = match.7.flatMap { Double("0" + $0) } ?? 0
        let minutes = (CivilDate.days(year: year, month: month, day: day) * 24 + hour) * 60 + minute - zone
        self.init(
            millisecondsSince1970: Int64(minutes * 60 + second) * 1_000 + Int64((fraction * 1_000).rounded())
        )
    }
}
