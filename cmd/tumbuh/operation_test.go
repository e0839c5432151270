package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil"

	"tumbuh/store"
	"tumbuh/store/rdb"
	"tumbuh/store/storetest"
)

// While the store refuses writes (a disk that is full stops its snapshots: MISCONF; a
// replica that was promoted away: READONLY; too few replicas: NOREPLICAS) /readyz is red,
// /healthz green, nothing is acknowledged; afterwards the message that was held is
// answered, once.
func TestReadyIsRedWhileWritesFail(t *testing.T) {
	srv := storetest.RealServer(t)
	cli := storetest.Client(t, srv)
	h := newHouse(t, "TUMBUH_REDIS_URL="+srv.URL, "TUMBUH_WEBPHONE=on", "TUMBUH_METRICS_ADDR="+freeAddr(t), "TUMBUH_LOG=text,error")
	p := h.start("serve")
	p.answers("/readyz", 200)
	for name, trouble := range map[string]struct{ break_, heal [][]any }{
		"MISCONF": {[][]any{{"CONFIG", "SET", "save", "3600 1"}, {"CONFIG", "SET", "stop-writes-on-bgsave-error", "yes"}},
			[][]any{{"CONFIG", "SET", "stop-writes-on-bgsave-error", "no"}}},
		"READONLY":   {[][]any{{"REPLICAOF", "127.0.0.1", "1"}}, [][]any{{"REPLICAOF", "NO", "ONE"}}},
		"NOREPLICAS": {[][]any{{"CONFIG", "SET", "min-replicas-to-write", "1"}}, [][]any{{"CONFIG", "SET", "min-replicas-to-write", "0"}}},
	} {
		began := time.Now()
		for _, c := range trouble.break_ {
			cli(c...)
		}
		if name == "MISCONF" {
			dir := cli("CONFIG", "GET", "dir").([]any)[1].(string)
			if err := os.MkdirAll(filepath.Join(dir, "dump.rdb", "in the way"), 0o700); err != nil {
				t.Fatal(err)
			}
			cli("BGSAVE")
		}
		p.answers("/readyz", 503)
		if _, body := p.get("/readyz"); !strings.Contains(body, name) {
			t.Errorf("%s: /readyz says %q", name, body)
		}
		if code, _ := p.get("/healthz"); code != 200 {
			t.Errorf("%s: /healthz answers %d", name, code)
		}
		told := make(chan int, 1)
		go func() {
			told <- p.post("/pesan", map[string]string{"phone": "baru", "id": "m-" + name, "text": "halo"})
		}()
		select {
		case code := <-told:
			if code == 200 {
				t.Errorf("%s: a message was acknowledged while nothing can be written", name)
			}
		case <-time.After(300 * time.Millisecond):
		}
		for _, c := range trouble.heal {
			cli(c...)
		}
		p.answers("/readyz", 200)
		select {
		case code := <-told:
			if code != 200 {
				t.Errorf("%s: the held message was answered with %d", name, code)
			}
		case <-time.After(20 * time.Second):
			t.Errorf("%s: the held message is never acknowledged", name)
		}
		t.Logf("%s: %s", name, time.Since(began).Round(time.Millisecond))
	}
}

// The figures say what happened and hold nothing of anyone.
func TestMetrics(t *testing.T) {
	s := newStage(t)
	s.register("mawar", "Mawar Lestari")
	s.says("siti", "saya kejang")
	s.walk("2026-03-03 19:01")
	s.app.metrics.watch(s.app, s.dir)
	got, err := s.app.metrics.registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	values := map[string]float64{}
	var all strings.Builder
	for _, f := range got {
		all.WriteString(f.String())
		for _, m := range f.GetMetric() {
			name := f.GetName()
			for _, l := range m.GetLabel() {
				name += " " + l.GetValue()
			}
			values[name] = m.GetGauge().GetValue() + m.GetCounter().GetValue() + float64(m.GetHistogram().GetSampleCount())
		}
	}
	for _, name := range []string{"tumbuh_turns_total", "tumbuh_messages_total webphone reply sent", "tumbuh_messages_total webphone reminder sent", "tumbuh_commit_seconds ok",
		"tumbuh_message_wait_seconds webphone reminder", "tumbuh_alerts_open", "tumbuh_alert_age_seconds", "tumbuh_people", "tumbuh_store_writable", "tumbuh_reminders_said_total"} {
		if values[name] <= 0 {
			t.Errorf("%s = %v, want more than 0", name, values[name])
		}
	}
	if _, ok := values["tumbuh_outbox_age_seconds telegram broadcast"]; !ok {
		t.Error("the age of a lane is missing")
	}
	for _, personal := range []string{"Mawar", "Lestari", "Siti", "6281255501234", "81255501234", "kejang"} {
		if strings.Contains(all.String(), personal) {
			t.Errorf("the figures hold %q", personal)
		}
	}
	if problems, err := testutil.GatherAndLint(s.app.metrics.registry); err != nil || len(problems) > 0 {
		t.Errorf("lint: %v %v", problems, err)
	}
}

// The night's work: what is kept too long goes, the rest is backed up and compared, and
// the result stands where doctor and metrics read it.
func TestNight(t *testing.T) {
	ctx := context.Background()
	s := newStage(t)
	today := store.DateOf(s.clock.Now())
	v, err := s.app.db.View(ctx, store.Address{Channel: store.WebPhone, ID: "rina"}, s.clock.Now())
	if err != nil {
		t.Fatal(err)
	}
	f := v.Family
	f.Value.Children = append(f.Value.Children, store.Child{ID: "c2", Name: "Kenzo", Birth: today.AddMonths(-62)}, store.Child{ID: "c3", Name: "Nadia", Birth: today.AddMonths(-60)})
	f.Value.Pregnancies = []store.Pregnancy{{ID: "p1", HPHT: today.Add(-900), End: store.EndBirth, Ended: today.Add(-400)}, {ID: "p2", HPHT: today.Add(-600), End: store.EndBirth, Ended: today.Add(-320)}}
	growth := store.Write{Ref: store.GrowthRef(v.ID(), "c2"), Value: store.Growth{V: 1, Family: v.ID(), Child: "c2"}}
	old := store.Audit{At: s.clock.Now().AddDate(-6, 0, 0), Act: "old"}
	if err := one(s.app.db.Commit(ctx, store.Turn{Now: s.clock.Now(), Writes: []store.Write{f.Put(), growth}, Audit: []store.Audit{old}})); err != nil {
		t.Fatal(err)
	}
	l := loops{app: s.app, log: quiet(), dir: s.dir}
	l.night(ctx)
	n, ok := readNightly(s.dir)
	if !ok || n.Error != "" || n.Values < 5 || n.Bytes == 0 {
		t.Fatalf("the night: %+v", n)
	}
	s.app.metrics.watch(s.app, s.dir)
	for want, note := range map[string]nightly{"1": n, "0": {At: n.At, Error: "the copy differs"}} { // what the figures say of it
		noteNight(t, s.dir, note)
		figure := "# HELP tumbuh_backup_ok 1 when the last backup of the night was restored in a scratch server and compared.\n# TYPE tumbuh_backup_ok gauge\ntumbuh_backup_ok " + want + "\n"
		if err := testutil.GatherAndCompare(s.app.metrics.registry, strings.NewReader(figure), "tumbuh_backup_ok"); err != nil {
			t.Error(err)
		}
	}
	v, err = s.app.db.View(ctx, store.Address{Channel: store.WebPhone, ID: "rina"}, s.clock.Now())
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, c := range v.Family.Value.Children {
		ids = append(ids, c.ID)
	}
	for _, p := range v.Family.Value.Pregnancies {
		ids = append(ids, p.ID)
	}
	if strings.Join(ids, " ") != "c1 c3 p2" {
		t.Errorf("kept: %v, want c1 c3 p2", ids)
	}
	if d, err := rdb.Get[store.Growth](ctx, s.app.db, growth.Ref); err != nil || d.Version != 0 {
		t.Errorf("the measurements of a child that is kept no longer are there: %v", err)
	}
	if err := s.app.db.Audits(ctx, old.At.AddDate(0, -1, 0), old.At.AddDate(0, 1, 0), func(a store.Audit) error { return fmt.Errorf("kept: %s", a.Act) }); err != nil {
		t.Error(err)
	}
	left := 0
	if err := s.app.db.Audits(ctx, s.clock.Now().AddDate(0, 0, -1), s.clock.Now(), func(a store.Audit) error { left++; return nil }); err != nil || left == 0 {
		t.Errorf("%d audit lines of today are left (%v)", left, err)
	}
}

// A newer version's fields survive this one, and what this one wrote is read after
// stepping back.
func TestStepBack(t *testing.T) {
	ctx := context.Background()
	s := newStage(t)
	v, err := s.app.db.View(ctx, store.Address{Channel: store.WebPhone, ID: "siti"}, s.clock.Now())
	if err != nil {
		t.Fatal(err)
	}
	p := v.Person
	p.Value.Extra = map[string]any{"of_a_newer_version": "kept"}
	f := v.Family
	f.Value.Extra = map[string]any{"also_new": 7.0}
	d := v.Session
	d.Value.Extra = map[string]any{"new_step": "x"}
	if err := one(s.app.db.Commit(ctx, store.Turn{Now: s.clock.Now(), Writes: []store.Write{p.Put(), f.Put(), d.Put()}})); err != nil {
		t.Fatal(err)
	}
	s.says("siti", "ubah", "nama", "Siti Aminah Zahra", "batal")
	s.walk("2026-03-03 19:01")
	s.says("siti", "sudah")
	if v, err = s.app.db.View(ctx, store.Address{Channel: store.WebPhone, ID: "siti"}, s.clock.Now()); err != nil {
		t.Fatal(err)
	}
	for what, extra := range map[string]map[string]any{"person": v.Person.Value.Extra, "family": v.Family.Value.Extra, "session": v.Session.Value.Extra} {
		if len(extra) != 1 {
			t.Errorf("%s: the fields of a newer version are %v", what, extra)
		}
	}
	if v.Person.Version == p.Version+1 && v.Family.Version == f.Version+1 {
		t.Error("nothing was written after the newer version: the test shows nothing")
	}
}

// /metrics is served on its own address, and a second process whose address is taken
// goes on without.
func TestMetricsServed(t *testing.T) {
	addr := freeAddr(t)
	h := newHouse(t, "TUMBUH_WEBPHONE=on", "TUMBUH_METRICS_ADDR="+addr)
	p := h.start("serve")
	p.answers("/readyz", 200)
	r, err := http.Get("http://" + addr + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	b, _ := io.ReadAll(r.Body)
	if !strings.Contains(string(b), "tumbuh_store_writable 1") {
		t.Errorf("metrics:\n%s", b)
	}
	h.addr = freeAddr(t)
	q := h.start("serve", "--only", "core")
	q.answers("/readyz", 200)
	if !strings.Contains(q.err.String(), "TUMBUH_METRICS_ADDR") {
		t.Errorf("the second does not say that it has no metrics:\n%s", q.err.String())
	}
}
