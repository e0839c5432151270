package storetest

import (
	"context"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"
)

// Server is a server that outlives the stores a test opens on it.
type Server struct {
	Addr  string // of an in-process server
	URL   string // of a real one
	Clear func()

	own *redis.Client
}

// InProcess starts a server in this process.
func InProcess(t testing.TB) Server {
	m := miniredis.RunT(t)
	c := redis.NewClient(&redis.Options{Addr: m.Addr(), Protocol: 2})
	t.Cleanup(func() { _ = c.Close() })
	return Server{Addr: m.Addr(), Clear: m.FlushAll, own: c}
}

// RealServer starts a redis-server with appendfsync always.
func RealServer(t testing.TB) Server {
	t.Helper()
	if _, err := exec.LookPath("redis-server"); err != nil {
		t.Fatal("redis-server is not installed; install it with: apt-get install redis-server")
	}
	dir := t.TempDir()
	sock := filepath.Join(dir, "r.sock")
	cmd := exec.Command("redis-server", "--port", "0", "--unixsocket", sock, "--dir", dir, "--appendonly", "yes", "--appendfsync", "always",
		"--save", "", "--loglevel", "warning", "--logfile", filepath.Join(dir, "log"))
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	c := redis.NewClient(&redis.Options{Network: "unix", Addr: sock})
	t.Cleanup(func() {
		_ = c.Close()
		End(cmd)
	})
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	for c.Ping(ctx).Err() != nil {
		if ctx.Err() != nil {
			t.Fatal("redis-server does not answer")
		}
	}
	return Server{URL: "unix://" + sock, own: c, Clear: func() {
		if err := c.FlushAll(context.Background()).Err(); err != nil {
			t.Fatal(err)
		}
	}}
}

// End stops a server and the child that rewrites its AOF, which would otherwise go on
// writing into a folder that is being removed.
func End(cmd *exec.Cmd) {
	_ = cmd.Process.Signal(syscall.SIGTERM)
	late := time.AfterFunc(5*time.Second, func() { _ = cmd.Process.Kill() })
	_ = cmd.Wait()
	late.Stop()
}

// Client returns a function that sends one command to a real server; an error fails the test.
func Client(t testing.TB, s Server) func(words ...any) any {
	t.Helper()
	o, err := redis.ParseURL(s.URL + "?protocol=2")
	if err != nil {
		t.Fatal(err)
	}
	c := redis.NewClient(o)
	t.Cleanup(func() { _ = c.Close() })
	return func(words ...any) any {
		t.Helper()
		out, err := c.Do(context.Background(), words...).Result()
		if err != nil && err != redis.Nil {
			t.Fatalf("%v: %v", words, err)
		}
		return out
	}
}
