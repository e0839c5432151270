package faq

import "testing"

// TestDangerRows holds every row of the decision table: what it must catch, and
// what looks like it but is none.
func TestDangerRows(t *testing.T) {
	d := newDetector(t)
	catch, leave := map[string]int{}, map[string]int{}
	for _, c := range readCases(t, "danger-rows.tsv", 3) {
		got, ok := d.Detect(c[2], Profile{PostpartumDays: -1})
		switch {
		case c[1] == "+":
			catch[c[0]]++
			if !ok || got.Sign != c[0] {
				t.Errorf("%s not caught (found %q) in: %s", c[0], got.Sign, c[2])
			}
		case ok:
			t.Errorf("%s (ask %v) cried at: %s", got.Sign, got.Ask, c[2])
			fallthrough
		default:
			leave[c[0]]++
		}
	}
	for _, s := range Signs() {
		if catch[s.ID] < 5 || leave[s.ID] < 2 {
			t.Errorf("%s has %d sentences to catch and %d to leave, want 5 and 2", s.ID, catch[s.ID], leave[s.ID])
		}
	}
}

// TestAnswersAreNoDanger: what people answer to questions of registration, to reminders
// and at posyandu is no danger, whoever writes it.
func TestAnswersAreNoDanger(t *testing.T) {
	f := newFinder(t)
	for _, p := range []Profile{stranger, {Pregnant: true, PregWeeks: 24, PostpartumDays: -1}, {PostpartumDays: 5, ChildAgesDays: []int{5}},
		{PostpartumDays: -1, ChildAgesDays: []int{270}}} {
		for _, c := range readCases(t, "answers-not-danger.txt", 1) {
			if d, ok := f.Triage(c[0], p); ok {
				t.Errorf("%+v cried at %q: %+v", p, c[0], d)
			}
		}
	}
}
