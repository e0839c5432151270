package store

import (
	"errors"
	"fmt"
	"maps"
)

// The ways in which a setting can be refused.
var (
	ErrSettingKey   = errors.New("no such setting")
	ErrSettingCity  = errors.New("it holds for the whole city")
	ErrSettingPlace = errors.New("no such puskesmas")
	ErrSettingHours = errors.New("the first moment must lie at least an hour before the last")
)

// SettingValueError says that a value does not fit; Want is the form that does.
type SettingValueError struct{ Want string }

func (e *SettingValueError) Error() string { return e.Want }

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
	if key == "jam-mulai" || key == "jam-akhir" {
		return next, next.hours(v.From)
	}
	return next, nil
}

// hours holds the window of what we choose to send open for an hour at least, on the day
// and on every later day something of it changes.
func (s Settings) hours(from Date) error {
	days := []Date{from}
	for _, key := range []string{"jam-mulai", "jam-akhir"} {
		for _, v := range s.Values[key] {
			if v.From.After(from) {
				days = append(days, v.From)
			}
		}
	}
	for _, d := range days {
		h1, m1, _ := ParseClock(s.Get("jam-mulai", "", d))
		h2, m2, _ := ParseClock(s.Get("jam-akhir", "", d))
		if 60*h1+m1+60 > 60*h2+m2 {
			return fmt.Errorf("%s: %w", d, ErrSettingHours)
		}
	}
	return nil
}
