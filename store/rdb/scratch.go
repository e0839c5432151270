package rdb

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
)

// scratch is a redis-server that lives as long as a backup is looked at. It keeps nothing.
type scratch struct {
	dir    string
	cmd    *exec.Cmd
	client *redis.Client
}

// openScratch unpacks a backup and loads it into a server of its own.
func openScratch(ctx context.Context, path string) (*scratch, BackupHead, error) {
	bin, err := exec.LookPath("redis-server")
	if err != nil {
		return nil, BackupHead{}, ErrNoServer
	}
	s := &scratch{}
	if s.dir, err = os.MkdirTemp("", "tumbuh-scratch-"); err != nil {
		return nil, BackupHead{}, fmt.Errorf("making a scratch folder: %w", err)
	}
	head, err := unpack(path, filepath.Join(s.dir, "dump.rdb"))
	if err == nil {
		err = s.start(ctx, bin)
	}
	if err != nil {
		s.close()
		return nil, head, err
	}
	return s, head, nil
}

func (s *scratch) start(ctx context.Context, bin string) error {
	sock := filepath.Join(s.dir, "s")
	s.cmd = exec.Command(bin, "--port", "0", "--unixsocket", sock, "--dir", s.dir, "--dbfilename", "dump.rdb", "--appendonly", "no", "--save", "",
		"--loglevel", "warning", "--logfile", filepath.Join(s.dir, "log"))
	if err := s.cmd.Start(); err != nil {
		return fmt.Errorf("starting a scratch server: %w", err)
	}
	o := options()
	o.Network, o.Addr = "unix", sock
	s.client = redis.NewClient(o)
	ended := make(chan error, 1)
	go func() { ended <- s.cmd.Wait() }()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for {
		err := s.client.Ping(ctx).Err()
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-ended:
			s.cmd.Process = nil
			return fmt.Errorf("%w: redis-server does not load it (made by a newer Redis, or damaged)", ErrBackup)
		case <-tick.C:
			if !strings.Contains(err.Error(), "LOADING") && !errors.Is(err, os.ErrNotExist) {
				continue // not there yet
			}
		}
	}
}

func (s *scratch) close() {
	if s.client != nil {
		_ = s.client.Close()
	}
	if s.cmd != nil && s.cmd.Process != nil {
		_ = s.cmd.Process.Kill() // it keeps nothing
	}
	_ = os.RemoveAll(s.dir)
}

// keysOf calls each with pages of our keys on a server.
func (d *DB) keysOf(ctx context.Context, c redis.UniversalClient, each func([]string) error) error {
	var cursor uint64
	for {
		keys, next, err := c.Scan(ctx, cursor, d.keys.all(), 500).Result()
		if err != nil {
			return d.down("listing keys", err)
		}
		if len(keys) > 0 {
			if err := each(keys); err != nil {
				return err
			}
		}
		if cursor = next; cursor == 0 {
			return nil
		}
	}
}
