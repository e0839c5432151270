package rdb_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"golang.org/x/sys/unix"

	"tumbuh/store"
	"tumbuh/store/rdb"
	"tumbuh/store/storetest"
)

// TestMain lets the test program play another process that uses a data folder.
func TestMain(m *testing.M) {
	if dir := os.Getenv("RDB_TEST_FOLDER"); dir != "" {
		os.Exit(otherProcess(dir, os.Getenv("RDB_TEST_NAME")))
	}
	os.Exit(m.Run())
}

// otherProcess commits one turn after another and prints each that was acknowledged,
// until it is killed or its input ends.
func otherProcess(dir, name string) int {
	ctx := context.Background()
	db, err := rdb.Open(ctx, rdb.Config{City: "36.74", DataDir: dir, NeedDisk: true})
	if err != nil {
		fmt.Println("error", err)
		return 1
	}
	end := make(chan struct{})
	go func() {
		_, _ = bufio.NewReader(os.Stdin).ReadString('\n')
		close(end)
	}()
	for i := 0; ; i++ {
		select {
		case <-end:
			if err := db.Close(); err != nil {
				fmt.Println("error", err)
				return 1
			}
			fmt.Println("closed")
			return 0
		default:
		}
		id := fmt.Sprintf("%s-%d", name, i)
		r, err := db.Commit(ctx, store.Turn{Once: id, Now: storetest.Now, Writes: []store.Write{{Ref: store.Ref{Kind: store.KindPerson, ID: id}, Value: store.Person{V: 1, Name: id}}}})
		if err != nil || r[0] != store.OK {
			fmt.Println("error", err, r)
			return 1
		}
		fmt.Println("ok", id)
	}
}

// process is another process on a folder.
type process struct {
	t    *testing.T
	cmd  *exec.Cmd
	in   interface{ Close() error }
	out  *bufio.Scanner
	acks []string
}

func start(t *testing.T, dir, name string) *process {
	t.Helper()
	p := &process{t: t, cmd: exec.Command(os.Args[0])}
	p.cmd.Env = append(os.Environ(), "RDB_TEST_FOLDER="+dir, "RDB_TEST_NAME="+name)
	in, err := p.cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	p.in, p.out = in, bufio.NewScanner(out)
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.cmd.Process.Kill(); _ = p.cmd.Wait() })
	return p
}

// read reads acknowledgements until n more came, or to the end of its output.
func (p *process) read(n int) {
	p.t.Helper()
	for ; n != 0 && p.out.Scan(); n-- {
		id, ok := strings.CutPrefix(p.out.Text(), "ok ")
		if !ok && p.out.Text() != "closed" {
			p.t.Fatal(p.out.Text())
		}
		if ok {
			p.acks = append(p.acks, id)
		}
	}
	if n > 0 {
		p.t.Fatalf("the other process ended, %d acknowledgements short", n)
	}
}

// kill9 kills it; what it printed before it died counts.
func (p *process) kill9() {
	_ = p.cmd.Process.Kill()
	p.read(-1)
	_ = p.cmd.Wait()
}

func openDir(t *testing.T, dir string) *rdb.DB {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	db, err := rdb.Open(ctx, rdb.Config{City: "36.74", DataDir: dir, NeedDisk: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// holds fails when an acknowledged turn is not in the store.
func holds(t *testing.T, db *rdb.DB, acks []string) {
	t.Helper()
	for _, id := range acks {
		d, err := rdb.Get[store.Person](context.Background(), db, store.Ref{Kind: store.KindPerson, ID: id})
		if err != nil || d.Value.Name != id {
			t.Fatalf("%s was acknowledged and is %+v, %v", id, d, err)
		}
	}
}

// serverOf is the process id of the folder's redis-server; 0 when none runs.
func serverOf(t *testing.T, dir string) int {
	t.Helper()
	f, err := os.OpenFile(filepath.Join(dir, "redis.lock"), os.O_RDWR, 0)
	if err != nil {
		return 0
	}
	defer f.Close()
	if unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB) == nil {
		return 0
	}
	sock, err := os.ReadFile(filepath.Join(dir, "redis.sock"))
	if err != nil {
		t.Fatal(err)
	}
	c := redis.NewClient(&redis.Options{Network: "unix", Addr: strings.TrimSpace(string(sock))})
	defer c.Close()
	_, rest, _ := strings.Cut(c.Info(context.Background(), "server").Val(), "process_id:")
	var pid int
	_, _ = fmt.Sscan(rest, &pid) // stays 0
	return pid
}

// TestKilledTenTimes: a process that writes is killed with kill -9 ten times, and the
// folder is open again within 100 ms each time. Nothing acknowledged is lost.
func TestKilledTenTimes(t *testing.T) {
	dir := t.TempDir()
	var acks []string
	slow := 0
	for i := range 10 {
		p := start(t, dir, fmt.Sprint("p", i))
		p.read(20)
		p.kill9()
		acks = append(acks, p.acks...)
		timer := time.AfterFunc(100*time.Millisecond, func() { slow++ })
		db := openDir(t, dir)
		timer.Stop()
		holds(t, db, acks)
		if i%2 == 0 { // every other time Redis is stopped as well
			db.Close()
		} else {
			t.Cleanup(func() { _ = db.Close() })
		}
	}
	t.Logf("%d turns acknowledged and there; %d of 10 openings took longer than 100 ms", len(acks), slow)
	if slow > 5 { // the machine may be busy with other tests
		t.Errorf("%d of 10 openings took longer than 100 ms", slow)
	}
}

// TestTwoProcesses: two processes use one folder; when one is killed the other goes on,
// and the last to leave stops redis-server and takes its socket away.
func TestTwoProcesses(t *testing.T) {
	dir := filepath.Join(t.TempDir(), strings.Repeat("panjang-sekali/", 10))
	if len(dir) < 150 {
		t.Fatalf("the folder has %d bytes only", len(dir))
	}
	t.Setenv("XDG_RUNTIME_DIR", t.TempDir()) // a service has one, a shell has another
	a := start(t, dir, "a")
	a.read(5)
	t.Setenv("XDG_RUNTIME_DIR", "")
	b := start(t, dir, "b")
	b.read(5)
	db := openDir(t, dir)
	pid := serverOf(t, dir)
	a.kill9()
	b.read(5)
	b.in.Close()
	b.read(-1)
	if err := b.cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	holds(t, db, append(a.acks, b.acks...))
	if got := serverOf(t, dir); pid == 0 || got != pid {
		t.Fatalf("redis-server is process %d, was %d", got, pid)
	}
	sock, err := os.ReadFile(filepath.Join(dir, "redis.sock"))
	if err != nil || len(strings.TrimSpace(string(sock))) > 107 {
		t.Fatalf("the socket's path has %d bytes: %v", len(sock), err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if got := serverOf(t, dir); got != 0 {
		t.Errorf("redis-server still runs as %d", got)
	}
	if _, err := os.Stat(filepath.Dir(strings.TrimSpace(string(sock)))); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the socket's folder is still there: %v", err)
	}
	holds(t, openDir(t, dir), append(a.acks, b.acks...))
}

// TestServerEndsByItself: redis-server in our folder is killed; it is started again
// and all goes on without a restart of ours.
func TestServerEndsByItself(t *testing.T) {
	dir := t.TempDir()
	a, b := openDir(t, dir), openDir(t, dir)
	queue(t, a, "siti", "reply a")
	pid := serverOf(t, dir)
	if pid == 0 {
		t.Fatal("no redis-server")
	}
	half := filepath.Join(dir, "redis", "temp-rewriteaof-bg-1.aof") // a Redis that was killed while it rewrote its log
	if err := os.WriteFile(half, []byte("REDIS"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, signal := range []syscall.Signal{syscall.SIGKILL, syscall.SIGTERM} {
		old := serverOf(t, dir)
		if err := syscall.Kill(old, signal); err != nil {
			t.Fatal(err)
		}
		waitFor(t, func() bool { return serverOf(t, dir) != old }) // it may still answer until it is gone
		for _, db := range []*rdb.DB{a, b} {
			waitFor(t, func() bool { _, err := db.View(context.Background(), storetest.Siti, storetest.Now); return err == nil })
		}
	}
	if _, err := os.Stat(half); err == nil {
		t.Error("what was left half written is kept")
	}
	if got := serverOf(t, dir); got == pid || got == 0 {
		t.Fatalf("redis-server is process %d, was %d", got, pid)
	}
	if got := claim(t, b, direct, 9); ids(got) != "a" {
		t.Fatalf("claimed %q", ids(got))
	}
	if got := claim(t, a, direct, 9); len(got) != 0 {
		t.Fatal("the restart ended the claim of a live process")
	}
}

// TestForeignServer: the socket that the folder names belongs to another folder's server.
func TestForeignServer(t *testing.T) {
	one, two := t.TempDir(), t.TempDir()
	openDir(t, one)
	pid := serverOf(t, one)
	if err := os.Symlink(filepath.Join(one, "redis.sock"), filepath.Join(two, "redis.sock")); err != nil {
		t.Fatal(err)
	}
	lock, err := os.Create(filepath.Join(two, "redis.lock"))
	if err != nil {
		t.Fatal(err)
	}
	defer lock.Close()
	if err := unix.Flock(int(lock.Fd()), unix.LOCK_EX); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 300*time.Millisecond)
	defer cancel()
	if _, err := rdb.Open(ctx, rdb.Config{City: "36.74", DataDir: two, NeedDisk: true}); err == nil {
		t.Fatal("adopted a server that keeps other data")
	}
	if got := serverOf(t, one); got != pid {
		t.Fatalf("the other folder's server is process %d, was %d: it was stopped", got, pid)
	}
}

// TestDamagedFolder: redis-server that cannot read its data says where to look.
func TestDamagedFolder(t *testing.T) {
	dir := t.TempDir()
	openDir(t, dir).Close()
	files, _ := filepath.Glob(filepath.Join(dir, "redis", "appendonlydir", "*.manifest"))
	if len(files) != 1 {
		t.Fatalf("manifests: %v", files)
	}
	if err := os.WriteFile(files[0], []byte("nonsense\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := rdb.Open(context.Background(), rdb.Config{City: "36.74", DataDir: dir, NeedDisk: true}); err == nil || !strings.Contains(err.Error(), "redis.log") {
		t.Fatalf("opened damaged data: %v", err)
	}
}

// TestWithoutRedisServer: tests and try fall back to a server in this process, serve
// says what installs one.
func TestWithoutRedisServer(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	db, err := rdb.Open(context.Background(), rdb.Config{City: "36.74", DataDir: t.TempDir()})
	if err != nil || !db.Ephemeral() {
		t.Fatalf("%v, want a server in this process", err)
	}
	db.Close()
	_, err = rdb.Open(context.Background(), rdb.Config{City: "36.74", DataDir: t.TempDir(), NeedDisk: true})
	if !errors.Is(err, rdb.ErrNoServer) || !strings.Contains(err.Error(), "apt-get install redis-server") {
		t.Fatalf("%v", err)
	}
}
