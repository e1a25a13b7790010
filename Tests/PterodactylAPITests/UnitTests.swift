import PterodactylAPI
import Testing

struct UnitTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00+00:00", 0), ("2024-10-24T17:30:24+00:00", 1_729_791_024_000),
        ("2024-10-24T13:30:24-04:00", 1_729_791_024_000), ("2024-10-24T23:00:24+0530", 1_729_791_024_000),
        ("2024-10-24T17:30:24.000000Z", 1_729_791_024_000), ("2024-10-24T17:30:24.1239Z", 1_729_791_024_123),
        ("2024-10-24T17:30:24.5Z", 1_729_791_024_500), ("2024-02-29T00:00:00Z", 1_709_164_800_000),
        ("2000-02-29T12:00:00Z", 951_825_600_000), ("1969-12-31T23:59:59Z", -1000),
    ])
    func `every form of a time is read`(text: String, milliseconds: Int64) {
        #expect(PanelTime(parsing: text)?.millisecondsSince1970 == milliseconds)
    }

    @Test(arguments: [
        "", "2024-10-24", "2024-10-24T17:30:24", "2024-13-01T00:00:00Z", "2024-02-30T00:00:00Z",
        "2023-02-29T00:00:00Z", "2024-10-24T24:00:00Z", "2024-10-24T17:30:24.Z", "2024-10-24T17:30:24Zx",
        "2024-10-24T17:30:24+99:00", "٢٠٢٤-10-24T17:30:24Z", "24-10-24T17:30:24Z",
    ])
    func `anything else is no time`(text: String) {
        #expect(PanelTime(parsing: text) == nil)
    }

    @Test(arguments: [(0, "0 B"), (1023, "1023 B"), (1024, "1.0 KiB"), (1_610_612_736, "1.5 GiB")])
    func `bytes are shown in the largest unit`(bytes: Int64, text: String) {
        #expect(ByteCount(bytes).description == text)
    }

    @Test func `limits know what unlimited is`() {
        #expect(MebiByteLimit(panel: 0) == .unlimited)
        #expect(MebiByteLimit(panel: 2).byteCount == 2_097_152)
        #expect(SwapLimit(panel: 0).byteCount == 0)
        #expect(SwapLimit(panel: -1) == .unlimited)
        #expect(PercentLimit(panel: 0).cores == nil)
        #expect(PercentLimit(panel: 250).cores == 2.5)
        #expect(ByteCount(mebibytes: .max).bytes == .max)
        #expect(ByteCount(-5) == 0)
    }
}
