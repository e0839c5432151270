package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"tumbuh/store"
)

// BenchmarkSweep is seven in the evening in a city: the tablet reminder of every
// pregnant mother is planned, decided and committed into the outbox by 16 workers with
// pages of 100, then sent into a network that takes everything. Wanted: 25,000 due
// reminders a second into the outbox, 18,000 messages a second out of it.
// TUMBUH_BENCH_FAMILIES sets how many families there are, a third of them with
// children and nothing due; the cost of one must not grow with their number.
func BenchmarkSweep(b *testing.B) {
	families := 20_000
	if s := os.Getenv("TUMBUH_BENCH_FAMILIES"); s != "" {
		var err error
		if families, err = strconv.Atoi(s); err != nil {
			b.Fatal(err)
		}
	}
	b.Run(fmt.Sprintf("families=%d", families), func(b *testing.B) {
		ctx := context.Background()
		w := benchWorld(b, families)
		w.app.sweep.Workers, w.app.sweep.Page = 16, 100
		pid := redisOf(b, w.dir)
		var sweeping, sending, cpu, cpuOut, redis, redisOut time.Duration
		said, sent := int64(0), int64(0)
		for day := 1; b.Loop(); day++ {
			b.StopTimer()
			w.clock.MoveTo(time.Date(2026, 3, 3+day, 18, 59, 0, 0, store.WIB))
			if err := w.app.settle(ctx); err != nil {
				b.Fatal(err)
			}
			w.clock.MoveTo(w.clock.Now().Add(time.Minute))
			b.StartTimer()
			before, began, spent, served := w.app.sweep.Said.Load(), time.Now(), processTime(), timeOf(b, pid)
			if _, err := w.app.sweep.Run(ctx); err != nil {
				b.Fatal(err)
			}
			sweeping += time.Since(began)
			cpu += processTime() - spent
			redis += timeOf(b, pid) - served
			said += w.app.sweep.Said.Load() - before
			out, began, spentOut, served := w.net.sent.Load(), time.Now(), processTime(), timeOf(b, pid)
			if err := w.app.out[0].Drain(ctx); err != nil {
				b.Fatal(err)
			}
			sending += time.Since(began)
			cpuOut += processTime() - spentOut
			redisOut += timeOf(b, pid) - served
			sent += w.net.sent.Load() - out
		}
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		if said == 0 || sent == 0 {
			b.Fatal("nothing was due")
		}
		each := func(spent time.Duration, n int64) float64 { return float64(spent.Nanoseconds()) / 1000 / float64(n) }
		b.ReportMetric(float64(said)/sweeping.Seconds(), "due/s")
		b.ReportMetric(each(cpu, said), "µs/due") // processor time, which a busy machine does not change: ours and redis-server's
		b.ReportMetric(each(redis, said), "redis-µs/due")
		b.ReportMetric(float64(sent)/sending.Seconds(), "sent/s")
		b.ReportMetric(each(cpuOut, sent), "µs/sent")
		b.ReportMetric(each(redisOut, sent), "redis-µs/sent")
		b.ReportMetric(float64(said)/float64(b.N), "due/evening")
		b.ReportMetric(float64(m.HeapAlloc)/(1<<20), "heap-MB")
	})
}

// processTime is the processor time this process has used, without redis-server's.
func processTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// redisOf finds the redis-server that keeps its data in a folder.
func redisOf(b *testing.B, dir string) string {
	b.Helper()
	all, err := filepath.Glob("/proc/[0-9]*")
	if err != nil {
		b.Fatal(err)
	}
	for _, p := range all {
		cwd, _ := os.Readlink(p + "/cwd")
		name, _ := os.ReadFile(p + "/comm")
		if strings.HasPrefix(cwd, dir) && strings.HasPrefix(string(name), "redis-server") {
			return p
		}
	}
	b.Fatal("no redis-server in the data folder")
	return ""
}

// timeOf is the processor time a process has used (/proc/PID/stat, hundredths of a second).
func timeOf(b *testing.B, proc string) time.Duration {
	b.Helper()
	stat, err := os.ReadFile(proc + "/stat")
	if err != nil {
		b.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(stat), ") ")
	fields := strings.Fields(rest)
	user, err1 := strconv.Atoi(fields[11])
	system, err2 := strconv.Atoi(fields[12])
	if err := errors.Join(err1, err2); err != nil {
		b.Fatal(err)
	}
	return time.Duration(user+system) * 10 * time.Millisecond
}
