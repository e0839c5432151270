package dialogs

import (
	"errors"
	"fmt"
	"strings"

	"tumbuh/dialogs/answers"
	"tumbuh/store"
)

// SettingDialog lets an admin change a dated setting: which, to what, from which day, for
// the city or one puskesmas; the change is read back before it is kept.
func SettingDialog() Dialog {
	return Dialog{
		ID:    "atur",
		Opens: []string{"atur", "pengaturan", "setelan", "atur setelan"},
		May:   func(c *Ctx) bool { return store.May(c.v.Person, store.EditSettings, store.Area{}) },
		Steps: []Step{
			{ID: "kunci", Read: readSettingKey},
			{ID: "nilai", Read: readSettingValue, Vars: settingNow},
			{ID: "mulai", Read: readSettingDay},
			{ID: "tempat", Read: readSettingPlace, Skip: func(c *Ctx) bool { k, _ := store.FindSetting(c.Given("kunci")); return !k.Local }},
			{ID: "periksa", Read: readYesNo, Vars: settingRead},
		},
		Done: saveSetting,
	}
}

// settingList shows every setting with its value today.
func settingList(c *Ctx) []string {
	var lines []string
	for _, k := range store.SettingKeys() {
		lines = append(lines, c.line("atur.baris", "kunci", k.Key, "nilai", c.v.Settings.Get(k.Key, "", c.v.Today())))
	}
	return []string{"daftar", strings.Join(lines, "\n")}
}

func readSettingKey(c *Ctx, text string) Reading {
	key := strings.Trim(strings.ToLower(strings.TrimSpace(text)), "*. ")
	if key == "daftar" || key == "semua" {
		return Reading{Say: "atur.semua", Vars: settingList(c)}
	}
	if _, ok := store.FindSetting(key); !ok {
		return Reading{}
	}
	return Reading{OK: true, Value: key}
}

// settingNow is what the chosen one changes, what holds today and what comes.
func settingNow(c *Ctx) []string {
	key := c.Given("kunci")
	about := ""
	if key != "" {
		about = c.line("atur.arti-" + key)
	}
	var later []string
	for _, s := range c.v.Settings.Values[key] {
		where := c.line("atur.kota")
		if p, ok := c.v.City.FindPuskesmas(s.Puskesmas); ok {
			where = p.Name
		}
		later = append(later, c.line("atur.sejak", "nilai", s.Value, "mulai", s.From.String(), "tempat", where))
	}
	return []string{"kunci", key, "arti", about, "nilai", c.v.Settings.Get(key, "", c.v.Today()), "lain", or(strings.Join(later, "; "), "–")}
}

func readSettingValue(c *Ctx, text string) Reading {
	v := readSettingFor(c.Given("kunci"), text)
	if v == "" {
		k, _ := store.FindSetting(c.Given("kunci"))
		return Reading{Say: "atur.salah-nilai", Vars: []string{"contoh", k.Default}}
	}
	return Reading{OK: true, Value: v}
}

// readSettingFor is a text as the value of a setting, "" where it cannot be one.
func readSettingFor(key, text string) string {
	k, _ := store.FindSetting(key)
	v := strings.TrimSpace(text)
	if k.Check == nil || k.Check(v) != nil {
		v = strings.ReplaceAll(strings.ToLower(v), ".", ":") // "8.00" for an hour
		if h, m, ok := store.ParseClock(v); ok {
			v = fmt.Sprintf("%02d:%02d", h, m)
		}
	}
	if k.Check == nil || k.Check(v) != nil {
		return ""
	}
	return v
}

func readSettingDay(c *Ctx, text string) Reading {
	if d, ok := c.dayAhead(strings.ToLower(strings.TrimSpace(text))); ok {
		return Reading{OK: true, Value: d.String()}
	}
	r := answers.ReadDate(text, c.v.Today(), answers.Ahead)
	return Reading{OK: r.Verdict == answers.OK, Value: r.Date.String()}
}

func readSettingPlace(c *Ctx, text string) Reading {
	text = strings.TrimPrefix(strings.ToLower(strings.TrimSpace(text)), "puskesmas ")
	if text == "kota" || text == "semua" {
		return Reading{OK: true, Value: "kota"}
	}
	for _, p := range c.v.City.Puskesmas {
		if strings.EqualFold(p.Name, text) || p.ID == text {
			return Reading{OK: true, Value: p.ID}
		}
	}
	return Reading{}
}

// chosenSetting is what the answers say.
func (c *Ctx) chosenSetting() store.Setting {
	from, err := store.ParseDate(c.Given("mulai"))
	if err != nil {
		from = c.v.Today()
	}
	s := store.Setting{From: from, Value: c.Given("nilai"), Puskesmas: c.Given("tempat"), By: c.v.ID()}
	if s.Puskesmas == "kota" {
		s.Puskesmas = ""
	}
	return s
}

func settingRead(c *Ctx) []string {
	s := c.chosenSetting()
	where := c.line("atur.kota")
	if p, ok := c.v.City.FindPuskesmas(s.Puskesmas); ok {
		where = p.Name
	}
	return []string{"kunci", c.Given("kunci"), "lama", c.v.Settings.Get(c.Given("kunci"), s.Puskesmas, s.From), "nilai", s.Value, "mulai", longDate(s.From), "tempat", where}
}

func saveSetting(c *Ctx) {
	if c.Answer("periksa") != "ya" {
		c.Say("atur.tidak-jadi")
		return
	}
	if !c.Want(store.Need{Kind: store.NeedSettings}) {
		return
	}
	d := *c.v.Have.Settings
	s := c.chosenSetting()
	next, err := d.Value.With(c.v.City, c.Given("kunci"), s)
	switch {
	case errors.Is(err, store.ErrSettingHours):
		c.Say("atur.jam-terbalik")
		return
	case err != nil:
		c.Say("atur.tidak-bisa")
		return
	}
	d.Value = next
	c.extra.Writes = append(c.extra.Writes, d.Put())
	c.audit("setting", d.Ref, strings.TrimSpace(c.Given("kunci")+"="+s.Value+" from "+s.From.String()+" "+s.Puskesmas))
	c.Say("atur.tersimpan", "kunci", c.Given("kunci"), "nilai", s.Value, "mulai", longDate(s.From))
}

func (c *Ctx) dayAhead(s string) (store.Date, bool) {
	switch s {
	case "", "hari ini", "nanti":
		return c.v.Today(), true
	case "besok", "bsk", "esok":
		return c.v.Today().Add(1), true
	case "lusa":
		return c.v.Today().Add(2), true
	}
	r := answers.ReadDate(s, c.v.Today(), answers.Ahead)
	return r.Date, r.Verdict == answers.OK
}
