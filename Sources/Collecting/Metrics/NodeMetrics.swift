import PterodactylAPI
import Telemetry

/// Writes the families of one node: what the application API tells of it, and the sums over its servers.
struct NodeMetrics {
    let panel: String
    let name: String
    /// Nil for a key without the right to read nodes.
    let record: Node?
    let location: String?
    /// What its Wings told of its machine; nil when it was not asked.
    let system: WingsSystem?
    /// Nil when they were not counted, or too long ago.
    let allocations: AllocationCounts?
    /// Whether it could be reached, by source; nil when that was never tried.
    let isUp: [ObservationSource: Bool?]
    let servers: [ServerRecord]
    /// What its servers use, as far as that is known now.
    let used: [Utilization]

    func write(into draft: inout SnapshotDraft) {
        let labels: LabelSet = ["panel": panel, "node": name]
        for (source, isUp) in isUp.sorted(by: { $0.key < $1.key }) {
            draft.set(PanelFamilies.nodeUp, labels.setting("source", to: source.rawValue), isUp.map { $0 ? 1 : 0 })
        }
        if let record { write(record, into: &draft, labels) }
        if let allocations {
            let assigned = labels.setting("assigned", to: "true")
            draft.set(PanelFamilies.nodeAllocations, assigned, Double(allocations.assigned))
            let unassigned = labels.setting("assigned", to: "false")
            draft.set(PanelFamilies.nodeAllocations, unassigned, Double(allocations.unassigned))
        }
        writeSums(into: &draft, labels)
    }

    private func write(_ record: Node, into draft: inout SnapshotDraft, _ labels: LabelSet) {
        let info: LabelSet = [
            "node_id": record.id.description, "uuid": record.uuid, "fqdn": record.fqdn, "location": location ?? "",
            "public": record.isPublic ? "true" : "false", "wings_version": system?.version ?? "",
            "os": system?.systemName ?? system?.systemKind ?? "", "kernel": system?.kernelVersion ?? "",
            "architecture": system?.architecture ?? "",
        ]
        draft.set(PanelFamilies.nodeInfo, labels.merging(info), 1)
        draft.set(PanelFamilies.nodeMaintenance, labels, record.isUnderMaintenance ? 1 : 0)
        draft.set(PanelFamilies.nodeThreads, labels, system.map { Double($0.processorThreads) })
        draft.set(PanelFamilies.nodeMemory, labels, record.memory.value)
        draft.set(PanelFamilies.nodeMemoryAllocatable, labels, record.allocatableMemory?.value)
        draft.set(PanelFamilies.nodeMemoryAllocated, labels, record.allocatedMemory.value)
        draft.set(PanelFamilies.nodeDisk, labels, record.disk.value)
        draft.set(PanelFamilies.nodeDiskAllocatable, labels, record.allocatableDisk?.value)
        draft.set(PanelFamilies.nodeDiskAllocated, labels, record.allocatedDisk.value)
    }

    private func writeSums(into draft: inout SnapshotDraft, _ labels: LabelSet) {
        if !used.isEmpty {
            draft.set(PanelFamilies.nodeMemoryUsage, labels, used.compactMap(\.memoryBytes).reduce(0, +))
            draft.set(PanelFamilies.nodeDiskUsage, labels, used.compactMap(\.diskBytes).reduce(0, +))
            draft.set(PanelFamilies.nodeCPUUsage, labels, used.compactMap(\.cpuCores).reduce(0, +))
        }
        for state in ["running", "starting", "stopping", "offline", "unknown"] {
            let count = servers.count { ServerRecord.stateWord($0.tracker.state) == state }
            draft.set(PanelFamilies.nodeServers, labels.setting("state", to: state), Double(count))
        }
        let unlimited = [
            "cpu": servers.count { $0.server.limits.cpu == .unlimited },
            "memory": servers.count { $0.server.limits.memory == .unlimited },
            "disk": servers.count { $0.server.limits.disk == .unlimited },
        ]
        for (resource, count) in unlimited.sorted(by: { $0.key < $1.key }) {
            draft.set(PanelFamilies.nodeServersUnlimited, labels.setting("resource", to: resource), Double(count))
        }
    }
}
