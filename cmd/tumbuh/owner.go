package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"
)

// asOwner gives up root for whoever owns the data folder, before anything is written there:
// a new key, a number's file, or Redis's log of root's the service could not read.
func asOwner(dir string) error {
	if os.Geteuid() != 0 {
		return nil
	}
	info, err := os.Stat(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("looking at the data folder: %w", err)
	}
	own, ok := info.Sys().(*syscall.Stat_t)
	if !ok || own.Uid == 0 {
		return nil
	}
	fmt.Fprintf(os.Stderr, "Going on as user %d, who owns %s.\n", own.Uid, dir)
	if err := errors.Join(syscall.Setgroups(nil), syscall.Setgid(int(own.Gid)), syscall.Setuid(int(own.Uid))); err != nil {
		return fmt.Errorf("going on as the owner of %s: %w", dir, err)
	}
	return nil
}
