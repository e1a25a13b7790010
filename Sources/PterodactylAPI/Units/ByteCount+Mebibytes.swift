extension ByteCount {
    /// A number of MiB (1024² bytes), the unit of the panel's settings.
    public static func mebibytes(_ number: Int64) -> ByteCount { ByteCount(mebibytes: number) }

    /// A number of GiB (1024³ bytes).
    public static func gibibytes(_ number: Int64) -> ByteCount {
        let (mebibytes, isOverflow) = number.multipliedReportingOverflow(by: 1024)
        return ByteCount(mebibytes: isOverflow ? .max : mebibytes)
    }

    /// The whole MiB in it: what is offered, to the panel, which knows no smaller unit.
    var wholeMebibytes: Int64 { bytes / (1024 * 1024) }

    /// The MiB that it fits into: what is wanted, to the panel.
    var mebibytesRoundedUp: Int64 { wholeMebibytes + (bytes % (1024 * 1024) > 0 ? 1 : 0) }
}
