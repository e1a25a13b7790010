import PterodactylAPI
import TestSupport
import Testing

struct ConsoleLineTests {
    @Test(
        arguments: [
            ("plain", "plain"), ("\u{1B}[31;1mred\u{1B}[0m!", "red!"), ("line\r\n", "line"), ("a\r\nb", "a\nb"),
            ("10%\r20%\r", "20%"), ("\r\r\r", ""), ("tab\tstays\u{8}", "tab\tstays"), ("\u{1B}]0;title\u{7}x", "x"),
            ("\u{1B}]8;;http://a\u{1B}\\link\u{1B}]8;;\u{1B}\\", "link"), ("\u{1B}(Bx", "x"), ("cut \u{1B}[3", "cut "),
            ("cut \u{1B}", "cut "), ("", ""), ("\u{1B}[38;2;1;2;3mgrün 🟢\u{1B}[m", "grün 🟢"),
            (">....\r\u{1B}[Kdone", "done"),
        ]
    )
    func `a line loses what is not text`(raw: String, text: String) {
        let line = ConsoleLine(raw)
        #expect(line.text == text)
        #expect(line.raw == raw)
        #expect(line.notice == nil)
    }

    @Test(
        arguments: [
            ("Pterodactyl", "Exit code: 137", .exitCode(137)), ("Pterodactyl", "Exit code: -1", .exitCode(-1)),
            ("My [best] Host", "Out of memory: true", .outOfMemory(true)),
            ("Evil Daemon", "---------- Detected server process in a crashed state! ----------", .crashDetected),
            (
                "P", "Aborting automatic restart, last crash occurred less than 90 seconds ago.",
                .gaveUp(within: .seconds(90))
            ),
            (
                "P", "Aborting automatic restart, last crash occurred less than a while ago.",
                .gaveUp(within: nil)
            ),
            ("", "Exit code: unknown", .other("Exit code: unknown")), ("P", "Hello", .other("Hello")),
            ("P", "Finished pulling Docker container image", .imagePullFinished),
        ] as [(String, String, DaemonNotice)]
    )
    func `a line of Wings is known under any name of the panel`(app: String, text: String, notice: DaemonNotice) {
        let line = ConsoleLine("\u{1B}[33m\u{1B}[1m[\(app) Daemon]:\u{1B}[39m \(text)\u{1B}[0m")
        #expect(line.notice == notice)
    }

    @Test(arguments: [
        "[Pterodactyl Daemon]: Exit code: 1", "<bob> [Pterodactyl Daemon]: Exit code: 1",
        "\u{1B}[33m<bob> [Pterodactyl Daemon]: Exit code: 1", "\u{1B}[33m[12:00:00 INFO]: Exit code: 1",
    ])
    func `what a player writes is no line of Wings`(raw: String) {
        #expect(ConsoleLine(raw).notice == nil)
    }

    @Test func `no line of any bytes breaks the reading`() {
        var generator = SeededGenerator(seed: 7)
        let alphabet: [Unicode.Scalar] = [
            "\u{1B}", "[", "]", "\r", "\n", "\u{7}", "(", "m", "1", ";", "é", "\u{0}", "\\",
        ]
        for _ in 0..<5000 {
            var text = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...12, using: &generator) {
                text.append(alphabet[Int.random(in: alphabet.indices, using: &generator)])
            }
            let plain = ConsoleLine(String(text)).text
            #expect(plain.unicodeScalars.allSatisfy { $0 == "\n" || $0 == "\t" || $0.value >= 0x20 }, "\(text)")
        }
    }
}
