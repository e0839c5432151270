package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// built is the program as people run it: built once, removed by TestMain.
var built struct {
	once     sync.Once
	dir, bin string
	err      error
}

func build() {
	if built.dir, built.err = os.MkdirTemp("", "tumbuh-build"); built.err != nil {
		return
	}
	built.bin = filepath.Join(built.dir, "tumbuh")
	if out, err := exec.Command("go", "build", "-o", built.bin, ".").CombinedOutput(); err != nil {
		built.err = fmt.Errorf("building: %w\n%s", err, out)
		return
	}
	built.err = uncache(built.bin)
}

// uncache has the system forget what it keeps of a file in memory, as after a boot. As the
// linker wrote it a program lies there in large pieces, and each counts whole as resident:
// 39-64 MB instead of 34 for the same idle serve.
func uncache(file string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	return errors.Join(f.Sync(), unix.Fadvise(int(f.Fd()), 0, 0, unix.FADV_DONTNEED))
}

func binary(t testing.TB) string {
	t.Helper()
	built.once.Do(build)
	if built.err != nil {
		t.Fatal(built.err)
	}
	return built.bin
}

// TestMain removes the built program.
func TestMain(m *testing.M) {
	code := m.Run()
	if built.dir != "" {
		_ = os.RemoveAll(built.dir)
	}
	os.Exit(code)
}

// house is a data folder, a port and the settings of the processes that share them.
type house struct {
	t    testing.TB
	dir  string
	addr string
	env  []string
	bin  string // the program; "" = this version
}

func newHouse(t testing.TB, env ...string) *house {
	t.Helper()
	h := &house{t: t, dir: t.TempDir(), addr: freeAddr(t), env: env}
	t.Cleanup(h.stopRedis)
	return h
}

// stopRedis ends the redis-server of the folder, where a killed process left one.
func (h *house) stopRedis() {
	_ = filepath.WalkDir(h.dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && d.Name() == "redis" && d.IsDir() {
			for _, pid := range redisIn(path) {
				_ = syscall.Kill(pid, syscall.SIGKILL)
			}
			return filepath.SkipDir
		}
		return nil
	})
}

func freeAddr(t testing.TB) string {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	return ln.Addr().String()
}

// redisIn lists the redis-server processes whose working folder is the given one.
func redisIn(data string) []int {
	data, err := filepath.EvalSymlinks(data)
	if err != nil {
		return nil
	}
	links, _ := filepath.Glob("/proc/[0-9]*/cwd") // the pattern is a constant
	var pids []int
	for _, l := range links {
		if to, err := os.Readlink(l); err == nil && to == data {
			var pid int
			if _, err := fmt.Sscanf(l, "/proc/%d/cwd", &pid); err == nil {
				pids = append(pids, pid)
			}
		}
	}
	return pids
}

// process is one running program.
type process struct {
	t        testing.TB
	cmd      *exec.Cmd
	addr     string
	out, err safeBuffer
	done     chan struct{}
	fate     error
}

// safeBuffer may be read while the process writes.
type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *safeBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}
func (s *safeBuffer) String() string { s.mu.Lock(); defer s.mu.Unlock(); return s.b.String() }

// start runs the program with arguments; it is killed at the test's end.
func (h *house) start(args ...string) *process {
	h.t.Helper()
	bin := h.bin
	if bin == "" {
		bin = binary(h.t)
	}
	p := &process{t: h.t, addr: h.addr, done: make(chan struct{}), cmd: exec.Command(bin, args...)}
	p.cmd.Env = append([]string{"PATH=" + os.Getenv("PATH"), "HOME=" + h.dir, "TUMBUH_DATA_DIR=" + h.dir, "TUMBUH_HTTP_ADDR=" + h.addr}, h.env...)
	p.cmd.Stdout, p.cmd.Stderr = &p.out, &p.err
	if err := p.cmd.Start(); err != nil {
		h.t.Fatal(err)
	}
	go func() { p.fate = p.cmd.Wait(); close(p.done) }()
	h.t.Cleanup(p.kill)
	return p
}

// run runs the program to its end and returns its exit code.
func (h *house) run(args ...string) (code int, out, errs string) {
	h.t.Helper()
	p := h.start(args...)
	return p.wait(), p.out.String(), p.err.String()
}

func (p *process) kill() { _ = p.cmd.Process.Kill(); <-p.done }

// stop asks the process to end and returns its exit code.
func (p *process) stop() int {
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	return p.wait()
}

func (p *process) wait() int {
	p.t.Helper()
	select {
	case <-p.done:
	case <-time.After(60 * time.Second):
		p.t.Fatalf("does not end; standard error:\n%s", p.err.String())
	}
	var exit *exec.ExitError
	if errors.As(p.fate, &exit) {
		return exit.ExitCode()
	}
	return 0
}

// until asks again and again, every few milliseconds, until the answer is yes.
func until(t testing.TB, what string, limit time.Duration, yes func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for !yes() {
		select {
		case <-ctx.Done():
			t.Fatalf("%s: not within %s", what, limit)
		case <-tick.C:
		}
	}
}

// get asks for a page; 0 when nobody answers.
func (p *process) get(path string) (int, string) {
	client := http.Client{Timeout: 5 * time.Second}
	r, err := client.Get("http://" + p.addr + path)
	if err != nil {
		return 0, ""
	}
	defer r.Body.Close()
	b, _ := io.ReadAll(r.Body)
	return r.StatusCode, string(b)
}

func (p *process) answers(path string, code int) {
	p.t.Helper()
	until(p.t, fmt.Sprintf("%s answers %d (standard error: %s)", path, code, p.err.String()), 30*time.Second, func() bool {
		got, _ := p.get(path)
		return got == code
	})
}

// post posts JSON as the page does.
func (p *process) post(path string, v any) int {
	b, err := json.Marshal(v)
	if err != nil {
		p.t.Fatal(err)
	}
	client := http.Client{Timeout: 20 * time.Second}
	r, err := client.Post("http://"+p.addr+path, "application/json", bytes.NewReader(b))
	if err != nil {
		return 0
	}
	defer r.Body.Close()
	_, _ = io.Copy(io.Discard, r.Body)
	return r.StatusCode
}

// say posts one message, as often as it takes, as the page does.
func (p *process) say(id, text string) {
	p.t.Helper()
	until(p.t, "a message is taken", 30*time.Second, func() bool {
		return p.post("/pesan", map[string]string{"phone": "mawar", "id": id, "text": text}) == http.StatusOK
	})
}

// sees waits until the page of a phone was told words.
func (p *process) sees(words string) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+p.addr+"/aliran", nil)
	if err != nil {
		p.t.Fatal(err)
	}
	r, err := http.DefaultClient.Do(req)
	if err != nil {
		p.t.Fatalf("the live line: %v", err)
	}
	defer r.Body.Close()
	var all strings.Builder
	buf := make([]byte, 4096)
	for !strings.Contains(all.String(), words) {
		n, err := r.Body.Read(buf)
		all.Write(buf[:n])
		if err != nil {
			p.t.Fatalf("the page was not told %q, but:\n%s", words, all.String())
		}
	}
}
