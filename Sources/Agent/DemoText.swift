import PanelSimulator

/// What the demo prints before it runs.
enum DemoText {
    static func greeting(address: String, simulator: SimulatorReadiness) -> String {
        """
        Pterowatch demo: an agent and a simulated panel with five servers, on this machine only.

          metrics        http://\(address)/metrics
          crash one      curl -X POST \(simulator.controlURL)/servers/Survival/crash -d '{"times":2}'
          see them       curl \(simulator.controlURL)/servers

        Its clockwork goes ten times faster than a real panel's. Ctrl-C ends it.
        """
    }
}
