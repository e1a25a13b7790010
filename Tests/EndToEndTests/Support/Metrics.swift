/// A metrics page as a test asks it.
struct Metrics {
    struct Sample {
        let name: String
        let labels: [String: String]
        let value: Double
    }

    let samples: [Sample]

    init(samples: [Sample]) { self.samples = samples }

    /// Reads text format 0.0.4; label values of these tests hold no escapes that matter.
    init(_ page: String) {
        samples = page.split(separator: "\n").compactMap { line in
            guard let match = line.wholeMatch(of: /([a-z_]+)(?:\{(.*)\})? (\S+)/), let value = Double(match.3) else {
                return nil
            }
            let labels = (match.2 ?? "").matches(of: /([a-z_]+)="((?:[^"\\]|\\.)*)"/)
                .map { (String($0.1), String($0.2)) }
            return Sample(
                name: String(match.1),
                labels: Dictionary(labels) { first, _ in first },
                value: value
            )
        }
    }

    /// The samples of a name that carry the labels.
    func all(_ name: String, _ labels: [String: String] = [:]) -> [Sample] {
        samples.filter { sample in
            sample.name == name && labels.allSatisfy { sample.labels[$0.key] == $0.value }
        }
    }

    /// The value of the first series of a name that carries the labels.
    func value(_ name: String, _ labels: [String: String] = [:]) -> Double? { all(name, labels).first?.value }

    /// The sum over the series of a name that carry the labels.
    func sum(_ name: String, _ labels: [String: String] = [:]) -> Double {
        all(name, labels).reduce(0) { $0 + $1.value }
    }

    /// The names of the alerts that are in a state.
    func alerts(_ state: String) -> Set<String> {
        Set(all("pterowatch_alerts", ["state": state]).filter { $0.value > 0 }.compactMap { $0.labels["alertname"] })
    }

    /// How often a remediation ended so.
    func remediations(_ outcome: String) -> Double {
        sum("pterowatch_remediations_total", ["outcome": outcome])
    }

    /// What became of servers, alerts and remediations, for a failure to tell.
    var story: String {
        samples
            .filter {
                $0.name.hasPrefix("pterowatch_alerts") || $0.name.hasPrefix("pterowatch_remediation")
                    || ["pterodactyl_server_up", "pterodactyl_server_desired_up", "pterodactyl_server_crashes_total"]
                        .contains($0.name)
            }
            .filter { $0.value != 0 || $0.name == "pterodactyl_server_up" }
            .map { "\($0.name) \($0.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }) \($0.value)" }
            .joined(separator: "\n")
    }
}
