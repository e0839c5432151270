package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// olderVersion is a real earlier state of this program, before consents named servers,
// broadcasts carried pictures from the chat and roles ended with their owner.
const olderVersion = "4d66bec"

// buildOlder builds that version out of the history; without the history there is
// nothing to step back to.
func buildOlder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	top, err := exec.Command("git", "rev-parse", "--show-toplevel").Output()
	if err != nil || exec.Command("git", "cat-file", "-e", olderVersion+"^{commit}").Run() != nil {
		t.Skip("the history of the repository is not here")
	}
	tree := filepath.Join(dir, "older.tar")
	archive := exec.Command("git", "archive", "-o", tree, olderVersion)
	archive.Dir = strings.TrimSpace(string(top))
	src := filepath.Join(dir, "src")
	if err := os.Mkdir(src, 0o700); err != nil {
		t.Fatal(err)
	}
	build := exec.Command("go", "build", "-o", filepath.Join(dir, "tumbuh"), "./cmd/tumbuh")
	build.Dir = src
	for _, cmd := range []*exec.Cmd{archive, exec.Command("tar", "-xf", tree, "-C", src), build} {
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v: %v\n%s", cmd.Args, err, out)
		}
	}
	return filepath.Join(dir, "tumbuh")
}

// TestUpgradeAndStepBack: a mother registers under an earlier version, which is stopped in
// the middle of it; this version goes on at the same question; then, stepped back on the
// same data, the earlier one knows what both wrote; and this one again.
func TestUpgradeAndStepBack(t *testing.T) {
	older := buildOlder(t)
	h := newHouse(t, "TUMBUH_WEBPHONE=on", "TUMBUH_METRICS_ADDR="+freeAddr(t))
	run := func(bin string) *process {
		h.bin = bin
		p := h.start("serve")
		p.answers("/readyz", 200)
		return p
	}
	end := func(p *process) {
		t.Helper()
		if code := p.stop(); code != 0 {
			t.Fatalf("exit %d\n%s", code, p.err.String())
		}
	}
	p := run(older)
	for _, text := range []string{"daftar hamil", "setuju", "Mawar Lestari", "27 tahun"} {
		p.say("a-"+text, text)
	}
	end(p)
	p = run("")
	for _, text := range []string{"20 minggu", "rempoa", "belum tahu", "lewati", "19.00", "ya"} {
		p.say("b-"+text, text)
	}
	p.say("b-data", "data saya")
	p.sees("Mawar Lestari")
	if code, _, errs := h.run("settings", "set", "anc", "8", "--from", "2026-04-01"); code != 0 {
		t.Fatalf("settings: exit %d %s", code, errs)
	}
	end(p)
	p = run(older)
	p.say("c-data", "data saya")
	p.sees("Mawar Lestari")
	p.say("c-jam", "ubah jam tablet jadi 20.00")
	p.say("c-ya", "ya")
	if code, out, errs := h.run("settings", "list"); code != 0 || !strings.Contains(out, "from 2026-04-01: 8") {
		t.Errorf("the earlier version does not know a setting: exit %d\n%s%s", code, out, errs)
	}
	if code, out, errs := h.run("doctor"); strings.Contains(out, "FAULT store") || strings.Contains(out, "FAULT writes") {
		t.Errorf("doctor of the earlier version: exit %d\n%s%s", code, out, errs)
	}
	end(p)
	p = run("")
	p.say("d-data", "data saya")
	p.sees("20.00")
	end(p)
}
