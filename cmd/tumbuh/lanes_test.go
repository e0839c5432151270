package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tumbuh/bot/telegram/telegramtest"
	"tumbuh/store"
	"tumbuh/store/rdb"
	"tumbuh/store/storetest"
)

// TestAnswersPassABroadcast: while a broadcast goes out at the pace Telegram bears, whoever
// writes is answered at once: fewer broadcast messages leave in between than the pace allows
// in two seconds, and the broadcast is still under way when the last answer has come.
func TestAnswersPassABroadcast(t *testing.T) {
	const people, pace = 450, 10 // pace: what siaran-telegram is
	s, srv := telegramtest.Start(t, time.Now), storetest.RealServer(t)
	h := newHouse(t, "TUMBUH_REDIS_URL="+srv.URL, "TUMBUH_CLOCK=2026-03-03T10:00:00+07:00", "TUMBUH_METRICS_ADDR="+freeAddr(t),
		"TUMBUH_TELEGRAM_TOKEN="+telegramtest.Token, "TUMBUH_TELEGRAM_API="+s.URL, "TUMBUH_TELEGRAM_RATE=30")
	db, err := rdb.Open(context.Background(), rdb.Config{City: "36.74", DataDir: h.dir, URL: srv.URL})
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 3, 3, 10, 0, 0, 0, store.WIB)
	var turns []store.Turn
	for i := range people {
		id, addr := fmt.Sprintf("ibu%05d", i), store.Address{Channel: store.Telegram, ID: fmt.Sprint(2000 + i)}
		p := store.Person{V: 1, Name: "Ibu", Family: id, FirstSeen: now, LastSeen: now, Addresses: []store.Reach{{Address: addr}}, Consent: store.Consent{Data: true, Reminders: true}}
		f := store.Family{V: 1, Mother: store.PersonID(id), Pregnancies: []store.Pregnancy{{ID: "p1", HPHT: store.DateOf(now).Add(-200)}}}
		turns = append(turns, store.Turn{Now: now, Writes: []store.Write{{Ref: store.Ref{Kind: store.KindPerson, ID: id}, Value: p}, {Ref: store.Ref{Kind: store.KindFamily, ID: id}, Value: f}},
			Index: []store.IndexOp{{Index: store.IndexPeople(), Member: id}}, Bind: []store.Binding{{Address: addr, Person: store.PersonID(id)}}})
	}
	if _, err := db.Commit(context.Background(), turns...); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	text := filepath.Join(t.TempDir(), "kabar")
	if err := os.WriteFile(text, []byte("Kabar dari posyandu"), 0o600); err != nil {
		t.Fatal(err)
	}
	p := h.start("serve")
	p.answers("/readyz", 200)
	if code, out, errs := h.run("broadcast", "--audience", "hamil", "--text", text, "--send"); code != 0 || !strings.Contains(out, fmt.Sprint("people: ", people)) {
		t.Fatalf("broadcast: exit %d\n%s%s", code, out, errs)
	}
	until(t, "the broadcast is under way", 60*time.Second, func() bool { return s.Count() > pace })
	most := 0
	for i := range 5 {
		chat := fmt.Sprint(9000 + i) // nobody the broadcast is for
		before := s.Count()
		s.Text(int64(9000+i), 1, "halo")
		until(t, "an answer", 30*time.Second, func() bool { return len(s.Sent(chat)) > 0 })
		most = max(most, s.Count()-before-1)
	}
	if most > 2*pace {
		t.Errorf("%d messages of the broadcast left before an answer", most)
	}
	if n := s.Count(); n >= people {
		t.Errorf("the broadcast was at its end (%d messages): nothing is shown", n)
	}
	t.Logf("at most %d messages of the broadcast left between a message and its answer", most)
	if code := p.stop(); code != 0 {
		t.Errorf("exit %d\n%s", code, p.err.String())
	}
}
