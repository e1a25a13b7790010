/// How often the collectors ask when nothing else is said.
public enum DefaultInterval {
    /// Which servers there are, and what they may use.
    public static let inventory = Duration.seconds(60)
    /// State and use of each server: not asked for more often than the panel renews it.
    public static let servers = IncidentTiming.realCacheAge
    /// Capacity of the nodes.
    public static let nodes = Duration.seconds(60)
    /// The backup list of each server: it costs one request a server, and backups are made once in hours.
    public static let backups = Duration.seconds(3_600)
}
