package store

import "strings"

// Contact is one antenatal visit (health-facts §1.3).
type Contact struct {
	ID    string // "k1"
	On    int    // day of pregnancy it is meant for
	Until int    // last day of pregnancy it still counts for
}

// Contacts lists the visits of a pregnancy, in order: six, or the eight announced for
// 2026 (the setting "anc", §1.1).
func Contacts(visits string) []Contact {
	if visits == "8" {
		return []Contact{{"k1", 6 * 7, 12*7 + 6}, {"k2", 20 * 7, 24*7 + 6}, {"k3", 26 * 7, 28*7 + 6}, {"k4", 30 * 7, 32*7 + 6},
			{"k5", 34 * 7, 35*7 + 6}, {"k6", 36 * 7, 37*7 + 6}, {"k7", 38 * 7, 39*7 + 6}, {"k8", 40 * 7, 41 * 7}}
	}
	return []Contact{{"k1", 6 * 7, 12*7 + 6}, {"k2", 18 * 7, 20*7 + 6}, {"k3", 25 * 7, 28*7 + 6}, {"k4", 30 * 7, 32*7 + 6},
		{"k5", 34 * 7, 36*7 + 6}, {"k6", 38 * 7, 40 * 7}}
}

// FirstVisit is the rule that sends one who registers after the time of K1, and of whom no
// visit is known, to her first one: late, it is K1 still.
const FirstVisit = "anc-awal"

// ContactOf is the visit that a rule of the calendar asks for: "anc-k3" asks for "k3".
func ContactOf(rule string) string {
	if rule == FirstVisit {
		return "k1"
	}
	return strings.TrimPrefix(rule, "anc-")
}

// ContactOn is the visit that an examination on a day counts for: the first one whose
// time is not over, at the end the last. A bidan's own dates rule; this only tells which
// reminder has nothing left to say.
func (p Pregnancy) ContactOn(day Date, visits string) string {
	list := Contacts(visits)
	for _, k := range list {
		if day.Sub(p.HPHT) <= k.Until {
			return k.ID
		}
	}
	return list[len(list)-1].ID
}
