import Settings

/// The page at `/`: what this is, its version, and where to go.
enum LandingPage {
    static func html(telemetryPath: String) -> String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><title>Pterowatch</title></head>
        <body>
        <h1>Pterowatch</h1>
        <p>Monitoring exporter and alerting agent for game servers on a Pterodactyl panel. \
        Version \(Build.version).</p>
        <ul>
        <li><a href="\(escaped(telemetryPath))">Metrics</a></li>
        <li><a href="/-/healthy">Health</a></li>
        <li><a href="/-/ready">Readiness</a></li>
        </ul>
        </body>
        </html>

        """
    }

    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.append(character)
            }
        }
    }
}
