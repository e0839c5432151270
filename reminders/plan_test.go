package reminders

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"tumbuh/store"
)

func split(rules string) []string { return strings.Split(rules, "+") }

func TestRowsAreWhole(t *testing.T) {
	if err := planner(t).Check(); err != nil {
		t.Error(err)
	}
	for _, r := range Rows() {
		if r.Source == "" || r.Kind == "" || r.Reader == "" || r.Ends == "" {
			t.Errorf("%s lacks its source, kind, reader or what silences it", r.ID)
		}
		if r.Text == "" && r.Does == "" {
			t.Errorf("%s says and does nothing", r.ID)
		}
		if !r.Own && (r.Use == 0 || r.Hour < 7*60 || r.Hour >= 20*60) {
			t.Errorf("%s has no use or an hour outside the window", r.ID)
		}
	}
}

func TestTabletDailyAtHerHour(t *testing.T) {
	tn := newTown(t, "2026-03-03 10:00")
	tn.put("siti", siti(), tn.pregnant("2025-11-03"), tn.now)
	tn.walk("2026-03-06 12:00")
	tn.want("ttd", "03-03 19:00", "03-04 19:00", "03-05 19:00")
	m := tn.said[0]
	if m.To != "siti" || m.Via.ID != "siti" || m.Lane != store.Reminder || m.About != "p1" || len(m.Choices) != 3 || m.Question != "ttd/p1/2026-03-03" ||
		!m.NotAfter.Equal(moment(t, "2026-03-03 20:00")) || !strings.Contains(m.Text, "Siti Aminah") {
		t.Errorf("message %+v", m)
	}
	f := tn.families["siti"].Value
	if o := f.Open[len(f.Open)-1]; o.Dialog != "ttd" || o.Rule != "ttd" || o.About != "p1" || !o.Expires.After(o.Asked) {
		t.Errorf("open question %+v", o)
	}
}

func TestTabletNotOnTheEveningOfALateRegistration(t *testing.T) {
	tn := newTown(t, "2026-03-03 19:30")
	tn.put("siti", siti(), tn.pregnant("2025-11-03"), tn.now)
	tn.walk("2026-03-04 19:00")
	tn.want("ttd", "03-04 19:00")
}

func TestTabletHourOutsideTheWindowIsHers(t *testing.T) {
	for _, hour := range []string{"04:00", "21:30", "22:00"} {
		tn := newTown(t, "2026-03-03 23:00")
		f := tn.pregnant("2025-11-03")
		f.Prefs.TTDHour = hour
		tn.put("siti", siti(), f, tn.now)
		tn.walk("2026-03-04 23:00")
		tn.want("ttd", "03-04 "+hour)
		if m := tn.said[0]; m.NotAfter.Sub(m.Made) > time.Hour {
			t.Errorf("%s may leave until %v", hour, m.NotAfter)
		}
	}
	tn := newTown(t, "2026-03-03 23:00") // an hour nobody may choose is the usual one
	f := tn.pregnant("2025-11-03")
	f.Prefs.TTDHour = "03:00"
	tn.put("siti", siti(), f, tn.now)
	tn.walk("2026-03-04 23:00")
	tn.want("ttd", "03-04 19:00")
}

func TestTabletOfThePuskesmas(t *testing.T) {
	tn := newTown(t, "2026-03-03 10:00")
	tn.settings.Values = map[string][]store.Setting{"supplement": {{From: date(t, "2026-03-05"), Value: "mms"}}}
	tn.put("siti", siti(), tn.pregnant("2025-11-03"), tn.now)
	tn.walk("2026-03-06 12:00")
	tn.want("ttd", "03-03 19:00", "03-04 19:00")
	tn.want("mms", "03-05 19:00")
	if m := tn.said[2]; !strings.Contains(m.Text, "MMS") || m.Question != "ttd/p1/2026-03-05" {
		t.Errorf("message %+v", m)
	}
}

func TestAskedOnceMoreAfterNanti(t *testing.T) {
	tn := newTown(t, "2026-03-03 10:00")
	tn.put("siti", siti(), tn.pregnant("2025-11-03"), tn.now)
	tn.walk("2026-03-03 19:00")
	later := func() {
		tn.edit("siti", tn.now, func(_ *store.Person, f *store.Family) { f.Open[0].Again = tn.now.Add(2 * time.Hour) })
	}
	later()
	tn.walk("2026-03-03 21:00")
	tn.want("ttd-lagi", "03-03 21:00")
	if m := tn.said[1]; m.Question != "ttd/p1/2026-03-03" || len(m.Choices) == 0 {
		t.Errorf("message %+v", m)
	}
	later() // "nanti" again: it is asked once more, not for ever
	tn.walk("2026-03-03 23:59")
	tn.want("ttd-lagi", "03-03 21:00")
}

func TestNotAskedOnceMoreWhenAnswered(t *testing.T) {
	tn := newTown(t, "2026-03-03 10:00")
	tn.put("siti", siti(), tn.pregnant("2025-11-03"), tn.now)
	tn.walk("2026-03-03 19:00")
	tn.edit("siti", tn.now, func(_ *store.Person, f *store.Family) {
		f.Open[0].Again = tn.now.Add(2 * time.Hour)
		f.Pregnancies[0].Log = f.Pregnancies[0].Log.With(date(t, "2026-03-03"), 's')
	})
	tn.walk("2026-03-03 23:59")
	tn.want("ttd-lagi")
}

func TestPosyanduBothReminders(t *testing.T) {
	for id, want := range map[string][]string{"py-10": {"03-07 09:00", "04-07 09:00"}, "py-sel": {"03-07 09:00", "04-11 09:00"}} {
		tn := newTown(t, "2026-03-01 08:00")
		f := tn.withChild("2024-01-15", "P")
		f.Posyandu = id
		tn.put("siti", siti(), f, tn.now)
		tn.walk("2026-04-20 08:00")
		tn.want("posyandu-h3", want...)
		if m := tn.first("posyandu-h3"); !strings.Contains(m.Text, "Selasa, 10 Maret") || !strings.Contains(m.Text, "Aisyah") {
			t.Errorf("text %q", m.Text)
		}
		if n := len(tn.times("posyandu-h1")); n != 2 {
			t.Errorf("posyandu-h1 was said %d times", n)
		}
	}
}

func TestPosyanduMovedAndOff(t *testing.T) {
	tn := newTown(t, "2026-03-01 08:00")
	tn.put("siti", siti(), tn.withChild("2024-01-15", "P"), tn.now)
	tn.walk("2026-03-08 08:00")
	day := &tn.city.Posyandu[0]
	day.Days.Moved = map[string]store.Date{"2026-03-10": date(t, "2026-03-17"), "2026-04-10": {}}
	tn.walk("2026-05-01 08:00")
	tn.want("posyandu-h3", "03-07 09:00", "03-14 09:00")
	tn.want("posyandu-h1", "03-16 16:00")
}

func TestPosyanduEndsWithFiveYears(t *testing.T) {
	tn := newTown(t, "2026-03-01 08:00")
	tn.put("siti", siti(), tn.withChild("2021-04-09", "L"), tn.now)
	tn.walk("2026-07-01 08:00")
	tn.want("posyandu-h3", "03-07 09:00", "04-07 09:00")
}

func TestExpectedDayPasses(t *testing.T) {
	tn := newTown(t, "2026-08-01 08:00") // HPL is 10 August
	tn.staff = []store.Member{
		{Person: store.Doc[store.Person]{Ref: ref("yuni"), Version: 1, Value: store.Person{Grants: []store.Grant{{Role: store.Bidan}}}}},
		{Person: store.Doc[store.Person]{Ref: ref("ratna"), Version: 1, Value: store.Person{Grants: []store.Grant{{Role: store.Kader, Posyandu: "py-10"}}}}},
	}
	tn.put("siti", siti(), tn.pregnant("2025-11-03"), tn.now)
	tn.walk("2026-09-30 08:00")
	tn.want("lahir-tanya", "08-11 09:00")
	tn.want("lahir-h7", "08-17 09:00")
	if last := tn.times("ttd"); last[len(last)-1] != "08-23 19:00" {
		t.Errorf("the last tablet was at %s", last[len(last)-1])
	}
	p := tn.families["siti"].Value.Pregnancies[0]
	if p.End != store.EndSilent || p.Ended != date(t, "2026-08-24") {
		t.Errorf("pregnancy %+v", p)
	}
	kinds := map[string]int{}
	for _, task := range tn.tasks {
		if kinds[task.Kind]++; task.Kind == "ttd-terlewat" {
			continue
		}
		if task.Kind != "lahir-tanpa-kabar" || task.For != "ratna" || task.About != "siti" || task.Subject != "p1" || task.Name != "Siti Aminah" {
			t.Errorf("task %+v", task)
		}
	}
	if kinds["lahir-tanpa-kabar"] != 1 || kinds["ttd-terlewat"] != 1 { // 23 days without a tablet
		t.Errorf("tasks %v", kinds)
	}
	if _, waits := tn.wake[ref("siti")]; waits {
		t.Error("nothing is left to say, yet she is woken again")
	}
}

// An ending is written even for one who stopped, and while no kader is known.
func TestSilentEndIsNoMessage(t *testing.T) {
	tn := newTown(t, "2026-08-01 08:00")
	p := siti()
	p.Stopped = tn.now
	tn.put("siti", p, tn.pregnant("2025-11-03"), tn.now)
	tn.walk("2026-09-01 08:00")
	if len(tn.said) > 0 || tn.families["siti"].Value.Pregnancies[0].End != store.EndSilent {
		t.Errorf("%d messages, pregnancy %+v", len(tn.said), tn.families["siti"].Value.Pregnancies[0])
	}
}

// Each silence is first shown speaking.
func TestSilences(t *testing.T) {
	always := func(*store.Person, *store.Family, time.Time) {}
	for name, change := range map[string]func(*store.Person, *store.Family, time.Time){
		"stop":       func(p *store.Person, _ *store.Family, now time.Time) { p.Stopped = now },
		"consent":    func(p *store.Person, _ *store.Family, _ time.Time) { p.Consent.Reminders = false },
		"no consent": func(p *store.Person, _ *store.Family, _ time.Time) { p.Consent = store.Consent{} },
		"loss": func(_ *store.Person, f *store.Family, now time.Time) {
			f.Pregnancies[0].End, f.PausedUntil = store.EndLoss, now.Add(40*24*time.Hour)
		},
		"pause":  func(_ *store.Person, f *store.Family, now time.Time) { f.PausedUntil = now.Add(9 * 24 * time.Hour) },
		"snooze": func(_ *store.Person, f *store.Family, now time.Time) { f.Prefs.Snoozed = now.Add(9 * 24 * time.Hour) },
		"moved":  func(_ *store.Person, f *store.Family, now time.Time) { f.Moved = store.DateOf(now) },
		"mute":   func(_ *store.Person, f *store.Family, _ time.Time) { f.Prefs.Mute = []string{"ttd", "posyandu", "anc"} },
		"gone": func(p *store.Person, _ *store.Family, now time.Time) {
			p.Addresses = []store.Reach{{Address: store.Address{Channel: store.WebPhone, ID: "siti"}, Gone: now}}
		},
		"ended": func(_ *store.Person, f *store.Family, _ time.Time) { f.Pregnancies[0].End = store.EndError },
		"erase": func(p *store.Person, f *store.Family, _ time.Time) { *p, *f = store.Person{}, store.Family{} },
	} {
		said := func(change func(*store.Person, *store.Family, time.Time)) int {
			tn := newTown(t, "2026-03-03 10:00")
			tn.put("siti", siti(), tn.pregnant("2025-11-03"), tn.now)
			tn.walk("2026-03-05 10:00")
			if len(tn.said) != 2 {
				t.Fatalf("%s: %d messages before it", name, len(tn.said))
			}
			tn.edit("siti", tn.now, func(p *store.Person, f *store.Family) { change(p, f, tn.now) })
			tn.walk("2026-03-11 10:00")
			return len(tn.said) - 2
		}
		if n := said(always); n != 8 {
			t.Errorf("%s: without it %d messages come, want 8", name, n)
		}
		if n := said(change); n != 0 {
			t.Errorf("%s: %d messages come in spite of it", name, n)
		}
	}
}

func TestSilenceEnds(t *testing.T) {
	tn := newTown(t, "2026-03-03 10:00")
	tn.put("siti", siti(), tn.pregnant("2025-11-03"), tn.now)
	tn.edit("siti", tn.now, func(p *store.Person, _ *store.Family) { p.Stopped = tn.now })
	tn.walk("2026-03-05 19:30")
	tn.edit("siti", tn.now, func(p *store.Person, _ *store.Family) { p.Stopped = time.Time{} })
	tn.walk("2026-03-06 19:00")
	tn.want("ttd", "03-06 19:00")
	if tn.sweep.Silent.Load() != 3 {
		t.Errorf("%d reminders counted as silenced, want 3", tn.sweep.Silent.Load())
	}
}

func TestBirthChangesOver(t *testing.T) {
	tn := newTown(t, "2026-07-30 08:00")
	tn.put("siti", siti(), tn.pregnant("2025-11-03"), tn.now)
	tn.walk("2026-08-01 20:00")
	tn.edit("siti", tn.now, func(_ *store.Person, f *store.Family) {
		f.Pregnancies[0].End, f.Pregnancies[0].Ended = store.EndBirth, date(t, "2026-08-01")
		f.Children = []store.Child{{ID: "c1", Sex: "L", Birth: date(t, "2026-08-01"), From: "p1", Since: tn.now}}
	})
	n := len(tn.said)
	tn.walk("2026-09-30 08:00")
	for _, m := range tn.said[n:] {
		for _, rule := range split(m.Rule) {
			if rule == "ttd" || strings.HasPrefix(rule, "lahir") || strings.HasPrefix(rule, "anc") {
				t.Errorf("%s at %v after the birth", rule, m.Made)
			}
		}
	}
	if len(tn.times("posyandu-h3")) == 0 {
		t.Error("the child is not invited to posyandu")
	}
}

func TestCeilingAndBundle(t *testing.T) {
	tn := newTown(t, "2026-08-05 08:00")
	f := tn.pregnant("2025-11-01") // HPL 8 August: lahir-tanya on the 9th, posyandu-h1 too
	f.Children = []store.Child{{ID: "c1", Name: "Aisyah", Sex: "P", Birth: date(t, "2024-01-09"), Since: tn.now}}
	tn.put("siti", siti(), f, tn.now)
	tn.walk("2026-08-09 23:00")
	days := map[string]int{}
	for _, m := range tn.said {
		days[m.Made.Format("01-02")]++
	}
	for day, n := range days {
		if n > 2 {
			t.Errorf("%d messages on %s", n, day)
		}
	}
	if got := tn.times("posyandu-h1"); !slices.Equal(got, []string{"08-09 19:00"}) {
		t.Errorf("posyandu-h1 was said at %v, want together with the tablet", got)
	}
	last := tn.said[len(tn.said)-1]
	if last.Rule != "posyandu-h1+obat-cacing+vitamin-a-merah+ttd" || last.Question != "ttd/p1/2026-08-09" || strings.Count(last.Text, "Siti Aminah") != 1 {
		t.Errorf("bundle %+v", last)
	}
}

func TestCeilingOfOne(t *testing.T) {
	tn := newTown(t, "2026-03-03 10:00")
	tn.settings.Values = map[string][]store.Setting{"batas-harian": {{From: date(t, "2026-01-01"), Value: "1"}}}
	tn.put("siti", siti(), tn.pregnant("2025-11-03"), tn.now)
	tn.walk("2026-03-11 08:00")
	tn.want("posyandu-h3", "03-07 19:00")
	tn.want("posyandu-h1", "03-09 19:00")
	if n := len(tn.times("ttd")); n != 8 {
		t.Errorf("%d tablets in 8 days", n)
	}
}

func TestCatchUpAfterDowntime(t *testing.T) {
	tn := newTown(t, "2026-03-05 08:00")
	tn.put("siti", siti(), tn.pregnant("2025-11-03"), tn.now)
	tn.walk("2026-03-05 20:00")
	n := len(tn.said)
	tn.sleep("2026-03-08 02:00") // two days down, back in the night
	if len(tn.said) != n {
		t.Fatal("a message at night")
	}
	tn.walk("2026-03-08 23:00")
	got := tn.said[n:]
	if len(got) != 2 || got[0].Rule != "posyandu-h3" || got[0].Made.Format("15:04") != "07:00" || !strings.Contains(got[0].Text, "tinggal 2 hari lagi") {
		t.Errorf("after the downtime: %+v", got)
	}
	tn.want("ttd", "03-05 19:00", "03-08 19:00")
	if tn.sweep.Expired.Load() != 2 { // the tablets of the 6th and 7th
		t.Errorf("%d counted as expired", tn.sweep.Expired.Load())
	}
	audits := 0
	for _, turn := range tn.turns {
		for _, a := range turn.Audit {
			audits++
			if a.Act != "reminders-expired" || a.Detail != "ttd 2" {
				t.Errorf("audit %+v", a)
			}
		}
	}
	if audits != 1 {
		t.Errorf("%d lines of audit", audits)
	}
}

// A month down: the pregnancy's tablets are past, the posyandu of that month too.
func TestMonthDown(t *testing.T) {
	tn := newTown(t, "2026-03-03 10:00")
	tn.put("siti", siti(), tn.pregnant("2025-11-03"), tn.now)
	tn.walk("2026-03-04 08:00")
	tn.sleep("2026-04-04 12:00")
	tn.walk("2026-04-04 23:00")
	tn.want("ttd", "03-03 19:00", "04-04 19:00")
	tn.want("posyandu-h3")
	if n := tn.sweep.Expired.Load(); n < 31 {
		t.Errorf("%d expired", n)
	}
}

// The hour fell into the downtime: said late on the same day, not beside tomorrow's.
func TestLateOnTheSameDay(t *testing.T) {
	tn := newTown(t, "2026-03-03 10:00")
	tn.put("siti", siti(), tn.pregnant("2025-11-03"), tn.now)
	tn.sleep("2026-03-03 19:40")
	tn.walk("2026-03-04 12:00")
	tn.sleep("2026-03-05 19:00")
	tn.walk("2026-03-05 23:00")
	tn.want("ttd", "03-03 19:40", "03-05 19:00")
}

func TestClockSetBackAndForward(t *testing.T) {
	tn := newTown(t, "2026-03-03 10:00")
	f := tn.pregnant("2025-11-03")
	f.Prefs.Mute = []string{"edukasi"}
	tn.put("siti", siti(), f, tn.now)
	tn.walk("2026-03-05 20:00")
	back := func(to string) {
		tn.now = moment(t, to)
		tn.edit("siti", tn.now, func(*store.Person, *store.Family) {}) // whatever she writes sets the wake time anew
	}
	back("2026-03-04 08:00")
	tn.walk("2026-03-07 20:00")
	tn.want("ttd", "03-03 19:00", "03-04 19:00", "03-05 19:00", "03-06 19:00", "03-07 19:00")
	tn.sleep("2026-03-28 19:00") // forward by mistake
	back("2026-03-08 10:00")
	tn.walk("2026-03-29 20:00")
	if got := tn.times("ttd"); len(got) != 27 || slices.Contains(got[6:], "03-28 19:00") {
		t.Errorf("%d tablets: %v", len(got), got)
	}
}

func TestStopRacesTheSweep(t *testing.T) {
	tn := newTown(t, "2026-03-03 10:00")
	tn.put("siti", siti(), tn.pregnant("2025-11-03"), tn.now)
	tn.before = func() {
		d := tn.people["siti"]
		d.Version++
		d.Value.Stopped = tn.now
		tn.people["siti"] = d
	}
	tn.walk("2026-03-03 20:00")
	if len(tn.said) != 0 || tn.sweep.Stale.Load() != 1 {
		t.Errorf("%d messages, %d stale", len(tn.said), tn.sweep.Stale.Load())
	}
}

func TestTurnWritesTheFamilyOnly(t *testing.T) {
	tn := newTown(t, "2026-03-03 10:00")
	tn.put("siti", siti(), tn.pregnant("2025-11-03"), tn.now)
	tn.walk("2026-03-03 20:00")
	turn := tn.turns[0]
	if len(turn.Writes) != 1 || turn.Writes[0].Ref.Kind != store.KindFamily || len(turn.Reads) != 1 || turn.Reads[0].Ref != ref("siti") {
		t.Errorf("reads %v, writes %v", turn.Reads, turn.Writes)
	}
	if len(turn.Wake) != 1 || !turn.Wake[0].At.Equal(moment(t, "2026-03-04 19:00")) {
		t.Errorf("wake %v", turn.Wake)
	}
}

func TestSameViewSameTurn(t *testing.T) {
	tn := newTown(t, "2026-03-03 10:00")
	tn.put("siti", siti(), tn.pregnant("2025-11-03"), tn.now)
	v := tn.view("siti", moment(t, "2026-03-07 19:00"))
	p := planner(t)
	before := len(v.Family.Value.Sent)
	a, b := p.Decide(v), p.Decide(v)
	if a.Turn.Say[0].Text != b.Turn.Say[0].Text || a.Turn.Say[0].ID != b.Turn.Say[0].ID || a.Turn.Say[0].ID == "" {
		t.Error("two turns of one view differ")
	}
	if len(v.Family.Value.Sent) != before {
		t.Error("deciding changed the view")
	}
}

func TestDiscreet(t *testing.T) {
	tn := newTown(t, "2026-03-03 10:00")
	p := siti()
	p.Discreet = true
	tn.put("siti", p, tn.pregnant("2025-11-03"), tn.now)
	tn.walk("2026-03-09 20:00")
	for _, m := range tn.said {
		for _, word := range []string{"tablet", "hamil", "Buku KIA", "darah", "Siti"} {
			if strings.Contains(m.Text, word) {
				t.Errorf("%s on a shared phone: %q", word, m.Text)
			}
		}
		if m.Rule == "ttd" && len(m.Choices) != 3 {
			t.Errorf("choices %v", m.Choices)
		}
	}
	if len(tn.said) < 8 {
		t.Errorf("%d messages", len(tn.said))
	}
}

func TestBrokenRecordHoldsUpNobody(t *testing.T) {
	tn := newTown(t, "2026-03-03 10:00")
	f := tn.pregnant("2025-11-03")
	tn.put("siti", siti(), f, tn.now)
	tn.put("rusak", siti(), f, tn.now)
	tn.unread["rusak"] = true
	tn.wake[store.Ref{Kind: store.KindAlert, ID: "a1"}] = tn.now
	tn.walk("2026-03-03 19:30")
	tn.want("ttd", "03-03 19:00")
	if tn.sweep.Failed.Load() < 2 {
		t.Error("the broken records are not counted")
	}
}

func TestOtherKindsAreHandedOn(t *testing.T) {
	tn := newTown(t, "2026-03-03 10:00")
	r := store.Ref{Kind: store.KindAlert, ID: "a1"}
	tn.wake[r] = tn.now
	got := 0
	tn.sweep.Other = map[store.Kind]func(context.Context, store.Ref, time.Time) error{
		store.KindAlert: func(_ context.Context, ref store.Ref, now time.Time) error {
			if ref == r {
				got++
			}
			delete(tn.wake, ref)
			return nil
		}}
	tn.run()
	if got != 1 {
		t.Errorf("handed on %d times", got)
	}
	tn.sweep.Other[store.KindAlert] = func(context.Context, store.Ref, time.Time) error { return nil } // forgets to move it on
	tn.wake[r] = tn.now
	tn.run()
	if !tn.wake[r].After(tn.now) {
		t.Error("a record that stays is not put off")
	}
}
