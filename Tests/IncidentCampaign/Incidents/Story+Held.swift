import PanelSimulator
import PterodactylAPI
import TestSupport

/// What the panel, the disk, the owner or the operator forbids.
extension Story {
    func heldScenes(_ random: inout SeededGenerator) -> [Scene] {
        let length = 60 + Double(random.next() % 300)
        switch kind {
        case .suspension: return [Scene(0, .suspend(first))]
        case .suspensionAndBack: return [Scene(0, .suspend(first)), Scene(length, .unsuspend(first))]
        case .reinstall: return [Scene(0, .setStatus(first, "installing")), Scene(length, .setStatus(first, nil))]
        case .failedReinstall:
            return [Scene(0, .setStatus(first, "installing")), Scene(length, .setStatus(first, "install_failed"))]
        case .restore: return [Scene(0, .restore(first))]
        case .transfer:
            // Wings stops it first.
            return [
                Scene(0, .setTransferring(first, true)), Scene(1, .setState(first, .stopping)),
                Scene(4, .setState(first, .offline)), Scene(length + 60, .setTransferring(first, false)),
            ]
        case .unknownStatus: return [Scene(0, .setStatus(first, "hibernating"))]
        case .diskFull: return [Scene(0, .fillDisk(first, percent: 115))]
        case .diskFreed: return [Scene(0, .fillDisk(first, percent: 115)), Scene(300 + length, .freeDisk(first))]
        case .deletion: return [twice(), Scene(length / 3, .deleteServer(first))]
        case .hungStart:
            return [
                Scene(-1, .setHangs(first, ignoresStop: false, hangsInStarting: true)),
                Scene(0, .restart(first, via: .api)),
            ]
        case .hungStop:
            return [
                Scene(-1, .setHangs(first, ignoresStop: true, hangsInStarting: false)),
                Scene(0, .stop(first, via: .console)),
            ]
        case .unknownToWings: return [Scene(0, .setKnownToWings(first, false))]
        case .ownerOff: return [Scene(-580, .setVariable(first, "PTEROWATCH", "off")), twice()]
        case .ownerObserves: return [Scene(-580, .setVariable(first, "PTEROWATCH", "observe")), twice()]
        case .stopSwitch: return [Scene(-5, .stopSwitch(true)), twice(), Scene(240 + length, .stopSwitch(false))]
        case .silence: return [Scene(-5, .silence(true)), twice(), Scene(240 + length, .silence(false))]
        case .maintenanceWindow, .notCovered: return [twice()]
        // The one that waits, and the one that is waited for, which Wings cannot start at once.
        case .dependency:
            return [twice(0, of: servers[0].identifier), twice(1, of: servers[1].identifier)]
        case .brokenLedger:
            return [Scene(-5, .ledger(isBroken: true)), twice(), Scene(240 + length / 2, .ledger(isBroken: false))]
        default: return []
        }
    }
}
