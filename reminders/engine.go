package reminders

import (
	"errors"
	"fmt"
	"time"

	"tumbuh/dialogs/naskah"
	"tumbuh/store"
)

// Planner decides with the texts it says. It keeps no state between decisions.
type Planner struct {
	Texts      *naskah.Texts
	Unreviewed bool                     // may advice that nobody signed be said where the city's setting is "auto"
	Opens      func(dialog string) bool // is there such a dialog; a question nobody would hear is not asked. nil = all are there
}

// Check finds rows without words, without a day or with an id that stands twice.
func (p Planner) Check() error {
	var faults []error
	seen := map[string]bool{}
	for _, r := range Rows() {
		if seen[r.ID+r.Profile] {
			faults = append(faults, fmt.Errorf("rule %s stands twice", r.ID))
		}
		seen[r.ID+r.Profile] = true
		if len(r.On) == 0 || len(r.Hours) > 0 && len(r.Hours) != len(r.On) {
			faults = append(faults, fmt.Errorf("rule %s has no day, or not an hour for each", r.ID))
		}
	}
	for _, r := range append(Rows(), Special()...) {
		keys := []string{r.Text, r.Bare, r.Quiet, r.Fast}
		if r.Bare != "" {
			keys = append(keys, r.Text+"-bayi")
		}
		for _, key := range keys {
			if _, ok := p.Texts.Get(key); key != "" && !ok {
				faults = append(faults, fmt.Errorf("rule %s: no text %s", r.ID, key))
			}
		}
	}
	if len(faults) > 0 {
		return fmt.Errorf("checking reminders: %w", errors.Join(faults...))
	}
	return nil
}

// usable tells whether the row's words may be said: signed by a health worker, or
// allowed unsigned by the city's setting.
func (p Planner) usable(v *store.View, r *Row) bool {
	if p.Texts == nil {
		return true
	}
	entry, ok := p.Texts.Get(r.Text)
	return ok && p.policy(v).Allows(entry)
}

// policy is what the city allows to be sent today.
func (p Planner) policy(v *store.View) naskah.Policy {
	return naskah.Policy{Today: v.Today().String(), Unreviewed: v.Settings.Unreviewed(p.Unreviewed, v.Today()), Valid: v.Settings.Int("masa-ulasan", v.Today())}
}

// plain is the entry, or its form without advice where nobody signed the advice.
func (p Planner) plain(v *store.View, e naskah.Entry) naskah.Entry {
	if plain, ok := p.Texts.Plain(e, p.policy(v)); ok {
		return plain
	}
	return e
}

// skew is how far two clocks may differ before one is taken to have been set back.
const skew = time.Hour

// from is the moment up to which all was decided. When the clock was set back far,
// the last day and a half is looked at anew; the ledger keeps what was said.
func from(v *store.View) time.Time {
	planned := v.Family.Value.Planned
	if planned.After(v.Now.Add(skew)) {
		return v.Now.Add(-36 * time.Hour)
	}
	return planned
}

// NextWake returns when reminders must look at this person next: now when something
// waits, the zero time when nothing ever will. A stranger without consent is looked
// at when she is to be forgotten.
func NextWake(v store.View) time.Time {
	if stranger(&v) {
		return forgetAt(&v)
	}
	p := Planner{}.plan(&v, from(&v), v.Now)
	if len(p.Say)+len(p.Acts) > 0 {
		return v.Now
	}
	return p.Wake
}

// Stranger tells whether the person gave no consent and has no role, so that
// nothing but the fact of a chat is known.
func Stranger(v store.View) bool { return stranger(&v) }

func stranger(v *store.View) bool {
	return !v.Person.Value.Consent.Given() && v.Family.Version == 0 && !v.Person.Value.Staff()
}

func forgetAt(v *store.View) time.Time {
	days := v.Settings.Int("simpan-orang-asing", v.Today())
	return v.Person.Value.FirstSeen.Add(time.Duration(days) * 24 * time.Hour)
}
