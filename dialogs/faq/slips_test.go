package faq

import "testing"

// TestSlips: letters left out at the end or in the middle, other words for the parts of a
// phrase, a question word that is also a topic.
func TestSlips(t *testing.T) {
	f := newFinder(t)
	for text, want := range map[string]string{
		"obt cacin umr brp bole":     "cacingan",
		"lg hml ngupi bole kaga":     "pantangan-makan-hamil",
		"ank 2thn blm bs ngmg":       "terlambat-bicara",
		"bayi 1 bln blm eek 3 hri":   "sembelit-bab-bayi",
		"tmbangan ank ga nae gmn ya": "bb-tidak-naik",
		"prksa khamilan hrs brp x":   "anc-jadwal",
		"bayi kunng dijemur jam brp": "bayi-kuning",
		"stanting tuh ap sih":        "apa-itu-stunting",
		"abis disntik dpt panes knp": "kipi",
		"asip d kulkas than brp hri": "asi-perah-bekerja",
		"pntil lecet berdrh nyusuin": "puting-payudara",
	} {
		if d, ok := f.Triage(text, stranger); ok {
			t.Errorf("%q is danger %s", text, d.Sign)
		}
		if r := f.Find(text, stranger); r.Candidates[0].Topic != want {
			t.Errorf("%q is %v, want %s", text, r.Candidates, want)
		}
	}
}

// TestBare: a length of time and a word that goes on ask nothing of the texts, also of
// one who carries a child.
func TestBare(t *testing.T) {
	f := newFinder(t)
	carrying := Profile{Pregnant: true, PregWeeks: 20, PostpartumDays: -1}
	for _, text := range []string{"40 hari lagi", "3 minggu lagi", "lewati", "lewat", "lanjut", "sudah 20 minggu"} {
		for _, p := range []Profile{stranger, carrying} {
			if r := f.Find(text, p); r.Kind != KindUnknown {
				t.Errorf("%q is %s %v", text, r.Kind, r.Candidates)
			}
		}
	}
	if r := f.Find("bayi 5 bulan bisa apa", stranger); r.Kind == KindUnknown {
		t.Errorf("a question with a length of time is refused: %v", r.Candidates)
	}
}
