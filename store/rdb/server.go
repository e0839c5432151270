package rdb

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
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
	users  *os.File // shared lock held by every process that uses the folder
	client *redis.Client
	fresh  bool // no other process uses these data: old claims are nobody's
	kept   bool // somebody else's: not ours to stop
}

func shortHash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:6])
}

// openInProc starts a server in this process; nothing is kept.
func openInProc() (*server, string, error) {
	m := miniredis.NewMiniRedis()
	if err := m.Start(); err != nil {
		return nil, "", fmt.Errorf("starting the in-process store: %w", err)
	}
	return &server{inproc: m, fresh: true}, m.Addr(), nil
}

// openFolder starts a private redis-server in the folder, or adopts the one that
// runs there: after a kill -9 of ours, beside another process, for a command.
//
// Two locks. redis.lock is taken by whoever starts redis-server and its descriptor is
// inherited by it, so the lock lives exactly as long as Redis does, whatever becomes
// of us. users.lock is held shared by every process that uses the folder; the one
// that can take it alone at its end is the last, and stops Redis.
func openFolder(ctx context.Context, dir string) (*server, string, error) {
	bin, err := exec.LookPath("redis-server")
	if err != nil {
		return nil, "", ErrNoServer
	}
	data := filepath.Join(dir, "redis")
	if err := os.MkdirAll(data, 0o700); err != nil {
		return nil, "", fmt.Errorf("making the data folder: %w", err)
	}
	sock, err := socketPath(dir)
	if err != nil {
		return nil, "", err
	}
	users, alone, err := joinUsers(filepath.Join(dir, "users.lock"))
	if err != nil {
		return nil, "", err
	}
	s := &server{users: users, fresh: alone}
	if err := s.startOrAdopt(ctx, bin, dir, data, sock); err != nil {
		users.Close()
		return nil, "", err
	}
	return s, sock, nil
}

func (s *server) startOrAdopt(ctx context.Context, bin, dir, data, sock string) error {
	deadline, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	for {
		lock, err := lockFile(filepath.Join(dir, "redis.lock"), unix.LOCK_EX|unix.LOCK_NB)
		switch {
		case err == nil:
			err = s.spawn(bin, data, sock, lock)
			lock.Close() // ours; redis-server's copy keeps the lock
			if err != nil {
				return err
			}
			s.fresh = true
		case !errors.Is(err, unix.EWOULDBLOCK):
			return err
		}
		client := redis.NewClient(&redis.Options{Network: "unix", Addr: sock, MaxRetries: -1, DialTimeout: time.Second, PoolSize: 1})
		if err = waitReady(deadline, client); err == nil {
			s.client = client
			return nil
		}
		client.Close()
		if deadline.Err() != nil {
			return fmt.Errorf("waiting for redis-server in the data folder: %w (see redis/redis.log there)", err)
		}
	}
}

// spawn starts redis-server in a session of its own, so that a terminal's Ctrl-C
// reaches us and not it.
func (s *server) spawn(bin, data, sock string, lock *os.File) error {
	_ = os.Remove(sock) // nobody listens: the lock was free
	cmd := exec.Command(bin, "--port", "0", "--unixsocket", sock, "--unixsocketperm", "700", "--dir", data,
		"--appendonly", "yes", "--appendfsync", "always", "--save", "", "--maxmemory-policy", "noeviction",
		"--aof-use-rdb-preamble", "yes", "--auto-aof-rewrite-min-size", "64mb", "--daemonize", "no",
		"--logfile", filepath.Join(data, "redis.log"), "--loglevel", "warning", "--lua-time-limit", "5000")
	cmd.ExtraFiles = []*os.File{lock}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("starting redis-server: %w", err)
	}
	go func() { _ = cmd.Wait() }() // reaped when it ends
	return nil
}

// waitReady pings until the server answers and has loaded its data, for two
// seconds at most before the lock is looked at again.
func waitReady(ctx context.Context, c *redis.Client) error {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for {
		err := c.Ping(ctx).Err()
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("no answer: %s", clean(err.Error()))
		case <-tick.C:
		}
	}
}

// socketPath is a short path for the socket, whatever the length of the data
// folder's: a unix socket's path may have 107 bytes.
func socketPath(dir string) (string, error) {
	id, err := dataDirID(dir)
	if err != nil {
		return "", err
	}
	base := os.Getenv("XDG_RUNTIME_DIR")
	if base == "" || len(base) > 60 {
		base = "/tmp"
	}
	folder := filepath.Join(base, fmt.Sprintf("tumbuh-%d-%s", os.Getuid(), id))
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", fmt.Errorf("making the socket folder: %w", err)
	}
	info, err := os.Lstat(folder)
	if err != nil {
		return "", fmt.Errorf("making the socket folder: %w", err)
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !info.IsDir() || info.Mode().Perm() != 0o700 || !ok || int(stat.Uid) != os.Getuid() {
		return "", fmt.Errorf("the socket folder %s is not ours alone (want mode 0700, our user)", folder)
	}
	return filepath.Join(folder, "r.sock"), nil
}

// joinUsers takes the users' lock shared, and tells whether we were the only one at
// that moment: then a redis-server that runs is left from a killed process of ours.
func joinUsers(path string) (f *os.File, alone bool, err error) {
	f, err = lockFile(path, unix.LOCK_EX|unix.LOCK_NB)
	if alone = err == nil; !alone {
		f, err = lockFile(path, unix.LOCK_SH)
		return f, false, err
	}
	if err := unix.Flock(int(f.Fd()), unix.LOCK_SH); err != nil {
		f.Close()
		return nil, false, fmt.Errorf("locking: %w", err)
	}
	return f, true, nil
}

// lockFile opens a file and takes a flock on it.
func lockFile(path string, how int) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("opening a lock: %w", err)
	}
	if err := unix.Flock(int(f.Fd()), how); err != nil {
		f.Close()
		return nil, fmt.Errorf("locking: %w", err)
	}
	return f, nil
}

// close leaves the folder; the last to leave stops Redis.
func (s *server) close() error {
	if s.kept {
		return nil
	}
	if s.inproc != nil {
		s.inproc.Close()
		return nil
	}
	defer s.client.Close()
	defer s.users.Close()
	if err := unix.Flock(int(s.users.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		return nil // others use it still
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	err := s.client.Do(ctx, "SHUTDOWN", "NOSAVE").Err()
	if err == nil || clean(err.Error()) == "EOF" || errors.Is(err, redis.ErrClosed) {
		return nil
	}
	return nil // it is gone already; the AOF holds everything
}
