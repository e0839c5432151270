package main

import (
	_ "embed"
	"fmt"
	"os"
	"strings"
)

//go:embed alerts.yml
var alertRules string

type serviceCmd struct {
	Alerts bool `help:"Print the alert rules for Prometheus instead."`
}

// Run prints a hardened systemd unit for this binary, or the alert rules.
func (s serviceCmd) Run() error {
	if s.Alerts {
		fmt.Print(alertRules)
		return nil
	}
	exe, err := os.Executable()
	if err != nil {
		return err
	}
	for _, hidden := range []string{"/home/", "/root/", "/run/user/", "/tmp/", "/var/tmp/"} {
		if strings.HasPrefix(exe, hidden) {
			fmt.Fprintf(os.Stderr, "The unit hides %s from what it starts: put the program at /usr/local/bin/tumbuh and print the unit with that.\n", hidden)
		}
	}
	fmt.Printf(unit, exe)
	return nil
}

// unit runs it as a user that exists only for it, with nothing writable but its data. The
// user is a fixed one: what systemd keeps for a dynamic user no operator command can reach
// without being root, and what root writes there the service cannot read.
const unit = `[Unit]
Description=Tumbuh
After=network-online.target
Wants=network-online.target

[Service]
ExecStart=%s serve
EnvironmentFile=/etc/tumbuh.env
Environment=TUMBUH_DATA_DIR=/var/lib/tumbuh
User=tumbuh
Group=tumbuh
StateDirectory=tumbuh
StateDirectoryMode=0700
RuntimeDirectory=tumbuh
RuntimeDirectoryMode=0700
Environment=XDG_RUNTIME_DIR=/run/tumbuh
UMask=0077
Restart=always
RestartSec=1
TimeoutStopSec=30
KillMode=mixed
NoNewPrivileges=yes
CapabilityBoundingSet=
AmbientCapabilities=
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes
PrivateDevices=yes
ProtectClock=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectControlGroups=yes
ProtectProc=invisible
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
RemoveIPC=yes
LockPersonality=yes
MemoryDenyWriteExecute=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallErrorNumber=EPERM
LimitCORE=0

[Install]
WantedBy=multi-user.target
`
