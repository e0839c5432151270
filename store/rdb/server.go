package rdb

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"
	"golang.org/x/sys/unix"
)

// ErrNoServer says that redis-server is not on this machine.
var ErrNoServer = errors.New("redis-server is not installed; install it with: apt-get install redis-server")

// server is the Redis we own: a redis-server in the data folder, or one in this process.
type server struct {
	inproc *miniredis.Miniredis
	kept   bool // somebody else's: not ours to stop
	folder *folder
}

// openInProc starts a server in this process; nothing is kept.
func openInProc() (*server, string, error) {
	m := miniredis.NewMiniRedis()
	if err := m.Start(); err != nil {
		return nil, "", fmt.Errorf("starting the in-process store: %w", err)
	}
	return &server{inproc: m}, m.Addr(), nil
}

// openFolder starts a private redis-server in the folder, or adopts the one that
// runs there: after a kill -9 of ours, beside another process, for a command.
func openFolder(ctx context.Context, dir string) (*server, error) {
	bin, err := exec.LookPath("redis-server")
	if err != nil {
		return nil, ErrNoServer
	}
	f, err := joinFolder(ctx, dir)
	if err != nil {
		return nil, err
	}
	f.bin = bin
	s := &server{folder: f}
	if err := f.startOrAdopt(ctx); err != nil {
		return nil, errors.Join(err, s.close())
	}
	return s, nil
}

// alone tells whether no other process used these data when we came.
func (s *server) alone() bool { return s.folder == nil || s.folder.alone }

// joined lets others come.
func (s *server) joined() {
	if s.folder != nil {
		s.folder.openGate()
	}
}

// close leaves the folder; the last to leave stops Redis.
func (s *server) close() error {
	switch {
	case s.kept:
	case s.inproc != nil:
		s.inproc.Close()
	default:
		return s.folder.leave()
	}
	return nil
}

// revive starts the redis-server in our folder again when it ended by itself.
func (s *server) revive() {
	if s.folder == nil {
		return
	}
	if lock, err := lockFile(s.folder.path("redis.lock"), unix.LOCK_EX|unix.LOCK_NB); err == nil {
		_, _ = s.folder.spawn(lock) // else at the next beat
		lock.Close()
	} else {
		s.folder.find() // another process may have started it, at another place
	}
}

// folder is a data folder with a redis-server in it.
//
// Three locks. redis.lock is taken by whoever starts redis-server and its descriptor
// is inherited by it, so the lock lives exactly as long as Redis does, whatever becomes
// of us. users.lock is held shared by every process that uses the folder; the one that
// can take it alone at its end is the last, and stops Redis. gate.lock is held while one
// comes or goes, so that nobody comes while the last one leaves. redis.sock says where
// the socket is: another process may have another idea of the runtime folder.
type folder struct {
	dir   string
	bin   string
	users *os.File
	gate  *os.File // held until we have joined
	alone bool
	ours  bool // the server was seen to keep this folder's data: it may be stopped
	sock  atomic.Pointer[string]
}

func (f *folder) path(name string) string { return filepath.Join(f.dir, name) }
func (f *folder) data() string            { return f.path("redis") }

// dial reaches the server where it is now.
func (f *folder) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	d := net.Dialer{Timeout: dialTimeout}
	return d.DialContext(ctx, "unix", *f.sock.Load())
}

// startOrAdopt starts redis-server or finds the one that holds the lock. It waits as
// long as that one loads its data, else twenty seconds.
func (f *folder) startOrAdopt(ctx context.Context) error {
	const patience = 20 * time.Second
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	timer := time.AfterFunc(patience, cancel)
	defer timer.Stop()
	tick := time.NewTicker(3 * time.Millisecond)
	defer tick.Stop()
	var ended <-chan struct{}
	for {
		lock, err := lockFile(f.path("redis.lock"), unix.LOCK_EX|unix.LOCK_NB)
		switch {
		case err == nil && ended != nil && isClosed(ended):
			lock.Close()
			return fmt.Errorf("redis-server ended at once; see %s", filepath.Join(f.data(), "redis.log"))
		case err == nil:
			ended, err = f.spawn(lock)
			lock.Close() // ours; redis-server's copy keeps the lock
			if err != nil {
				return err
			}
		case !errors.Is(err, unix.EWOULDBLOCK):
			return err
		}
		err = f.probe(ctx)
		if err == nil {
			f.ours = true
			return nil
		}
		if strings.Contains(err.Error(), "LOADING") {
			timer.Reset(patience)
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("waiting for redis-server in the data folder: %s; see %s", clean(err.Error()), filepath.Join(f.data(), "redis.log"))
		case <-tick.C:
		}
	}
}

func isClosed(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

// find reads where the socket is.
func (f *folder) find() {
	if b, err := os.ReadFile(f.path("redis.sock")); err == nil {
		sock := strings.TrimSpace(string(b))
		f.sock.Store(&sock)
	}
}

// probe asks the server whether it is there and whether its data are in our folder.
func (f *folder) probe(ctx context.Context) error {
	f.find()
	if f.sock.Load() == nil {
		return errors.New("no such file: redis.sock")
	}
	c := redis.NewClient(&redis.Options{Dialer: f.dial, MaxRetries: -1, PoolSize: 1, Protocol: 2, DisableIdentity: true,
		ReadTimeout: time.Second, ContextTimeoutEnabled: true})
	defer c.Close()
	if err := c.Ping(ctx).Err(); err != nil {
		return err
	}
	m, err := c.ConfigGet(ctx, "dir").Result()
	if err != nil {
		return err
	}
	theirs, err := os.Stat(m["dir"])
	if err != nil {
		return fmt.Errorf("looking at the server's folder: %w", err)
	}
	if ours, err := os.Stat(f.data()); err != nil || !os.SameFile(ours, theirs) {
		return errors.New("the server at the socket keeps other data than this folder's")
	}
	return nil
}

// tidy removes what a killed Redis left half written: nothing reads it, and it may hold
// somebody who was erased since.
func (f *folder) tidy() {
	left, _ := filepath.Glob(filepath.Join(f.data(), "temp-*")) // the pattern is a constant
	for _, path := range left {
		_ = os.Remove(path)
	}
}

// spawn starts redis-server in a session of its own, so that a terminal's Ctrl-C
// reaches us and not it. The channel closes when it ends.
func (f *folder) spawn(lock *os.File) (<-chan struct{}, error) {
	sock, err := socketPath(f.dir)
	if err != nil {
		return nil, err
	}
	f.sock.Store(&sock)
	_ = os.Remove(sock) // nobody listens: the lock was free
	f.tidy()
	if err := os.WriteFile(f.path("redis.sock"), []byte(sock+"\n"), 0o600); err != nil {
		return nil, fmt.Errorf("noting the socket: %w", err)
	}
	cmd := exec.Command(f.bin, "--port", "0", "--unixsocket", sock, "--unixsocketperm", "700", "--dir", f.data(),
		"--appendonly", "yes", "--appendfsync", "always", "--save", "", "--maxmemory-policy", "noeviction",
		"--aof-use-rdb-preamble", "yes", "--auto-aof-rewrite-min-size", "256mb", "--daemonize", "no",
		"--rdbcompression", "no", // what is sealed does not compress
		"--logfile", filepath.Join(f.data(), "redis.log"), "--loglevel", "warning", "--lua-time-limit", "5000")
	cmd.ExtraFiles = []*os.File{lock}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("starting redis-server: %w", err)
	}
	ended := make(chan struct{})
	go func() { _ = cmd.Wait(); close(ended) }() // reaped when it ends
	return ended, nil
}
