package dialogs

import (
	"regexp"
	"strconv"
	"strings"

	"tumbuh/dialogs/answers"
	"tumbuh/store"
)

// answer is what a yes/no question can be told.
type answer = answers.YesNo

const (
	unknown = answers.Neither
	yes     = answers.Yes
	no      = answers.No
	unsure  = answers.Unsure
)

func yesNo(text string) answer                 { return answers.ReadYesNo(text) }
func passes(text string) bool                  { return answers.Skip(text) }
func control(text string) answers.Control      { return answers.ReadControl(text) }
func lifeEvent(t string) (answers.Event, bool) { return answers.ReadEvent(t) }

func pick(text string, list []store.Choice) (string, bool) {
	options := make([]answers.Option, len(list))
	for i, c := range list {
		options[i] = answers.Option(c)
	}
	return answers.Pick(text, options)
}

// pickWhole takes a number or a whole label only: "ibu hamil di serua" is not "Ibu hamil".
func pickWhole(text string, list []store.Choice) (string, bool) {
	numbers := make([]answers.Option, len(list))
	for i, c := range list {
		if answers.Bare(text) == answers.Bare(c.Label) {
			return c.ID, true
		}
		numbers[i] = answers.Option{ID: c.ID}
	}
	return answers.Pick(text, numbers)
}

func correction(text string, fields map[string]string) (field, value string, ok bool) {
	return answers.ReadCorrection(text, fields)
}

// opening finds the dialog that a whole message opens.
func opening(text string, opens map[string]*Dialog) (id string, ok bool) {
	s := strings.Join(strings.Fields(answers.Bare(text)), " ")
	for _, form := range []string{s, strings.Trim(answers.Normalise(text), " .!?,")} {
		if d := opens[form]; d != nil {
			return d.ID, true
		}
	}
	return "", false
}

var carried = regexp.MustCompile(`hamil(?: yang)? anak(?: yang)? (?:ke ?-? ?\d|pertama|kedua|ketiga|keempat|ke (?:satu|dua|tiga|empat))`)

func who(text string) string {
	s := " " + answers.Normalise(text) + " "
	hamil := strings.Contains(s, "hamil") || strings.Contains(s, "kandung") || strings.Contains(s, "bumil") || strings.Contains(s, " hml ") || strings.Contains(s, " hmil ")
	if hamil { // "hamil anak ke2" speaks of one, not two
		s = carried.ReplaceAllString(s, "hamil")
	}
	anak := strings.Contains(s, "anak") || strings.Contains(s, "bayi") || strings.Contains(s, "balita") || strings.Contains(s, " orok") || strings.Contains(s, " budak") || strings.Contains(s, " incu ") || strings.Contains(s, " cucu ")
	switch {
	case hamil && anak:
		return "keduanya"
	case hamil:
		return "hamil"
	case anak:
		return "anak"
	}
	return ""
}

func readName(c *Ctx, text string) Reading {
	if r, ok := commandAsName(c, text); ok {
		return r
	}
	if c.strayPlace(text) {
		return Reading{}
	}
	if r := readNameAndMore(c, text); r.OK {
		return r
	}
	r := answers.ReadName(text)
	if part := answers.Parts(text)[answers.PartName]; r.Verdict != answers.OK && part != "" { // "saya mawar umur 27 hamil 20 minggu"
		r = answers.ReadName(part)
	}
	return Reading{OK: r.Verdict == answers.OK, Value: r.Value}
}

func readGuardian(_ *Ctx, text string) Reading {
	r := answers.ReadGuardian(text)
	return Reading{OK: r.Verdict == answers.OK, Value: r.Value}
}

func readChildName(c *Ctx, text string) Reading {
	if r, ok := commandAsName(c, text); ok {
		return r
	}
	if c.strayPlace(text) {
		return Reading{}
	}
	f := answers.Scan(text, c.v.Today())
	r := answers.ReadChildName(text)
	if f.Name != "" && (f.Sex != "" || !f.Birth.IsZero()) {
		if r.Verdict != answers.OK || named(r.Value) != "" {
			r.Value = f.Name
		}
		return Reading{OK: true, Value: r.Value, Also: also(f)}
	}
	if a, b, two := strings.Cut(r.Value, " & "); two && !strings.Contains(strings.ToLower(text), "kembar") {
		return Reading{Confirm: true, Value: r.Value, Say: "anak.kembar-pasti", Vars: []string{"satu", a, "dua", b}}
	}
	return Reading{OK: r.Verdict == answers.OK, Value: r.Value}
}

// also are the other answers of a registration found in one message.
func also(f answers.Found) map[string]string {
	m := map[string]string{}
	put := func(id, v string) {
		if v != "" && v != "0" {
			m[id] = v
		}
	}
	put("kelamin", f.Sex)
	put("lahir", f.Birth.String())
	put("berat", strconv.Itoa(f.Weight))
	put("panjang", strconv.Itoa(f.Length))
	put("hp", f.Phone)
	return m
}

func readSex(_ *Ctx, text string) Reading {
	r := answers.ReadSex(text)
	return Reading{OK: r.Verdict == answers.OK, Value: r.Value}
}

func readPhone(_ *Ctx, text string) Reading {
	r := answers.ReadPhone(text)
	switch r.Verdict {
	case answers.OK:
		return Reading{OK: true, Value: r.Value}
	case answers.Ask:
		return Reading{Confirm: true, Value: r.Value, Say: "salah.hp-luar", Vars: []string{"nomor", "+" + r.Value}}
	case answers.Refused:
		return Reading{Say: "salah.hp-" + map[bool]string{true: "rumah", false: "bentuk"}[r.Why == answers.Landline]}
	}
	if answers.DontKnow(text) {
		return Reading{OK: true, Value: Skipped}
	}
	return Reading{}
}

func readHour(c *Ctx, text string) Reading {
	r := answers.ReadHour(text)
	switch r.Verdict {
	case answers.OK, answers.Guess:
		return Reading{OK: true, Value: r.Value}
	case answers.Ask:
		return Reading{Confirm: true, Value: r.Value, Say: "salah.jam-pasti", Vars: []string{"jam", showHour(c, r.Value)}}
	case answers.Refused:
		return Reading{Say: "salah.jam"}
	}
	return Reading{}
}

// readHPHT reads HPHT, HPL or weeks; the value is "date|from|~" (~ = estimate).
func readHPHT(c *Ctx, text string) Reading {
	d := answers.ReadDating(text, c.v.Today())
	value := d.HPHT.String() + "|" + d.From
	switch d.Verdict {
	case answers.OK:
		return Reading{OK: true, Value: value}
	case answers.Guess:
		return Reading{OK: true, Value: value + "|~"}
	case answers.Ask:
		w, _ := store.Pregnancy{HPHT: d.HPHT}.Weeks(c.v.Today())
		if d.From == "hpl" {
			if d.Why == answers.About {
				value += "|~"
			}
			return Reading{Confirm: true, Value: value, Say: "salah.hpl-pasti", Vars: []string{"tanggal", longDate(d.HPHT.Add(280)), "minggu", itoa(w)}}
		}
		return Reading{Confirm: true, Value: value, Say: "salah.hpht-pasti", Vars: []string{"tanggal", longDate(d.HPHT), "minggu", itoa(w)}}
	case answers.Refused:
		if d.From == "hpl" && d.Why == answers.Future { // an HPL so far ahead that she cannot be pregnant yet
			return Reading{Say: "salah.hpl-terlalu-jauh"}
		}
		return Reading{Say: "salah.hpht-" + d.Why}
	}
	if answers.DontKnow(text) {
		return Reading{Say: "salah.hpht-lupa"}
	}
	return Reading{}
}

func splitHPHT(value string) (hpht store.Date, from string, estimate bool) {
	f := strings.Split(value+"||", "|")
	hpht, _ = store.ParseDate(f[0]) // written by readHPHT
	return hpht, f[1], f[2] == "~"
}

// readBirth reads a birth day or an age; the value is "date" or "date|~".
func readBirth(c *Ctx, text string) Reading {
	r := answers.ReadBirth(text, c.v.Today())
	f := also(answers.Scan(text, c.v.Today()))
	delete(f, "lahir")
	switch r.Verdict {
	case answers.OK:
		return Reading{OK: true, Value: r.Date.String(), Also: f}
	case answers.Guess:
		return Reading{Confirm: true, Value: r.Date.String() + "|~", Say: "salah.lahir-kira", Vars: []string{"tanggal", longDate(r.Date)}, Also: f}
	case answers.Ask:
		switch {
		case r.Why == answers.Future:
			return Reading{Say: "salah.lahir-masa-depan", Vars: []string{"tanggal", longDate(r.Date)}}
		case r.Why == answers.Swapped:
			return Reading{Confirm: true, Value: r.Other.String(), Say: "salah.lahir-terbalik", Vars: []string{"tanggal", longDate(r.Other)}}
		}
		return Reading{Confirm: true, Value: r.Date.String(), Say: "salah.lahir-pasti", Vars: []string{"tanggal", longDate(r.Date)}, Also: f}
	case answers.Refused:
		return Reading{Say: "salah.lahir-" + r.Why}
	}
	if answers.DontKnow(text) {
		return Reading{Say: "salah.lahir-lupa"}
	}
	return Reading{}
}

func splitBirth(value string) (store.Date, bool) {
	day, mark, _ := strings.Cut(value, "|")
	d, _ := store.ParseDate(day) // written by readBirth
	return d, mark == "~"
}

func readMotherAge(c *Ctx, text string) Reading {
	r := answers.ReadMotherAge(text, c.v.Today())
	years := itoa(store.MonthsBetween(r.Date, c.v.Today()) / 12)
	switch r.Verdict {
	case answers.OK, answers.Guess:
		return Reading{OK: true, Value: r.Date.String()}
	case answers.Ask:
		return Reading{Confirm: true, Value: r.Date.String(), Say: "salah.umur-pasti", Vars: []string{"umur", years}}
	case answers.Refused:
		return Reading{Say: "salah.umur"}
	}
	if answers.DontKnow(text) {
		return Reading{OK: true, Value: Skipped}
	}
	return Reading{}
}

func readBirthWeight(_ *Ctx, text string) Reading {
	weight, length := answers.ReadBirthSize(text)
	r := amount(text, weight, "salah.berat", func(n int) string { return showGrams(nil, itoa(n)) })
	if length.Verdict == answers.OK { // "3,1/49" answers the next question too
		r.Also = map[string]string{"panjang": itoa(length.N)}
	}
	return r
}

func readBirthLength(_ *Ctx, text string) Reading {
	return amount(text, answers.ReadBirthLength(text), "salah.panjang", func(n int) string { return showMillimetres(nil, itoa(n)) })
}

func amount(text string, a answers.Amount, key string, show func(int) string) Reading {
	switch a.Verdict {
	case answers.OK, answers.Guess:
		return Reading{OK: true, Value: itoa(a.N)}
	case answers.Ask:
		return Reading{Confirm: true, Value: itoa(a.N), Say: key + "-pasti", Vars: []string{"nilai", show(a.N)}}
	case answers.Refused:
		return Reading{Say: key}
	}
	if answers.DontKnow(text) {
		return Reading{OK: true, Value: Skipped}
	}
	return Reading{}
}
