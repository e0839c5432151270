package main

import (
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"tumbuh/bot"
	"tumbuh/bot/whatsapp/fakewa"
	"tumbuh/store"
	"tumbuh/store/rdb"
)

// TestDoctorNamesEachFault: every check of doctor fails when its fault is there, with what
// to do about it, and none of them before.
func TestDoctorNamesEachFault(t *testing.T) {
	ctx := context.Background()
	s := newStage(t)
	looked := func() string {
		out, err := printed(t, func() error { return doctorCmd{}.Run(ctx, s.config()) })
		if err == nil {
			t.Error("doctor found nothing, though no duty officer is named")
		}
		return out
	}
	faults := []struct{ name, says, todo string }{ // the clock of a stage is always set
		{"key file", "FAULT key file: mode 0644", "chmod 600"},
		{"backup", "FAULT backup: the one of", "tumbuh backup FILE"},
		{"dead letters", "FAULT dead letters: 1", "tumbuh privacy dead list"},
		{"alert", "FAULT danger alerts: 1 open, 1 without a taker", "call the duty officer now"},
		{"request", "FAULT requests about data: 1 open", "tumbuh privacy case list"},
		{"sweep", "FAULT reminders: earliest due", "is serve running?"},
		{"clock", "FAULT program time: set", "unset TUMBUH_CLOCK"},
	}
	before := looked()
	for _, f := range faults {
		if f.name != "clock" && strings.Contains(before, f.says) {
			t.Errorf("%s: there before it happened:\n%s", f.name, before)
		}
	}

	key := filepath.Join(s.dir, "data.key")
	if err := os.Chtimes(key, time.Time{}, time.Now().Add(-30*time.Hour)); err != nil {
		t.Fatal(err)
	}
	if out := looked(); !strings.Contains(out, "FAULT backup: none of a night, though the data are 30 hours old") {
		t.Errorf("a backup that was never made is no fault:\n%s", out)
	}
	if err := os.Chmod(key, 0o644); err != nil {
		t.Fatal(err)
	}
	noteNight(t, s.dir, nightly{At: time.Now(), Error: "the copy differs"})
	s.fake.Fate = func(bot.Outgoing) bot.Outcome { return bot.Outcome{Fate: bot.Invalid, Code: "test"} }
	s.say("rina", "menu")
	s.fake.Fate = nil
	s.say("siti", "saya kejang")
	if _, err := printed(t, func() error {
		return caseOpen{Kind: "lihat", About: "minta salinan", At: s.clock.Now().Add(-60 * time.Hour).Format("2006-01-02 15:04")}.Run(ctx, s.config())
	}); err != nil {
		t.Fatal(err)
	}
	s.clock.MoveTo(s.clock.Now().Add(11 * time.Hour)) // nobody sweeps, nobody sends
	after := looked()
	for _, f := range faults {
		line := regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(f.says) + `.*→.*` + regexp.QuoteMeta(f.todo))
		if !line.MatchString(after) {
			t.Errorf("%s is not named, or not what to do:\n%s", f.name, after)
		}
	}
}

func noteNight(t *testing.T, dir string, n nightly) {
	t.Helper()
	if err := os.MkdirAll(backupDir(dir), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := writeFile(nightlyFile(dir), n); err != nil {
		t.Fatal(err)
	}
}

// TestAlertRulesNameFigures: each figure an alert rule speaks of is there, with its labels,
// while everything is in order, or the rule would never fire.
func TestAlertRulesNameFigures(t *testing.T) {
	srv := fakewa.Start(t, time.Now)
	addr := freeAddr(t)
	h := waHouse(t, srv, "TUMBUH_METRICS_ADDR="+addr)
	pairByCode(t, h, srv, "main", botNumber)
	p := h.start("serve")
	p.answers("/readyz", 200)
	rules := regexp.MustCompile(`(?m)^\s+expr: (.*)$`).FindAllStringSubmatch(alertRules, -1)
	names := map[string]bool{}
	for _, r := range rules {
		for _, n := range regexp.MustCompile(`tumbuh_[a-z_]+`).FindAllString(r[1], -1) {
			names[n] = true
		}
	}
	if len(rules) < 12 || len(names) < 12 {
		t.Fatalf("%d rules, %d figures", len(rules), len(names))
	}
	if !regexp.MustCompile(`absent\(tumbuh_backup_time_seconds\)[^\n]*\n\s+for: `).MatchString(alertRules) {
		t.Error("no rule fires where no night's backup was ever made")
	}
	noteNight(t, h.dir, nightly{At: time.Now(), Values: 1})
	missing := []string{}
	defer func() {
		if t.Failed() {
			t.Logf("missing: %v", missing)
		}
	}()
	until(t, "every figure", 30*time.Second, func() bool {
		r, err := http.Get("http://" + addr + "/metrics")
		if err != nil {
			return false
		}
		defer r.Body.Close()
		body, _ := io.ReadAll(r.Body)
		missing = missing[:0]
		for n := range names {
			if !regexp.MustCompile(`(?m)^` + n + `(?:\{| )`).Match(body) {
				missing = append(missing, n)
			}
		}
		if !strings.Contains(string(body), `lane="urgent"`) || !strings.Contains(string(body), `lane="reply"`) {
			missing = append(missing, "lane")
		}
		return len(missing) == 0
	})
}

// TestBroadcastIsForgotten: a broadcast is kept for the days of the setting after its end,
// then it goes with its pages and its attachment; an open one stays.
func TestBroadcastIsForgotten(t *testing.T) {
	ctx := context.Background()
	s := newStage(t)
	now := s.clock.Now()
	put := func(id string, stage store.Stage, ended time.Time) store.Ref {
		doc := store.Doc[store.Announcement]{Ref: store.Ref{Kind: store.KindBroadcast, ID: id}}
		f, pieces := store.Attach(id, "poster.png", "image/png", []byte("bytes"))
		doc.Value = store.Announcement{V: 1, Audience: "semua", Text: "x", Made: now.AddDate(0, -6, 0), Stage: stage, Ended: ended, File: f}
		index := store.IndexPastBroadcasts()
		if doc.Value.Open() {
			index = store.IndexBroadcasts()
		}
		t := store.Turn{Now: now, Writes: append(pieces, doc.Put()), Index: []store.IndexOp{{Index: index, Member: id}}}
		if err := one(s.app.db.Commit(ctx, t)); err != nil {
			s.t.Fatal(err)
		}
		return pieces[0].Ref
	}
	gone := []store.Ref{put("old", store.Finished, now.AddDate(0, 0, -91))}
	kept := []store.Ref{put("young", store.Finished, now.AddDate(0, 0, -89)), put("open", store.Sending, time.Time{})}
	if _, err := retain(ctx, s.app.db, now); err != nil {
		t.Fatal(err)
	}
	there := func(ref store.Ref) bool {
		v, err := s.app.db.Version(ctx, ref)
		if err != nil {
			t.Fatal(err)
		}
		return v > 0
	}
	for _, ref := range gone {
		if there(ref) {
			t.Errorf("%v is kept", ref)
		}
	}
	for _, ref := range kept {
		if !there(ref) {
			t.Errorf("%v is gone", ref)
		}
	}
	for id, want := range map[string]bool{"old": false, "young": true, "open": true} {
		d, err := rdb.Get[store.Announcement](ctx, s.app.db, store.Ref{Kind: store.KindBroadcast, ID: id})
		if err != nil || (d.Version > 0) != want {
			t.Errorf("%s: version %d (%v), want kept %v", id, d.Version, err, want)
		}
	}
}
