package rdb

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/redis/go-redis/v9"
	"golang.org/x/sys/unix"
)

// joinFolder enters the list of the folder's users. The gate stays ours until
// [folder.openGate], so that who is alone stays alone until it is seen to live.
func joinFolder(ctx context.Context, dir string) (*folder, error) {
	f := &folder{dir: dir}
	if err := os.MkdirAll(f.data(), 0o700); err != nil {
		return nil, fmt.Errorf("making the data folder: %w", err)
	}
	var err error
	if f.gate, err = waitLock(ctx, f.path("gate.lock")); err != nil {
		return nil, fmt.Errorf("another process is opening or closing the data folder: %w", err)
	}
	// Only who holds the gate takes the users' lock alone.
	f.users, err = lockFile(f.path("users.lock"), unix.LOCK_EX|unix.LOCK_NB)
	if f.alone = err == nil; f.alone {
		err = unix.Flock(int(f.users.Fd()), unix.LOCK_SH)
	} else {
		f.users, err = lockFile(f.path("users.lock"), unix.LOCK_SH)
	}
	if err != nil {
		f.openGate()
		return nil, fmt.Errorf("joining the data folder: %w", err)
	}
	return f, nil
}

func (f *folder) openGate() {
	if f.gate != nil {
		f.gate.Close()
		f.gate = nil
	}
}

// leave ends our use of the folder; the last user stops Redis and waits until it is gone.
func (f *folder) leave() error {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	defer f.users.Close()
	if f.gate == nil {
		gate, err := waitLock(ctx, f.path("gate.lock"))
		if err != nil {
			return fmt.Errorf("leaving the data folder: %w", err)
		}
		f.gate = gate
	}
	defer f.openGate()
	if err := unix.Flock(int(f.users.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil || !f.ours {
		return nil // others use it still, or it is none of ours
	}
	c := redis.NewClient(&redis.Options{Dialer: f.dial, MaxRetries: -1, PoolSize: 1, Protocol: 2, DisableIdentity: true, ContextTimeoutEnabled: true, ReadTimeout: 20 * time.Second})
	defer c.Close()
	_ = c.Do(ctx, "SHUTDOWN", "NOSAVE").Err() // its answer is the end of the connection; the AOF holds everything
	lock, err := waitLock(ctx, f.path("redis.lock"))
	if err != nil {
		return fmt.Errorf("stopping redis-server: %w", err)
	}
	defer lock.Close()
	sock := *f.sock.Load()
	_ = os.Remove(sock)
	_ = os.Remove(filepath.Dir(sock)) // only when it is empty
	_ = os.Remove(f.path("redis.sock"))
	return nil
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

// waitLock takes a lock alone as soon as it is free.
func waitLock(ctx context.Context, path string) (*os.File, error) {
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	for {
		f, err := lockFile(path, unix.LOCK_EX|unix.LOCK_NB)
		if err == nil || !errors.Is(err, unix.EWOULDBLOCK) {
			return f, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-tick.C:
		}
	}
}

func shortHash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:6])
}

// dataDirID is a short name for a data folder.
func dataDirID(dir string) (string, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", fmt.Errorf("naming the data folder: %w", err)
	}
	if real, err := filepath.EvalSymlinks(abs); err == nil {
		abs = real
	}
	return shortHash(abs), nil
}

// socketPath is a short path for the socket, whatever the length of the data
// folder's: a unix socket's path may have 107 bytes.
func socketPath(dir string) (string, error) {
	id, err := dataDirID(dir)
	if err != nil {
		return "", err
	}
	base := os.Getenv("XDG_RUNTIME_DIR")
	if info, err := os.Stat(base); base == "" || len(base) > 60 || err != nil || !info.IsDir() {
		base = "/tmp"
	}
	sock := filepath.Join(base, fmt.Sprintf("tumbuh-%d-%s", os.Getuid(), id), "r.sock")
	return sock, ownFolder(filepath.Dir(sock))
}

// ownFolder makes a folder that is ours alone, or holds that it is.
func ownFolder(path string) error {
	if err := os.MkdirAll(path, 0o700); err != nil {
		return fmt.Errorf("making the socket folder: %w", err)
	}
	info, err := os.Lstat(path)
	if err != nil {
		return fmt.Errorf("making the socket folder: %w", err)
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !info.IsDir() || info.Mode().Perm() != 0o700 || !ok || int(stat.Uid) != os.Getuid() {
		return fmt.Errorf("the socket folder %s is not ours alone (want mode 0700, our user)", path)
	}
	return nil
}
