package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
)

// TestServiceUnit: the printed unit starts this program, writes nowhere but to its data, and
// says each thing once; systemd itself reads it where it is there.
func TestServiceUnit(t *testing.T) {
	var warned strings.Builder
	cmd := exec.Command(binary(t), "service")
	cmd.Stderr = &warned
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(warned.String(), "/usr/local/bin/tumbuh") {
		t.Error("it does not say that a program below /tmp cannot be started by the unit")
	}
	said := map[string]string{}
	for _, line := range strings.Split(string(out), "\n") {
		key, value, ok := strings.Cut(line, "=")
		if !ok {
			continue
		}
		if _, twice := said[key]; twice && key != "Environment" {
			t.Errorf("%s is said twice", key)
		}
		said[key] = value
	}
	for key, want := range map[string]string{"ExecStart": binary(t) + " serve", "User": "tumbuh", "Group": "tumbuh", "StateDirectory": "tumbuh", "StateDirectoryMode": "0700", "ProtectSystem": "strict",
		"NoNewPrivileges": "yes", "CapabilityBoundingSet": "", "Restart": "always", "UMask": "0077", "LimitCORE": "0"} {
		if got, ok := said[key]; !ok || got != want {
			t.Errorf("%s=%q, want %q", key, got, want)
		}
	}
	if _, err := exec.LookPath("systemd-analyze"); err != nil {
		return
	}
	unit := filepath.Join(t.TempDir(), "tumbuh.service")
	if err := os.WriteFile(unit, out, 0o600); err != nil {
		t.Fatal(err)
	}
	if said, err := exec.Command("systemd-analyze", "verify", unit).CombinedOutput(); err != nil {
		t.Errorf("systemd: %v\n%s", err, said)
	}
}

// TestContainerFiles: image and compose file set only variables that the program knows, call
// only what it understands, run it as nobody who is somebody, and keep its data in one place.
func TestContainerFiles(t *testing.T) {
	known := map[string]bool{}
	for i := range reflect.TypeFor[config]().NumField() {
		known[reflect.TypeFor[config]().Field(i).Tag.Get("env")] = true
	}
	for file, wants := range map[string][]string{
		"../../Dockerfile":   {"USER 10001", "VOLUME /var/lib/tumbuh", "TUMBUH_DATA_DIR=/var/lib/tumbuh", `ENTRYPOINT ["tumbuh"]`, `CMD ["serve"]`, `["tumbuh", "doctor", "--ready"]`, "./cmd/tumbuh"},
		"../../compose.yaml": {"data:/var/lib/tumbuh", "read_only: true", "cap_drop: [ALL]", "no-new-privileges:true", "127.0.0.1:8080:8080", `["CMD", "tumbuh", "doctor", "--ready"]`},
	} {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range wants {
			if !strings.Contains(string(b), want) {
				t.Errorf("%s lacks %s", file, want)
			}
		}
		for _, name := range regexp.MustCompile(`TUMBUH_[A-Z_]+`).FindAllString(string(b), -1) {
			if !known[name] {
				t.Errorf("%s sets %s, which the program does not know", file, name)
			}
		}
	}
	if out, err := exec.Command(binary(t), "doctor", "--ready", "--help").CombinedOutput(); err != nil || !strings.Contains(string(out), "--ready") {
		t.Errorf("doctor --ready: %v\n%s", err, out)
	}
}
