package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"tumbuh/bot/telegram/telegramtest"
)

// What is wanted of a thousand turns and of memory.
const (
	wantCPU = 0.404 // seconds, redis-server's among them
	wantMB  = 66
)

// BenchmarkTelegram drives the built program through the loopback Bot API server:
// people register at once, each writing the next line when the last one is answered.
// It shows turns a second, what `serve` and its redis-server spend of CPU a thousand
// turns (the server that stands in for Telegram is a third process and not counted), and
// the most memory that `serve` held. Wanted: two thirds of the CPU and half the memory of a
// JavaScript bot with Redis sessions (0.606 s, 132 MB). Run it as
//
//	go test ./cmd/tumbuh -run ^$ -bench Telegram -benchtime 20000x
func BenchmarkTelegram(b *testing.B) {
	s := telegramtest.Start(b, time.Now)
	h := newHouse(b, "TUMBUH_TELEGRAM_TOKEN="+telegramtest.Token, "TUMBUH_TELEGRAM_API="+s.URL, "TUMBUH_TELEGRAM_RATE=1000000")
	p := h.start("serve")
	p.answers("/readyz", 200)
	const most = 3 // lines a chat may be answered without a pause: Telegram bears three at once
	turns, people := b.N, 256
	redis := redisIn(h.dir + "/redis")
	forgetPeak(b, p.cmd.Process.Pid)
	own, others := cpuOf(b, p.cmd.Process.Pid), cpuOf(b, redis...)
	b.ResetTimer()
	var all sync.WaitGroup
	for w := range people {
		all.Add(1)
		go func() {
			defer all.Done()
			for n := w * most; n < turns; n += people * most {
				chat := int64(10_000 + n)
				for i := range min(most, turns-n) {
					s.Text(chat, i+1, benchScript[i])
					if _, err := s.Wait(fmt.Sprint(chat), i+1, time.Minute); err != nil {
						b.Error(err)
						return
					}
				}
			}
		}()
	}
	all.Wait()
	b.StopTimer()
	b.ReportMetric(float64(turns)/b.Elapsed().Seconds(), "turns/s")
	thousands := float64(turns) / 1000
	own, others = (cpuOf(b, p.cmd.Process.Pid)-own)/thousands, (cpuOf(b, redis...)-others)/thousands
	memory := peakMB(b, p.cmd.Process.Pid)
	b.ReportMetric(own, "serve-cpu-s/1000")
	b.ReportMetric(others, "redis-cpu-s/1000")
	b.ReportMetric(memory, "serve-peak-MB")
	fmt.Printf("telegram: %.3f CPU seconds for 1,000 turns, wanted at most %.3f; %.0f MB at most, wanted at most %d\n", own+others, wantCPU, memory, wantMB)
	p.kill()
}

// cpuOf is what processes have spent of the processors, in seconds.
func cpuOf(b *testing.B, pids ...int) float64 {
	b.Helper()
	ticks := 0.0
	for _, pid := range pids {
		raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
		if err != nil {
			b.Fatal(err)
		}
		f := strings.Fields(string(raw[strings.LastIndexByte(string(raw), ')')+1:]))
		for _, i := range []int{11, 12} { // user and system time, in hundredths of a second
			n, err := strconv.Atoi(f[i])
			if err != nil {
				b.Fatal(err)
			}
			ticks += float64(n)
		}
	}
	return ticks / 100
}

// forgetPeak has the most memory a process held counted from now on.
func forgetPeak(b *testing.B, pid int) {
	b.Helper()
	if err := os.WriteFile(fmt.Sprintf("/proc/%d/clear_refs", pid), []byte("5"), 0); err != nil {
		b.Fatal(err)
	}
}

// peakMB is the most memory a process held.
func peakMB(b *testing.B, pid int) float64 {
	b.Helper()
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		b.Fatal(err)
	}
	for _, line := range strings.Split(string(raw), "\n") {
		if v, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kb, _ := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(v), " kB"))
			return float64(kb) / 1024
		}
	}
	return 0
}
