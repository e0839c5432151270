package reminders

import (
	"slices"
	"strings"
	"testing"
	"time"

	"tumbuh/store"
)

// staffed gives the posyandu a bidan and a kader.
func (tn *town) staffed() *town {
	tn.staff = []store.Member{
		{Person: store.Doc[store.Person]{Ref: ref("yuni"), Version: 1, Value: store.Person{Grants: []store.Grant{{Role: store.Bidan}}}}},
		{Person: store.Doc[store.Person]{Ref: ref("ratna"), Version: 1, Value: store.Person{Grants: []store.Grant{{Role: store.Kader, Posyandu: "py-10"}}}}},
	}
	return tn
}

func TestTabletCalendarOnceAMonth(t *testing.T) {
	tn := newTown(t, "2026-03-03 10:00")
	f := tn.pregnant("2025-11-03")
	f.Pregnancies[0].Log = f.Pregnancies[0].Log.With(date(t, "2026-03-03"), store.TabletTaken)
	tn.put("siti", siti(), f, tn.now)
	tn.walk("2026-05-10 08:00")
	tn.want("ttd-gambar", "04-02 09:00") // nothing was taken in April
	tn.edit("siti", tn.now, func(_ *store.Person, f *store.Family) {
		f.Pregnancies[0].Log = f.Pregnancies[0].Log.With(date(t, "2026-05-09"), store.TabletTaken)
	})
	tn.walk("2026-06-10 08:00")
	tn.want("ttd-gambar", "04-02 09:00", "06-01 09:00")
	if m := tn.first("ttd-gambar"); m.Report == nil || m.Report.Name != "ttd" || m.Report.Args["about"] != "p1" || m.Report.Args["day"] != "2026-04-02" {
		t.Errorf("report %+v", m.Report)
	}
	none := newTown(t, "2026-03-03 10:00")
	none.put("siti", siti(), none.pregnant("2025-11-03"), none.now)
	none.walk("2026-05-10 08:00")
	none.want("ttd-gambar") // an empty calendar is no encouragement
}

func TestSilentDaysOfferAnHourThenTellTheKader(t *testing.T) {
	tn := newTown(t, "2026-03-03 10:00").staffed()
	tn.put("siti", siti(), tn.pregnant("2025-11-03"), tn.now)
	tn.walk("2026-03-20 08:00")
	var offers []string
	for _, m := range tn.said {
		if slices.ContainsFunc(m.Choices, func(c store.Choice) bool { return strings.HasPrefix(c.ID, "jam:") }) {
			offers = append(offers, m.Made.In(store.WIB).Format("01-02"))
		}
	}
	if !slices.Equal(offers, []string{"03-06"}) {
		t.Errorf("another hour was offered on %v, want after three silent days, once", offers)
	}
	if len(tn.tasks) != 1 {
		t.Errorf("%d tasks, want one a run: %v", len(tn.tasks), tn.tasks)
	}
	for _, task := range tn.tasks {
		if task.Kind != "ttd-terlewat" || task.For != "ratna" || task.Subject != "p1" || task.Made.In(store.WIB).Format("01-02") != "03-10" {
			t.Errorf("task %+v", task)
		}
	}
	tn.edit("siti", tn.now, func(_ *store.Person, f *store.Family) {
		f.Pregnancies[0].Log = f.Pregnancies[0].Log.With(date(t, "2026-03-19"), store.TabletTaken)
	})
	tn.walk("2026-03-28 23:00")
	if len(tn.tasks) != 2 {
		t.Errorf("%d tasks after a second run of seven days", len(tn.tasks))
	}
	tn.walk("2026-06-28 23:00")
	if len(tn.tasks) != 2 {
		t.Errorf("%d tasks, the second run is longer than the ledger and still one", len(tn.tasks))
	}
}

func TestAbsentFamiliesAreAsked(t *testing.T) {
	day := store.DayRef("py-10", date(t, "2026-03-10")).ID
	asked := func(d *store.Day, closes string) []string {
		tn := newTown(t, "2026-03-04 10:00")
		tn.put("siti", siti(), tn.withChild("2024-06-20", "P"), tn.now)
		tn.walk("2026-03-10 12:00")
		if d != nil {
			tn.walk(closes)
			tn.days = map[string]store.Day{day: *d}
			tn.wake[ref("siti")] = tn.now
		}
		tn.walk("2026-03-12 12:00")
		for _, o := range tn.families["siti"].Value.Open {
			if o.Dialog == "absen" && o.Day != date(t, "2026-03-10") {
				t.Errorf("the question is about %v, want the posyandu day", o.Day)
			}
		}
		return tn.times("posyandu-absen")
	}
	closed := store.Day{Posyandu: "py-10", Closed: moment(t, "2026-03-10 12:30"), Lines: []store.DayLine{{Family: "rina", Child: "c1"}}}
	if got := asked(&closed, "2026-03-10 13:00"); !slices.Equal(got, []string{"03-10 18:00"}) {
		t.Errorf("absent: asked at %v", got)
	}
	if got := asked(&closed, "2026-03-10 20:00"); !slices.Equal(got, []string{"03-11 09:00"}) {
		t.Errorf("closed late: asked at %v", got)
	}
	ended := closed
	ended.Closed, ended.Ended = time.Time{}, closed.Closed
	if got := asked(&ended, "2026-03-10 17:00"); !slices.Equal(got, []string{"03-10 18:00"}) {
		t.Errorf("left open, ended by its evening: asked at %v", got)
	}
	for name, change := range map[string]func(d *store.Day){
		"came":           func(d *store.Day) { d.Lines = append(d.Lines, store.DayLine{Family: "siti", Child: "c1", Entry: "m1"}) },
		"reason known":   func(d *store.Day) { d.Lines = append(d.Lines, store.DayLine{Family: "siti", Absent: "sakit"}) },
		"day still open": func(d *store.Day) { d.Closed = time.Time{} },
		"line taken back?": func(d *store.Day) {
			d.Lines = append(d.Lines, store.DayLine{Family: "siti", Void: true}, store.DayLine{Family: "siti"})
		},
	} {
		d := closed
		change(&d)
		if got := asked(&d, "2026-03-10 13:00"); len(got) != 0 {
			t.Errorf("%s: asked at %v", name, got)
		}
	}
	if got := asked(nil, ""); len(got) != 0 {
		t.Errorf("no session was kept, yet she is asked at %v", got)
	}
}

func TestWeightNotGained(t *testing.T) {
	tn := newTown(t, "2026-03-04 10:00")
	tn.put("siti", siti(), tn.withChild("2024-06-20", "P"), tn.now)
	tn.walk("2026-03-10 12:00")
	tn.want("edukasi-43")
	tn.edit("siti", tn.now, func(_ *store.Person, f *store.Family) { f.Children[0].NotGained = date(t, "2026-03-10") })
	tn.walk("2026-04-08 12:00")
	tn.want("edukasi-43", "03-12 09:00")
}

// Those invited to a day hear once that it changed; those not yet invited just hear
// the new day.
func TestMovedDayIsToldOnce(t *testing.T) {
	tn := newTown(t, "2026-03-04 10:00")
	tn.put("siti", siti(), tn.withChild("2024-06-20", "P"), tn.now)
	tn.walk("2026-03-08 10:00")
	tn.put("rina", siti(), tn.withChild("2024-06-20", "P"), tn.now) // registered after the invitation
	move := func(moved map[string]store.Date) {
		tn.city.Posyandu[0].Days.Moved = moved
		for _, id := range []string{"siti", "rina"} {
			tn.edit(id, tn.now, func(*store.Person, *store.Family) {})
		}
	}
	move(map[string]store.Date{"2026-03-10": date(t, "2026-03-17")})
	tn.walk("2026-03-08 20:00")
	tn.want("posyandu-pindah", "03-08 10:00")
	if m := tn.first("posyandu-pindah"); m.To != "siti" || !strings.Contains(m.Text, "Selasa, 10 Maret") || !strings.Contains(m.Text, "Selasa, 17 Maret") {
		t.Errorf("message %+v", m)
	}
	move(map[string]store.Date{"2026-03-10": date(t, "2026-03-17")})
	tn.walk("2026-03-16 17:00")
	tn.want("posyandu-pindah", "03-08 10:00")
	tn.want("posyandu-h1", "03-16 16:00", "03-16 16:00")
	move(map[string]store.Date{"2026-03-10": {}, "2026-04-10": {}}) // called off on the evening before
	tn.walk("2026-05-01 10:00")
	tn.want("posyandu-batal", "03-16 17:00", "03-16 17:00")
	tn.want("posyandu-h3", "03-07 09:00", "03-14 09:00", "03-14 09:00")
}

// In the night a moved day waits for the morning.
func TestMovedDayNotAtNight(t *testing.T) {
	tn := newTown(t, "2026-03-04 10:00")
	tn.put("siti", siti(), tn.withChild("2024-06-20", "P"), tn.now)
	tn.walk("2026-03-07 22:30")
	tn.city.Posyandu[0].Days.Moved = map[string]store.Date{"2026-03-10": date(t, "2026-03-12")}
	tn.edit("siti", tn.now, func(*store.Person, *store.Family) {})
	tn.walk("2026-03-08 12:00")
	tn.want("posyandu-pindah", "03-08 07:00")
}

// Who has no address is not lost: her kader passes on what matters, never the daily tablet.
func TestKaderPassesOn(t *testing.T) {
	tn := newTown(t, "2026-03-03 10:00").staffed()
	p := siti()
	p.Addresses = nil
	tn.put("siti", p, tn.pregnant("2025-11-03"), tn.now)
	tn.walk("2026-03-10 12:00")
	if len(tn.said) != 0 {
		t.Fatalf("said %+v", tn.said)
	}
	var notes []string
	for _, task := range tn.tasks {
		if task.Kind != "sampaikan" || task.For != "ratna" || task.About != "siti" || task.Name != "Siti Aminah" {
			t.Errorf("task %+v", task)
		}
		notes = append(notes, task.Note)
		if strings.Contains(task.Note, "Waktunya tablet") {
			t.Errorf("the kader is to pass on the daily tablet: %q", task.Note)
		}
	}
	slices.Sort(notes)
	if len(notes) != 2 || !strings.Contains(notes[0], "K2") || !strings.Contains(notes[1], "posyandu") && !strings.Contains(notes[1], "Posyandu") {
		t.Errorf("notes %q", notes)
	}
	if n := tn.sweep.Unreachable.Load(); n < 8 {
		t.Errorf("%d counted as unreachable", n)
	}
}

func TestTwinsAreOneParagraph(t *testing.T) {
	tn := newTown(t, "2026-01-05 08:00")
	f := tn.born("2026-01-05")
	twin := f.Children[0]
	twin.ID, twin.Name = "c2", "Fatih"
	f.Children = append(f.Children, twin)
	tn.put("siti", siti(), f, tn.now)
	tn.walk("2026-03-11 08:00")
	m := tn.first("kn1")
	if !strings.Contains(m.Text, "Aisyah dan Fatih") || strings.Count(m.Text, "KN1") != 1 || strings.Count(m.Text, "KF1") != 1 {
		t.Errorf("message %q", m.Text)
	}
	if m := tn.first("imunisasi-bcg"); strings.Count(m.Text, "BCG") != 2 { // each child has its own history
		t.Errorf("message %q", m.Text)
	}
}

func TestLeaveOutWhatNobodyWouldHear(t *testing.T) {
	tn := newTown(t, "2026-03-03 10:00")
	tn.sweep.Plan.Opens = func(dialog string) bool { return dialog != "ttd" }
	tn.put("siti", siti(), tn.pregnant("2025-11-03"), tn.now)
	tn.walk("2026-03-09 23:00")
	tn.want("ttd")
	tn.want("anc-k2", "03-09 09:00")
}

// Two sweeps at once: each reminder once.
func TestTwoSweepersAtOnce(t *testing.T) {
	tn := newTown(t, "2026-03-03 10:00")
	for i := range 300 {
		tn.put("ibu"+string(rune('a'+i%26))+string(rune('a'+i/26)), siti(), tn.pregnant("2025-11-03"), tn.now)
	}
	tn.now = moment(t, "2026-03-03 19:00")
	other := &Sweep{Store: tn.kept, Plan: tn.sweep.Plan, Now: tn.sweep.Now, Workers: 3, Page: 20}
	tn.sweep.Workers, tn.sweep.Page = 3, 20
	done := make(chan error, 2)
	for _, s := range []*Sweep{tn.sweep, other} {
		go func() { _, err := s.Run(t.Context()); done <- err }()
	}
	for range 2 {
		if err := <-done; err != nil {
			t.Fatal(err)
		}
	}
	heard := map[store.PersonID]int{}
	for _, m := range tn.said {
		heard[m.To]++
	}
	if len(heard) != 300 || len(tn.said) != 300 {
		t.Errorf("%d people heard %d messages", len(heard), len(tn.said))
	}
}

// A wish to be asked again that fell into an outage is counted once and forgotten.
func TestAskedAgainTooLate(t *testing.T) {
	tn := newTown(t, "2026-03-03 10:00")
	tn.put("siti", siti(), tn.pregnant("2025-11-03"), tn.now)
	tn.walk("2026-03-03 19:00")
	tn.edit("siti", tn.now, func(_ *store.Person, f *store.Family) { f.Open[0].Again = tn.now.Add(2 * time.Hour) })
	tn.sleep("2026-03-04 08:00")
	tn.want("ttd-lagi")
	before := tn.sweep.Expired.Load()
	tn.walk("2026-03-04 23:00")
	if before != 1 || tn.sweep.Expired.Load() != 1 {
		t.Errorf("%d and then %d counted as expired, want one", before, tn.sweep.Expired.Load())
	}
}
