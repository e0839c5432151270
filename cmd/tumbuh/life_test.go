package main

import (
	"fmt"
	"net"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestTryIsReadyAtOnce holds the promise of the first command: from the start of the
// process to the page in under a second, and an end that is asked for is a clean one.
func TestTryIsReadyAtOnce(t *testing.T) {
	best := time.Hour
	for range 3 { // the machine may be busy with other tests: the best of three counts
		h := newHouse(t)
		began := time.Now()
		p := h.start()
		until(t, "the page", 20*time.Second, func() bool { code, body := p.get("/"); return code == 200 && strings.Contains(body, "<html") })
		best = min(best, time.Since(began))
		if code := p.stop(); code != 0 {
			t.Fatalf("exit %d after SIGTERM:\n%s", code, p.err.String())
		}
		until(t, "redis-server ends with its last user", 10*time.Second, func() bool { return len(redisIn(h.dir+"/try/redis")) == 0 })
	}
	t.Logf("page ready after %s", best)
	if best > time.Second {
		t.Errorf("page ready after %s, want under 1 s", best)
	}
}

// TestPortTaken says what to do and ends with 1.
func TestPortTaken(t *testing.T) {
	h := newHouse(t)
	ln, err := net.Listen("tcp", h.addr)
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	for _, args := range [][]string{{}, {"serve"}} {
		code, _, errs := h.run(args...)
		if code != 1 || !strings.Contains(errs, h.addr) || !strings.Contains(errs, "TUMBUH_HTTP_ADDR") {
			t.Errorf("tumbuh %v: exit %d, standard error:\n%s", args, code, errs)
		}
	}
}

// TestWithoutRedisServer shows the fallback of try, which says that nothing is kept,
// and the refusal of serve, which says what installs it.
func TestWithoutRedisServer(t *testing.T) {
	h := newHouse(t)
	binary(t)
	t.Setenv("PATH", t.TempDir())
	p := h.start()
	p.answers("/", 200)
	if !strings.Contains(p.err.String(), "Nothing is kept") {
		t.Errorf("try does not say that nothing is kept:\n%s", p.err.String())
	}
	p.say("m1", "halo")
	p.sees("Tumbuh")
	if code := p.stop(); code != 0 {
		t.Errorf("exit %d", code)
	}
	code, _, errs := h.run("serve")
	if code != 1 || !strings.Contains(errs, "apt-get install redis-server") {
		t.Errorf("serve: exit %d, standard error:\n%s", code, errs)
	}
}

// TestKilledTenTimes registers a mother while the program is killed with kill -9 ten
// times and started again within 100 ms each time. Nothing she wrote is lost: the last
// answer is that she is registered, with what she said.
func TestKilledTenTimes(t *testing.T) {
	h := newHouse(t)
	p := h.start()
	p.answers("/", 200)
	for i, text := range []string{"daftar hamil", "setuju", "Mawar Lestari", "27 tahun", "20 minggu", "rempoa", "belum tahu", "lewati", "19.00", "ya"} {
		p.say(fmt.Sprint("m", i), text)
		died := time.Now()
		p.kill()
		p = h.start()
		if d := time.Since(died); d > 100*time.Millisecond {
			t.Logf("started again after %s", d)
		}
		p.answers("/", 200)
		p.say(fmt.Sprint("m", i), text) // the page did not hear the answer: it says it again
	}
	p.say("last", "data saya")
	p.sees("Mawar Lestari")
	p.sees("Rempoa")
	if code := p.stop(); code != 0 {
		t.Errorf("exit %d", code)
	}
}

// TestLongDataFolder: a unix socket's path has room for 107 bytes; a data folder may be longer.
func TestLongDataFolder(t *testing.T) {
	h := newHouse(t)
	h.dir += "/" + strings.Repeat("panjang-sekali/", 10)
	if len(h.dir) < 150 {
		t.Fatalf("the folder has %d bytes only", len(h.dir))
	}
	p := h.start()
	p.answers("/", 200)
	p.say("m1", "halo")
	p.sees("Tumbuh")
	if code := p.stop(); code != 0 {
		t.Errorf("exit %d", code)
	}
}

// TestCommandsBesideServe runs operator commands on the Redis a running serve uses.
func TestCommandsBesideServe(t *testing.T) {
	h := newHouse(t)
	s := h.start("serve")
	s.answers("/readyz", 200)
	s.answers("/healthz", 200)
	code, out, errs := h.run("invite", "--role", "admin")
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if code != 0 || len(lines) != 2 || len(lines[0]) < 12 || !strings.HasPrefix(lines[1], "t.me/") || !strings.HasSuffix(lines[1], "?start="+lines[0]) {
		t.Fatalf("invite: exit %d\n%s%s", code, out, errs)
	}
	if code, out, _ := h.run("invite", "--list"); code != 0 || !strings.Contains(out, lines[0]) {
		t.Errorf("invite --list: exit %d\n%s", code, out)
	}
	if code, _, _ := h.run("invite", "--revoke", lines[0]); code != 0 {
		t.Errorf("invite --revoke: exit %d", code)
	}
	if code, out, _ := h.run("invite", "--list"); code != 0 || strings.Contains(out, lines[0]) {
		t.Errorf("a revoked code is listed: exit %d\n%s", code, out)
	}
	if code, out, _ := h.run("posyandu", "add", "--kelurahan", "Ciater", "--name", "Melati 1", "--date", "12"); code != 0 || !strings.HasPrefix(out, "py-") {
		t.Errorf("posyandu add: exit %d\n%s", code, out)
	}
	if code, out, _ := h.run("posyandu", "list"); code != 0 || !strings.Contains(out, "Melati 1") || strings.Count(out, "\n") != 55 {
		t.Errorf("posyandu list: exit %d, %d lines", code, strings.Count(out, "\n"))
	}
	if code, out, _ := h.run("key", "fingerprint"); code != 0 || len(strings.TrimSpace(out)) < 8 {
		t.Errorf("key fingerprint: exit %d %q", code, out)
	}
	if code, _, _ := h.run("settings", "set", "anc", "8", "--from", "2026-04-01"); code != 0 {
		t.Errorf("settings set: exit %d", code)
	}
	if code, out, _ := h.run("doctor"); code != 1 || !strings.Contains(out, "TUMBUH_DUTY") || !strings.Contains(out, "appendfsync always") {
		t.Errorf("doctor without a duty officer: exit %d\n%s", code, out)
	}
	s.answers("/readyz", 200)
	if code, out, errs := h.run("doctor", "--ready"); code != 0 || !strings.HasPrefix(out, "ready") {
		t.Errorf("doctor --ready: exit %d %q %q", code, out, errs)
	}
	if code := s.stop(); code != 0 {
		t.Errorf("serve: exit %d\n%s", code, s.err.String())
	}
	if code, out, errs := h.run("doctor", "--ready"); code != 1 || out != "" || !strings.Contains(errs, "is serve running") {
		t.Errorf("doctor --ready without serve: exit %d %q %q", code, out, errs)
	}
}

// TestWrongUse ends with 2 and says what would be right.
func TestWrongUse(t *testing.T) {
	h := newHouse(t)
	for _, args := range [][]string{{"nonsense"}, {"serve", "--only", "fax"}, {"serve", "--only", "telegram"}, {"serve", "--only", "whatsapp"}, {"invite"}, {"invite", "--role", "kader"}, {"invite", "--role", "bidan"},
		{"schedule"}, {"schedule", "--hpht", "besok"}, {"schedule", "--hpht", "2026-01-01", "--at", "23:00"}, {"schedule", "--hpht", "2026-01-01", "--from", "2026-05-01", "--to", "2026-04-01"}, {"settings", "set", "warna", "biru", "--from", "2026-01-01"}, {"posyandu", "day", "py-x", "--date", "40"}} {
		if code, out, errs := h.run(args...); code != 2 || out != "" && args[0] != "nonsense" || errs == "" {
			t.Errorf("tumbuh %v: exit %d, standard output %q, standard error %q", args, code, out, errs)
		}
	}
	for _, args := range [][]string{{"--help"}, {"try", "--help"}, {"serve", "--help"}, {"invite", "--help"}, {"posyandu", "day", "--help"}, {"schedule", "--help"},
		{"settings", "set", "--help"}, {"naskah", "--help"}, {"key", "fingerprint", "--help"}, {"doctor", "--help"}, {"service", "--help"}} {
		if code, out, _ := h.run(args...); code != 0 || !strings.Contains(out, "Usage:") {
			t.Errorf("tumbuh %v: exit %d\n%s", args, code, out)
		}
	}
}

// TestTwoProcesses: two processes share one Redis; one is killed and comes back while
// the other goes on, and the last to leave stops Redis.
func TestTwoProcesses(t *testing.T) {
	h := newHouse(t)
	first := h.start("serve")
	first.answers("/readyz", 200)
	h.addr = freeAddr(t)
	second := h.start("serve")
	second.answers("/readyz", 200)
	first.kill()
	second.answers("/readyz", 200)
	h.addr = first.addr
	first = h.start("serve", "--only", "core")
	first.answers("/readyz", 200)
	if pids := redisIn(h.dir + "/redis"); len(pids) != 1 {
		t.Errorf("redis-server processes: %v, want one for both", pids)
	}
	if code := first.stop(); code != 0 {
		t.Errorf("the first: exit %d\n%s", code, first.err.String())
	}
	if len(redisIn(h.dir+"/redis")) == 0 {
		t.Error("redis-server ended under the other process")
	}
	if code := second.stop(); code != 0 {
		t.Errorf("the second: exit %d\n%s", code, second.err.String())
	}
	until(t, "the last to leave stops redis-server", 10*time.Second, func() bool { return len(redisIn(h.dir+"/redis")) == 0 })
}

// TestReadyzTellsTheTruth: while the store takes no writes /readyz is red, then green again.
func TestReadyzTellsTheTruth(t *testing.T) {
	h := newHouse(t)
	p := h.start("serve")
	p.answers("/readyz", 200)
	pids := redisIn(h.dir + "/redis")
	if len(pids) != 1 {
		t.Fatalf("redis-server processes: %v, want one", pids)
	}
	if err := syscall.Kill(pids[0], syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	p.answers("/readyz", 503)
	p.answers("/healthz", 200)
	if err := syscall.Kill(pids[0], syscall.SIGCONT); err != nil {
		t.Fatal(err)
	}
	p.answers("/readyz", 200)
}

// TestStartSaysWhatIsOdd: no duty officer, a clock that is not the real one, a misspelt name.
func TestStartSaysWhatIsOdd(t *testing.T) {
	h := newHouse(t, "TUMBUH_CLOCK=2026-03-03T18:59:50+07:00", "TUMBUH_WEBFONE=on")
	p := h.start("serve")
	p.answers("/readyz", 200)
	for _, word := range []string{"TUMBUH_DUTY", "TUMBUH_CLOCK", "TUMBUH_WEBFONE"} {
		if !strings.Contains(p.err.String(), word) {
			t.Errorf("%s is not said:\n%s", word, p.err.String())
		}
	}
}

// TestIdleMemory holds an idle serve to 40 MB (resident, without redis-server), once its
// start is over.
func TestIdleMemory(t *testing.T) {
	h := newHouse(t)
	p := h.start("serve")
	p.answers("/readyz", 200)
	<-time.After(settledIn + 10*time.Second) // with a sweep or two after it
	kb := resident(t, p.cmd.Process.Pid)
	t.Logf("idle serve: %.1f MB resident", float64(kb)/1024)
	if kb > 40<<10 {
		t.Errorf("idle serve holds %d kB, want at most 40 MB", kb)
	}
}

// resident is the memory of a process in kB.
func resident(t testing.TB, pid int) (kb int) {
	t.Helper()
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(string(b), "\n") {
		if rest, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			_, _ = fmt.Sscan(rest, &kb)
		}
	}
	if kb == 0 {
		t.Fatal("no VmRSS")
	}
	return kb
}
