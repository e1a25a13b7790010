/// What the control API understands, as `pterowatch simulate --help` and `GET /simulator` show it.
public enum ControlHelp {
    /// The text, at most 100 columns wide.
    public static let text = """
        The control API changes the simulated world. It needs no key. {server} is a short id, a UUID or a
        name; {node} is a number or a name. POST bodies are JSON; every member has the default shown.

          GET    /simulator                           this text
          GET    /simulator/servers                   the truth: state, starts, crashes, last cause, load
          GET    /simulator/servers/{server}          the same of one server, with its backups
          GET    /simulator/nodes                     mode, capacity and allocation of each node
          GET    /simulator/requests                  requests by kind, how many objects they were about
                                                      and when each was first asked for; power requests
          DELETE /simulator/requests                  begins to count anew

          POST   /simulator/servers                   {"name": "New Server", "node": 1}
          DELETE /simulator/servers/{server}
          POST   /simulator/servers/{server}/crash    {"exit_code": 1, "oom": false, "times": 1}
          POST   /simulator/servers/{server}/stop     {"via": "web"}    web, api, schedule, console or game
          POST   /simulator/servers/{server}/start    {"via": "web"}
          POST   /simulator/servers/{server}/restart  {"via": "web"}
          POST   /simulator/servers/{server}/kill     {"via": "web"}
          POST   /simulator/servers/{server}/state    {"state": "offline"}    and stays so: a hang
          POST   /simulator/servers/{server}/hang     {"ignores_stop": false, "hangs_in_starting": false}
          POST   /simulator/servers/{server}/boot     {"seconds": 20}    from the container's start
          POST   /simulator/servers/{server}/status   {"status": null}    installing, install_failed,
                                                      reinstall_failed, restoring_backup, suspended, …
          POST   /simulator/servers/{server}/transfer {"transferring": true}
          POST   /simulator/servers/{server}/suspend
          POST   /simulator/servers/{server}/unsuspend
          POST   /simulator/servers/{server}/fill-disk    {"percent": 110}
          POST   /simulator/servers/{server}/free-disk
          POST   /simulator/servers/{server}/variable     {"name": "PTEROWATCH", "value": "off"}
          POST   /simulator/servers/{server}/load         {"memory_percent": null, "cpu_percent": null}
          POST   /simulator/servers/{server}/fail-starts  {"count": 1, "exit_code": 1}
          POST   /simulator/servers/{server}/backup       {"ok": true, "age_seconds": 0}
          POST   /simulator/servers/{server}/fail-backups {"count": 1}
          POST   /simulator/servers/{server}/remove-backups
          POST   /simulator/servers/{server}/rename           {"name": "New Name"}
          POST   /simulator/servers/{server}/crash-detection  {"on": true}
          POST   /simulator/servers/{server}/known-to-wings   {"known": true}
          POST   /simulator/servers/{server}/lose-events      {"count": 1}    of its WebSockets

          POST   /simulator/nodes/{node}/mode          {"mode": "ok", "code": 500, "seconds": 10}    ok,
                                                       refuse, hang, slow (by seconds), error (with
                                                       code), maintenance
          POST   /simulator/nodes/{node}/block         {"mode": "refuse"}    none, refuse or hang: towards
                                                       clients, while the panel reaches the node
          POST   /simulator/nodes/{node}/restart-wings {"seconds": 8}
          POST   /simulator/nodes/{node}/stop-docker   {"seconds": 0}    and no start before
          POST   /simulator/nodes/{node}/drop-sockets  WebSockets end without a close frame
          POST   /simulator/nodes/{node}/reset-token   the node's secret becomes another one
          POST   /simulator/nodes/{node}/mismatch-token    the same on the panel alone
          POST   /simulator/nodes/{node}/configure-wings   and Wings has the panel's secret again

          POST   /simulator/panel/mode                 {"mode": "ok", "seconds": 10}    ok, down (or
                                                       refuse), hang, slow (by seconds), html502,
                                                       rate-limited, cut, maintenance, wrong-json,
                                                       database-down (or error)
        """
}
