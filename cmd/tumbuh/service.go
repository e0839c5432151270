package main

import (
	_ "embed"
	"fmt"
	"os"
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
	fmt.Printf(unit, exe)
	return nil
}

// unit runs it as a user that exists only for it, with nothing writable but its data.
const unit = `[Unit]
Description=Tumbuh
After=network-online.target
Wants=network-online.target

[Service]
ExecStart=%s serve
EnvironmentFile=/etc/tumbuh.env
Environment=TUMBUH_DATA_DIR=/var/lib/tumbuh
DynamicUser=yes
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
