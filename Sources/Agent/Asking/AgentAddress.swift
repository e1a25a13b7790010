/// Where an agent is asked.
public enum AgentAddress {
    /// Where it listens unless told otherwise.
    public static let standard = "http://127.0.0.1:9531"
}
