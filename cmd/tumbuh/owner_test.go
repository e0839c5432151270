package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestRootLeavesTheServiceItsFiles: commands typed by root beside a service that runs as
// somebody else leave nothing that the service cannot read: neither a new key, nor, while it
// is stopped, what Redis writes.
func TestRootLeavesTheServiceItsFiles(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root can be somebody else")
	}
	const nobody = 65534
	h := newHouse(t, "TUMBUH_WEBPHONE=on", "TUMBUH_METRICS_ADDR="+freeAddr(t))
	if err := errors.Join(os.Chmod(filepath.Dir(h.dir), 0o755), os.Chown(h.dir, nobody, nobody)); err != nil {
		t.Fatal(err)
	}
	p := h.start("serve")
	p.answers("/readyz", 200)
	owners := func(when string) {
		t.Helper()
		if err := filepath.WalkDir(h.dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			info, err := d.Info()
			if err == nil && info.Sys().(*syscall.Stat_t).Uid != nobody {
				t.Errorf("%s: %s is another's", when, d.Name())
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	if code, out, errs := h.run("key", "rotate"); code != 0 {
		t.Fatalf("rotate: exit %d\n%s%s", code, out, errs)
	}
	owners("beside serve")
	p.say("1", "halo")
	p.sees("Halo")
	if code := p.stop(); code != 0 {
		t.Fatalf("exit %d\n%s", code, p.err.String())
	}
	if code, out, errs := h.run("backup", filepath.Join(h.dir, "hari.backup")); code != 0 {
		t.Fatalf("backup: exit %d\n%s%s", code, out, errs)
	}
	owners("while it is stopped")
	p = h.start("serve")
	p.answers("/readyz", 200)
	p.say("2", "menu")
	p.sees("menu")
}
