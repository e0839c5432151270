package store

import (
	"errors"
	"strings"
	"testing"
)

func TestSettingWith(t *testing.T) {
	c := testCity(t)
	day := Date{2026, 3, 3}
	pk := c.Puskesmas[0].ID
	value := errors.New("the value")
	for _, row := range []struct {
		key, value, puskesmas string
		want                  error
	}{
		{"anc", "8", "", nil}, {"anc", "8", pk, nil}, {"cacing", "2,8", pk, nil}, {"heksavalen", "2026-01-01", "", nil}, {"jam-mulai", "08:00", "", nil},
		{"anc", "7", "", value}, {"jam-mulai", "25:00", "", value}, {"batas-harian", "0", "", value}, {"cacing", "13", "", value}, {"heksavalen", "besok", "", value},
		{"warna", "biru", "", ErrSettingKey}, {"jeda-duka", "40", pk, ErrSettingCity}, {"anc", "8", "pk-tiada", ErrSettingPlace},
		{"jam-mulai", "03:59", "", value}, {"jam-akhir", "22:01", "", value}, {"jam-mulai", "7:5", "", value}, {"jam-mulai", "+7:00", "", value}, {"jam-akhir", "22:00", "", nil},
		{"batas-harian", "+2", "", value}, {"batas-harian", "02", "", value}, {"batas-harian", "٢", "", value}, {"batas-harian", " 2", "", value}, {"batas-harian", "2.5", "", value},
		{"rujukan", "RSUD\nKota", "", value}, {"rujukan", "RSUD {nama}", "", value}, {"rujukan", "RSUD \u202ekota", "", value}, {"rujukan", "RSUD \xff", "", value}, {"rujukan", "RSUD Serpong Utara, Jl. Raya 1", pk, nil},
		{"cacing", "2,,8", "", value}, {"cacing", strings.Repeat("2,", 4000) + "8", "", value}, {"wa-pemanasan", "10,0", "", value}, {"heksavalen", "2026-02-30", "", value}, {"anc", "", "", value},
		{"jeda-salat", "11:45-12:30,17:45-18:30", "", nil}, {"jeda-salat", "12:30-11:45", "", value}, {"jeda-salat", "00:00-23:59", "", ErrSettingHours}, {"jeda-jumat", "07:00-19:30", "", ErrSettingHours},
		{"jam-mulai", "19:30", "", ErrSettingHours}, {"jam-akhir", "07:30", "", ErrSettingHours},
	} {
		var s Settings
		next, err := s.With(c, row.key, Setting{From: day, Value: row.value, Puskesmas: row.puskesmas})
		if len(s.Values) != 0 {
			t.Fatalf("%s=%s changed what it was called on", row.key, row.value)
		}
		switch {
		case row.want == nil:
			if err != nil || next.Get(row.key, row.puskesmas, day) != row.value {
				t.Errorf("%s=%s: %v", row.key, row.value, err)
			}
			if k, _ := FindSetting(row.key); next.Get(row.key, row.puskesmas, day.Add(-1)) != k.Default {
				t.Errorf("%s=%s holds before its day", row.key, row.value)
			}
		case row.want == value:
			if !errors.As(err, new(*SettingValueError)) {
				t.Errorf("%s=%s: %v, want a refusal of the value", row.key, row.value, err)
			}
		case !errors.Is(err, row.want):
			t.Errorf("%s=%s: %v, want %v", row.key, row.value, err, row.want)
		}
	}
	var s Settings
	for _, v := range []string{"8", "6"} {
		var err error
		if s, err = s.With(c, "anc", Setting{From: day, Value: v}); err != nil {
			t.Fatal(err)
		}
	}
	if len(s.Values["anc"]) != 1 || s.Get("anc", "", day) != "6" {
		t.Fatalf("a second value of one day does not replace the first: %v", s.Values)
	}
}

// Every default passes its own check.
func TestSettingDefaults(t *testing.T) {
	for _, k := range SettingKeys() {
		if err := k.Check(k.Default); err != nil || k.Changes == "" {
			t.Errorf("%s: default %q: %v", k.Key, k.Default, err)
		}
	}
}
