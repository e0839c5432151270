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

// rushPercent is how much garbage may lie beside what is kept while much is done: a sweep of
// a whole city makes little that stays, and collecting it was a tenth of its work.
const rushPercent = 200

// roomy lets garbage lie longer until ease is called. What the machine's owner set by
// GOGC rules; of two sweeps at once the first one sets and ends it.
func (a *app) roomy() (ease func()) {
	if os.Getenv("GOGC") != "" || !a.rush.TryLock() {
		return func() {}
	}
	before := debug.SetGCPercent(rushPercent)
	return func() {
		debug.SetGCPercent(before)
		a.rush.Unlock()
	}
}

// giveBackSoon gives back what the start needed: once the doors are open, and again when
// the first sweep is over.
func giveBackSoon(ctx context.Context) {
	giveBack()
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
// is lost by it: a page that is needed again is mapped again from the file. Of data that may
// be written the system takes only what never was, if the file is ours (the fonts of the
// pictures, 3 MB); elsewhere it refuses, which costs nothing.
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
		advice := uintptr(unix.MADV_DONTNEED)
		if strings.Contains(mode, "w") { // what was written is not the file any more, and stays
			advice = unix.MADV_PAGEOUT
		}
		_, _, _ = unix.Syscall(unix.SYS_MADVISE, from, to-from, advice)
	}
}
