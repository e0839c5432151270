package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"tumbuh/bot/telegram/telegramtest"
	"tumbuh/store/storetest"
)

// pair is two whole processes, with a data folder each, on one Redis.
type pair struct {
	t      *testing.T
	houses [2]*house
	run    [2]*process
	kills  []time.Time
}

func newPair(t *testing.T, env ...string) *pair {
	p := &pair{t: t}
	for i := range p.houses {
		p.houses[i] = newHouse(t, append([]string{"TUMBUH_METRICS_ADDR=" + freeAddr(t)}, env...)...)
	}
	t.Cleanup(func() {
		for i, r := range p.run {
			if t.Failed() && r != nil {
				code, body := r.get("/readyz")
				t.Logf("process %d at the end: %d %s\n%s", i, code, body, r.err.String())
			}
		}
	})
	p.begin(0)
	p.run[0].answers("/readyz", 200)
	key, err := os.ReadFile(filepath.Join(p.houses[0].dir, "data.key"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(p.houses[1].dir, "data.key"), key, 0o600); err != nil {
		t.Fatal(err)
	}
	p.begin(1)
	p.run[1].answers("/readyz", 200)
	return p
}

func (p *pair) begin(i int) { p.run[i] = p.houses[i].start("serve") }

// polls is the process that has the Telegram door; -1 while it passes on.
func (p *pair) polls() int {
	for i, r := range p.run {
		if _, body := r.get("/readyz"); strings.Contains(body, "telegram open") {
			return i
		}
	}
	return -1
}

// killPoller kills the process that polls, and starts it again when the other has taken over.
func (p *pair) killPoller() {
	p.t.Helper()
	at := -1
	until(p.t, "one of the two polls", 30*time.Second, func() bool { at = p.polls(); return at >= 0 })
	p.kills = append(p.kills, time.Now())
	p.run[at].kill()
	until(p.t, "the other takes over", 30*time.Second, func() bool { return p.polls() == 1-at })
	if took := time.Since(p.kills[len(p.kills)-1]); took > 12*time.Second {
		p.t.Errorf("the door passed on after %s", took)
	}
	p.begin(at)
}

// TestTwoProcessesUnderTraffic: people register over Telegram with two whole processes on
// one Redis. The one that polls is killed again and again while the other goes on; then a
// broadcast goes out and its process is killed halfway. Nothing that was written is lost,
// nothing comes twice without a kill to blame, and every broadcast message is counted.
func TestTwoProcessesUnderTraffic(t *testing.T) {
	s := &storm{Server: telegramtest.Start(t, time.Now)}
	p := newPair(t, "TUMBUH_REDIS_URL="+storetest.RealServer(t).URL, "TUMBUH_CLOCK=2026-03-03T10:00:00+07:00",
		"TUMBUH_TELEGRAM_TOKEN="+telegramtest.Token, "TUMBUH_TELEGRAM_API="+s.URL, "TUMBUH_TELEGRAM_RATE=1000")
	began := time.Now()
	var people sync.WaitGroup
	for i := range *stormPeople {
		people.Go(func() { s.register(t, int64(1000+i)) })
	}
	all := *stormPeople * len(stormScript)
	for i := range 3 {
		until(t, "some messages", 120*time.Second, func() bool { return s.Count() >= all*(i+1)/4 })
		p.killPoller()
	}
	people.Wait()
	until(t, "confirmation of everything", 30*time.Second, func() bool { return s.Waiting() == 0 })
	s.kills = p.kills
	s.judge(t, time.Since(began))

	text := filepath.Join(t.TempDir(), "kabar")
	if err := os.WriteFile(text, []byte("Halo {nama}, kabar dari posyandu"), 0o600); err != nil {
		t.Fatal(err)
	}
	before := s.Count()
	code, out, errs := p.houses[0].run("broadcast", "--audience", "hamil=0..42", "--text", text, "--send")
	if code != 0 || !strings.Contains(out, fmt.Sprintf("people: %d", *stormPeople)) {
		t.Fatalf("broadcast: exit %d\n%s%s", code, out, errs)
	}
	until(t, "a part of the broadcast", 60*time.Second, func() bool { return s.Count() > before+*stormPeople/4 })
	p.killPoller()
	status := ""
	until(t, "the end of the broadcast", 180*time.Second, func() bool {
		_, status, _ = p.houses[1].run("broadcast", "status", "--json")
		return strings.Contains(status, `"finished"`)
	})
	var b progress
	if err := json.Unmarshal([]byte(status), &b); err != nil {
		t.Fatal(err)
	}
	got := 0
	for i := range *stormPeople {
		n := 0
		for _, m := range s.Sent(fmt.Sprint(1000 + i)) {
			if strings.Contains(m.Text, "kabar dari posyandu") {
				n++
			}
		}
		if n > 1 {
			t.Errorf("chat %d was sent the broadcast %d times", 1000+i, n)
		}
		got += n
	}
	if b.Results["sent"]+b.Results["uncertain"] != *stormPeople || got < b.Results["sent"] {
		t.Errorf("%d people, %d got it, counted %v", *stormPeople, got, b.Results)
	}
	fmt.Printf("two processes: %d kills, %d messages; broadcast: %d got it, counted %v\n", len(p.kills), s.Count(), got, b.Results)
	for i, r := range p.run {
		r.answers("/readyz", 200) // the one begun last may not listen to signals yet
		if code := r.stop(); code != 0 {
			t.Errorf("process %d: exit %d\n%s", i, code, r.err.String())
		}
	}
}
