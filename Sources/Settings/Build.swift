/// Which build this is.
public enum Build {
    /// The product's version.
    public static let version = "0.1.0"

    /// The compiler's version, as far as the language can tell.
    public static var swiftVersion: String {
        #if compiler(>=6.4)
        "6.4 or newer"
        #elseif compiler(>=6.3)
        "6.3"
        #else
        "6.2"
        #endif
    }

    /// The system and processor, as in `linux/x86_64`.
    public static var platform: String {
        #if arch(x86_64)
        "linux/x86_64"
        #elseif arch(arm64)
        "linux/arm64"
        #else
        "linux/other"
        #endif
    }

    /// `release` or `debug`.
    public static var configuration: String {
        #if DEBUG
        "debug"
        #else
        "release"
        #endif
    }

    /// What `pterowatch version` prints: the form of the Prometheus exporters.
    public static var text: String {
        """
        pterowatch, version \(version) (build: \(configuration))
          swift version:    \(swiftVersion)
          platform:         \(platform)
        """
    }
}
