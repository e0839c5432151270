package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"runtime/debug"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// settledIn is how long after its start a process does for the first time what it then
// does all day: the first sweep is over.
const settledIn = 7 * time.Second

// giveBackSoon gives back what the start needed once the first sweep is over.
func giveBackSoon(ctx context.Context) {
	t := time.NewTimer(settledIn)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
		giveBack()
	}
}

// giveBack returns to the system what only the start needed: garbage, and the pages of
// the program's own file that were run or read once while everything was set up. Nothing
// is lost by it: a page that is needed again is mapped again from the file.
func giveBack() {
	debug.FreeOSMemory()
	program, err := os.Readlink("/proc/self/exe")
	if err != nil {
		return
	}
	maps, err := os.Open("/proc/self/maps")
	if err != nil {
		return
	}
	defer maps.Close()
	for lines := bufio.NewScanner(maps); lines.Scan(); {
		var from, to uintptr
		var mode string
		if _, err := fmt.Sscanf(lines.Text(), "%x-%x %s", &from, &to, &mode); err != nil || !strings.HasSuffix(lines.Text(), program) {
			continue
		}
		if !strings.Contains(mode, "w") { // what can be written is not the file any more
			_, _, _ = unix.Syscall(unix.SYS_MADVISE, from, to-from, unix.MADV_DONTNEED)
		}
	}
}
