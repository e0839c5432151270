package reminders

import (
	"fmt"
	"testing"

	"tumbuh/store"
)

// TestPosyanduIsNotLostToALesson: with the tablet at noon a day holds one message more. The
// lesson of the morning waits for the posyandu of the afternoon.
func TestPosyanduIsNotLostToALesson(t *testing.T) {
	for hour, want := range map[string][2]string{
		"12:00": {"03-09 16:00", "03-09 16:00"},
		"21:00": {"03-09 16:00", "03-09 16:00"},
		"19:00": {"03-09 09:00", "03-09 19:00"}, // goes with the tablet
	} {
		tn := newTown(t, "2026-03-08 10:00")
		f := tn.pregnant("2025-12-22")
		f.Prefs.TTDHour = hour
		f.Pregnancies[0].Since = moment(t, "2026-01-20 10:00")
		f.Planned = tn.now
		tn.put("siti", siti(), f, tn.now)
		tn.walk("2026-03-10 23:00")
		tn.want("edukasi-04", want[0])
		tn.want("posyandu-h1", want[1])
	}
}

// TestTheDayBeforeIsSaidBeforeItIsOver: what today's messages leave no room for is said in
// the morning before posyandu opens, not after.
func TestTheDayBeforeIsSaidBeforeItIsOver(t *testing.T) {
	tn := newTown(t, "2026-03-08 10:00")
	f := tn.pregnant("2025-12-22")
	f.Prefs.TTDHour = "12:00"
	f.Planned = tn.now
	f.Today = store.DayCount{Day: date(t, "2026-03-09"), Sent: 1}
	tn.put("siti", siti(), f, tn.now)
	tn.walk("2026-03-10 23:00")
	tn.want("posyandu-h1", "03-10 07:00")
}

// TestChecksOfMonthsEndAreSaidOnce: a child born on the last of a month has an age on three
// posyandu days.
func TestChecksOfMonthsEndAreSaidOnce(t *testing.T) {
	tn := newTown(t, "2025-11-20 10:00")
	f := tn.withChild("2025-08-31", "P")
	f.Posyandu = "py-30"
	f.Children[0].Since = moment(t, "2025-09-01 10:00")
	tn.put("siti", siti(), f, tn.now)
	tn.walk("2026-02-20 23:00")
	tn.want("kpsp-3", "11-27 09:00")
}

// TestADayIsReadOnceAPage: the families of a posyandu that were all awaited ask for the same
// day.
func TestADayIsReadOnceAPage(t *testing.T) {
	tn := newTown(t, "2026-03-09 20:00")
	const families = 30
	for i := range families {
		f := tn.withChild("2024-06-20", "P")
		f.Planned = tn.now
		p := siti()
		p.Addresses = nil // none is said to: only the question of the evening is due
		tn.put(fmt.Sprintf("ibu%02d", i), p, f, tn.now)
	}
	tn.sleep("2026-03-10 18:30")
	if n := tn.fetched.Load(); n != 0 {
		t.Errorf("the day was read %d times, and nobody closed it", n)
	}
	for r := range tn.wake {
		tn.wake[r] = tn.now // as who closes the day does
	}
	tn.run()
	if n := tn.fetched.Load(); n == 0 || n > 4 {
		t.Errorf("the day was read %d times for %d families", n, families)
	}
}
