/// What a tenant may call a server.
enum HostileLabels {
    static let values = [
        #"quotes " and "" and \""#, #"backslashes \ \\ \n \"#, "line\nfeeds\n\n", "carriage\rreturns\r\n", "tabs\t",
        "🦖🦖 \u{1F469}\u{200D}\u{1F4BB}", "e\u{301}", "nul \u{0} and \u{1} and \u{7F}", " blanks ", "{}=,#", "# EOF",
        "\n# EOF\n", "\u{85}\u{2028}\u{2029}\u{FEFF}",
        String(decoding: [0x61, 0xFF, 0xED, 0xA0, 0x80, 0x62], as: UTF8.self),
        String(repeating: "\\\"\n🦖", count: 1_500), String(repeating: "x", count: 10_000),
    ]
}
