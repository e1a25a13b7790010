/// A line of a server's console.
public struct ConsoleLine: Sendable, Hashable {
    /// The line as it came: with colours, at most 64 KiB, possibly with `\r\n` inside.
    public var raw: String
    /// The line without colours and control characters.
    public var text: String
    /// What Wings itself says with it; nil for the game's own lines.
    public var notice: DaemonNotice?

    /// Reads a line.
    public init(_ raw: String) {
        self.raw = raw
        self.text = PlainText.strip(raw)
        self.notice = raw.utf8.first == 0x1B ? DaemonNotice(plainLine: self.text) : nil
    }
}
