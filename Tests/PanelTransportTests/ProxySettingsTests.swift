import PanelTransport
import Testing

struct ProxySettingsTests {
    @Test(arguments: [
        ("http://panel.org/x", "plain:3128"), ("https://panel.org", "secure:80"), ("https://skip.org", nil),
        ("https://a.skip.org:8443/", nil), ("https://notskip.org", "secure:80"), ("http://10.0.0.1", nil),
        ("http://other.org:81", "plain:3128"), ("http://other.org:82", nil), ("http://[::1]:80/", nil),
        ("panel.org", nil),
    ])
    func `each URL has its proxy`(url: String, expected: String?) throws {
        let settings = try ProxySettings(environment: [
            "http_proxy": "http://plain:3128/", "HTTPS_PROXY": "secure", "HTTP_PROXY": "http://evil:1",
            "no_proxy": ".skip.org, 10.0.0.1,other.org:82 [::1]",
        ])
        #expect(settings.proxy(for: url).map { "\($0.host):\($0.port)" } == expected)
    }

    @Test func `a star means none at all, an empty value is none`() throws {
        let star = try ProxySettings(environment: ["https_proxy": "http://p:1", "NO_PROXY": "*"])
        #expect(star.proxy(for: "https://x") == nil)
        let empty = try ProxySettings(environment: ["https_proxy": ""])
        #expect(empty == ProxySettings.none)
    }

    @Test(arguments: ["socks5://p:1", "http://p:0", "http://p:x", "http://", "http://me:pw@p:1", "http://p/x"])
    func `a value that is no proxy is refused without showing it`(value: String) {
        let error = #expect(throws: ProxySettings.ParseError.self) {
            try ProxySettings(environment: ["https_proxy": value])
        }
        #expect(error?.description.hasPrefix("https_proxy: ") == true)
        #expect(error?.description.contains("pw") == false)
    }
}
