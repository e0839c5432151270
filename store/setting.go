package store

import (
	"errors"
	"fmt"
	"maps"
	"slices"
)

// The ways in which a setting can be refused.
var (
	ErrSettingKey   = errors.New("no such setting")
	ErrSettingCity  = errors.New("it holds for the whole city")
	ErrSettingPlace = errors.New("no such puskesmas")
	ErrSettingHours = errors.New("an hour at least must be left between the first moment and the last, rests taken away")
)

// SettingValueError says that a value does not fit; Want is the form that does.
type SettingValueError struct{ Want string }

func (e *SettingValueError) Error() string { return e.Want }

// maxSetting bounds a value, in bytes.
const maxSetting = 4000 // some years of public holidays

// FindSetting returns the setting with the key.
func FindSetting(key string) (SettingKey, bool) {
	for _, k := range SettingKeys() {
		if k.Key == key {
			return k, true
		}
	}
	return SettingKey{}, false
}

// With returns the settings with one value more, from a day on, checked. The settings it
// is called on are not changed.
func (s Settings) With(c *City, key string, v Setting) (Settings, error) {
	k, ok := FindSetting(key)
	if !ok {
		return s, fmt.Errorf("%q: %w", key, ErrSettingKey)
	}
	if _, known := c.FindPuskesmas(v.Puskesmas); v.Puskesmas != "" && !known {
		return s, fmt.Errorf("%q: %w", v.Puskesmas, ErrSettingPlace)
	}
	if v.Puskesmas != "" && !k.Local {
		return s, fmt.Errorf("%s: %w", key, ErrSettingCity)
	}
	if len(v.Value) > maxSetting {
		return s, fmt.Errorf("%s: %w", key, &SettingValueError{Want: fmt.Sprintf("want at most %d bytes", maxSetting)})
	}
	if err := k.Check(v.Value); err != nil {
		return s, fmt.Errorf("%s: %w", key, &SettingValueError{Want: err.Error()})
	}
	next := s
	next.V = 1
	next.Values = maps.Clone(s.Values)
	if next.Values == nil {
		next.Values = map[string][]Setting{}
	}
	kept := make([]Setting, 0, len(s.Values[key])+1)
	for _, old := range s.Values[key] {
		if old.From != v.From || old.Puskesmas != v.Puskesmas {
			kept = append(kept, old)
		}
	}
	next.Values[key] = append(kept, v)
	if slices.Contains(windowKeys(), key) {
		return next, next.hours(v.From)
	}
	return next, nil
}

// windowKeys are the settings of when we may send of our own choice.
func windowKeys() []string { return []string{"jam-mulai", "jam-akhir", "jeda-salat", "jeda-jumat"} }

// hours holds the window of what we choose to send open for an hour at least, rests taken
// away, on the day and on every later day something of it changes.
func (s Settings) hours(from Date) error {
	days := []Date{from}
	for _, key := range windowKeys() {
		for _, v := range s.Values[key] {
			if v.From.After(from) {
				days = append(days, v.From)
			}
		}
	}
	for _, d := range days {
		h1, m1, _ := ParseClock(s.Get("jam-mulai", "", d))
		h2, m2, _ := ParseClock(s.Get("jam-akhir", "", d))
		rest, _ := rests(s.Get("jeda-salat", "", d)) // checked when it was set
		friday, _ := rests(s.Get("jeda-jumat", "", d))
		open := 0
		for minute := 60*h1 + m1; minute < 60*h2+m2; minute++ {
			if !slices.ContainsFunc(append(friday, rest...), func(r [2]int) bool { return r[0] <= minute && minute < r[1] }) {
				open++
			}
		}
		if open < 60 {
			return fmt.Errorf("%s: %w", d, ErrSettingHours)
		}
	}
	return nil
}
