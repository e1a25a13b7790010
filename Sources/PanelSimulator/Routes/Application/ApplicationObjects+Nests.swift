import Telemetry

extension ApplicationObjects {
    /// When the panel was installed, and its eggs with it.
    private var installedAt: Timestamp { world.epoch - .seconds(400 * 86_400) }

    /// A nest.
    func nest(_ nest: SimulatedNest, including includes: IncludeTree = .none) -> JSON {
        let attributes: [(String, JSON)] = [
            ("id", .int(nest.id)), ("uuid", .string(nest.uuid)), ("author", .string("support@pterodactyl.io")),
            ("name", .string(nest.name)), ("description", .string(nest.description)),
            ("created_at", .string(installedAt.iso)), ("updated_at", .string(installedAt.iso)),
        ]
        let names: [(String, ApplicationResource)] = [("eggs", .eggs), ("servers", .servers)]
        return item("nest", attributes, including: names, includes) { name, below in
            name == "eggs"
                ? .list(EggCatalogue.eggs.filter { $0.nest == nest.id }.map { egg($0, including: below) })
                : servers(below) { EggCatalogue.egg($0.egg).nest == nest.id }
        }
    }

    /// An egg; `config` and `script` are of the egg that it inherits from, and none of these does.
    func egg(_ egg: SimulatedEgg, including includes: IncludeTree = .none) -> JSON {
        let configuration = JSON.object([
            ("files", .object([])), ("startup", .object([("done", .string(")! For help, type "))])),
            ("stop", .string(egg.stopCommand)), ("logs", .object([])), ("file_denylist", .object([])),
            ("extends", .null),
        ])
        let script = JSON.object([
            ("privileged", .bool(true)), ("install", .string("#!/bin/sh\necho installed")), ("entry", .string("ash")),
            ("container", .string("ghcr.io/pterodactyl/installers:alpine")), ("extends", .null),
        ])
        let attributes: [(String, JSON)] = [
            ("id", .int(egg.id)), ("uuid", .string(egg.uuid)), ("name", .string(egg.name)), ("nest", .int(egg.nest)),
            ("author", .string("support@pterodactyl.io")), ("description", .string(egg.name + ".")),
            ("docker_image", .string(egg.image)), ("docker_images", .object([("Default", .string(egg.image))])),
            ("config", configuration), ("startup", .string(egg.startup)), ("script", script),
            ("created_at", .string(installedAt.iso)), ("updated_at", .string(installedAt.iso)),
        ]
        let names: [(String, ApplicationResource)] = [
            ("nest", .nests), ("servers", .servers), ("config", .eggs), ("script", .eggs), ("variables", .eggs),
        ]
        return item("egg", attributes, including: names, includes) { name, below in
            switch name {
            case "nest": EggCatalogue.nests.first { $0.id == egg.nest }.map { nest($0, including: below) }
            case "servers": servers(below) { $0.egg == egg.id }
            case "variables": .list(egg.variables.map { variable($0, of: egg) })
            default: nil
            }
        }
    }

    /// A variable of an egg.
    func variable(_ variable: SimulatedEgg.Variable, of egg: SimulatedEgg) -> JSON {
        .item("egg_variable", columns(of: variable, egg))
    }

    /// A variable of a server: the same columns and the server's own value, null for the egg's.
    func variable(_ variable: SimulatedEgg.Variable, of egg: SimulatedEgg, value: String?) -> JSON {
        .item("server_variable", columns(of: variable, egg) + [("server_value", .text(value))])
    }

    private func columns(of variable: SimulatedEgg.Variable, _ egg: SimulatedEgg) -> [(String, JSON)] {
        let time = JSON.string(CivilTime(installedAt).isoMicroseconds)
        return [
            ("id", .int(variable.id)), ("egg_id", .int(egg.id)), ("name", .string(variable.name)),
            ("description", .string(variable.name + ".")), ("env_variable", .string(variable.environment)),
            ("default_value", .string(variable.value)), ("user_viewable", .bool(variable.isVisible)),
            ("user_editable", .bool(variable.isVisible)), ("rules", .string(variable.rules)),
            ("created_at", time), ("updated_at", time),
        ]
    }
}
