package main

import (
	"slices"
	"testing"

	"tumbuh/reminders"
)

// TestScheduleSpan: a piece of a journey is that piece of the whole one, with the vaccines
// named before it given.
func TestScheduleSpan(t *testing.T) {
	whole, err := scheduleCmd{Birth: "2024-02-29", Sex: "L", At: "19:00", Day: 31}.steps("36.74")
	if err != nil {
		t.Fatal(err)
	}
	got, err := scheduleCmd{Birth: "2024-02-29", Sex: "L", At: "19:00", Day: 31, From: "2024-04-09", To: "2024-05-09"}.steps("36.74")
	if err != nil {
		t.Fatal(err)
	}
	want := slices.DeleteFunc(slices.Clone(whole), func(x reminders.Step) bool {
		day := x.At.Format("2006-01-02")
		return day < "2024-04-09" || day > "2024-05-09"
	})
	if len(want) < 5 || !slices.Equal(got, want) {
		t.Errorf("got\n%v\nwant\n%v", got, want)
	}
}
