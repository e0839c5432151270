package main

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tumbuh/bot/telegram/telegramtest"
)

// stormPeople is how many register; `go test ./cmd/tumbuh -run Storm -storm 200 -v` is
// the whole storm.
var stormPeople = flag.Int("storm", 40, "people in the Telegram storm")

// stormKills is how often the program is killed meanwhile.
const stormKills = 20

// stormScript is what each of them writes and a word of the answer.
var stormScript = []struct{ say, wants string }{{"/start", "Tumbuh"}, {"daftar hamil", "persetujuan"}, {"setuju", "nama"}, {"Mawar Lestari", "umur"},
	{"27 tahun", "haid terakhir"}, {"20 minggu", "kelurahan"}, {"rempoa", "osyandu"}, {"belum tahu", "HP"}, {"lewati", "Jam berapa"}, {"19.00", "Sudah benar?"}, {"ya", "terdaftar"}}

// storm is the network and what was done to it.
type storm struct {
	*telegramtest.Server
	mu                  sync.Mutex
	kills               []time.Time
	limited, failed     atomic.Int64
	finished, lostReply atomic.Int64
}

// fault is what a bad day does to a send: told to wait, an error, both without
// showing anything.
func (s *storm) fault(method, _ string, w http.ResponseWriter) bool {
	if method != "sendMessage" {
		return false
	}
	switch n := rand.IntN(100); {
	case n < 4:
		s.limited.Add(1)
		telegramtest.Fail(w, 429, "Too Many Requests: retry after 1", 1)
		return true
	case n < 8:
		s.failed.Add(1)
		telegramtest.Fail(w, 500, "Internal Server Error", 0)
		return true
	}
	return false
}

// TestStorm: people register over Telegram while the program is killed and started
// again, Telegram says 429 and 500, and answers are lost on their way. Everybody is
// registered in the end, each question was answered, and a message came twice only
// where a kill fell between send and settle or its answer was lost.
func TestStorm(t *testing.T) {
	s := &storm{Server: telegramtest.Start(t, time.Now)}
	s.Fault(s.fault)
	s.Lose(func(string) bool { return rand.IntN(100) < 2 })
	h := newHouse(t, "TUMBUH_TELEGRAM_TOKEN="+telegramtest.Token, "TUMBUH_TELEGRAM_API="+s.URL, "TUMBUH_TELEGRAM_RATE=1000")
	p := h.start("serve")
	began := time.Now()
	var people sync.WaitGroup
	for i := range *stormPeople {
		people.Add(1)
		go func() {
			defer people.Done()
			s.register(t, int64(1000+i))
		}()
	}
	all := *stormPeople * len(stormScript)
	for i := range stormKills {
		until(t, fmt.Sprintf("%d messages before kill %d", all*(i+1)/(stormKills+1), i+1), 300*time.Second, func() bool { return s.Count() >= all*(i+1)/(stormKills+1) })
		<-time.After(time.Duration(rand.IntN(300)) * time.Millisecond) // a kill comes when it comes, not with a send
		s.mu.Lock()
		s.kills = append(s.kills, time.Now())
		s.mu.Unlock()
		p.kill()
		p = h.start("serve")
	}
	people.Wait()
	until(t, "confirmation of everything", 30*time.Second, func() bool { return s.Waiting() == 0 })
	if code := p.stop(); code != 0 {
		t.Errorf("exit %d\n%s", code, p.err.String())
	}
	s.judge(t, time.Since(began))
	if strings.Contains(p.err.String(), "RAHASIA") || strings.Contains(p.err.String(), "Mawar") {
		t.Error("the token or a name stands in the log")
	}
}

// register writes each line once the one before is answered, and never again.
func (s *storm) register(t *testing.T, chat int64) {
	id := fmt.Sprint(chat)
	for i, step := range stormScript {
		s.Text(chat, i+1, step.say)
		stop, tick := time.After(240*time.Second), time.NewTicker(20*time.Millisecond)
		for answered := false; !answered; {
			select {
			case <-stop:
				tick.Stop()
				s.lostReply.Add(1)
				t.Errorf("chat %s: %q was not answered with %q", id, step.say, step.wants)
				return
			case <-tick.C:
				for _, m := range s.Sent(id) {
					answered = answered || strings.Contains(m.Text, step.wants)
				}
			}
		}
		tick.Stop()
	}
	s.finished.Add(1)
}

// judge counts repeats and finds the cause of each.
func (s *storm) judge(t *testing.T, took time.Duration) {
	byKill, byLoss, without, lost := 0, 0, 0, 0
	for i := range *stormPeople {
		last := map[string]telegramtest.Sent{}
		for _, m := range s.Sent(fmt.Sprint(1000 + i)) {
			if m.Lost {
				lost++
			}
			before, again := last[m.Text]
			last[m.Text] = m
			switch {
			case !again:
			case before.Lost:
				byLoss++
			case s.killedBetween(before.At, m.At):
				byKill++
			default:
				without++
				t.Errorf("chat %d was told twice without a cause: %q", 1000+i, m.Text)
			}
		}
		if len(last) != len(stormScript) {
			t.Errorf("chat %d was told %d different things, want %d", 1000+i, len(last), len(stormScript))
		}
	}
	fmt.Printf("storm: %d people, %d kills, %d messages in %s; 429: %d, 500: %d, answers lost: %d; registered %d, replies lost %d; repeats by a kill %d, by a lost answer %d, without a cause %d\n",
		*stormPeople, len(s.kills), s.Count(), took.Round(time.Second), s.limited.Load(), s.failed.Load(), lost, s.finished.Load(), s.lostReply.Load(), byKill, byLoss, without)
}

func (s *storm) killedBetween(a, b time.Time) bool {
	for _, k := range s.kills {
		if !k.Before(a.Add(-50*time.Millisecond)) && k.Before(b) {
			return true
		}
	}
	return false
}
