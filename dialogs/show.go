package dialogs

import (
	"strconv"
	"strings"
	"time"

	"tumbuh/store"
)

// Months as they are written. They are names, not sentences, and the same in every text.
var months = [...]string{"Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"}

func itoa(n int) string { return strconv.Itoa(n) }

// positive writes a number that is known, "" for zero.
func positive(n int) string {
	if n <= 0 {
		return ""
	}
	return itoa(n)
}

// longDate writes a day as "3 Maret 2026".
func longDate(d store.Date) string {
	if d.IsZero() {
		return "–"
	}
	return itoa(d.Day) + " " + months[d.Month-1] + " " + itoa(d.Year)
}

// shortDate writes a day as "3 Maret".
func shortDate(d store.Date) string {
	if d.IsZero() {
		return "–"
	}
	return itoa(d.Day) + " " + months[d.Month-1]
}

func clockOf(t time.Time) string { return t.In(store.WIB).Format("15.04") }

func showHour(_ *Ctx, value string) string { return strings.ReplaceAll(value, ":", ".") }

func showDate(c *Ctx, value string) string {
	d, guess := splitBirth(value)
	if guess {
		return c.line("umum.kira-kira", "apa", longDate(d))
	}
	return longDate(d)
}

// showHPHT tells the week she is in and the day expected, which she can check.
func showHPHT(c *Ctx, value string) string {
	hpht, _, estimate := splitHPHT(value)
	p := store.Pregnancy{HPHT: hpht}
	w, d := p.Weeks(c.v.Today())
	key := "hamil.umur-kandungan"
	if estimate {
		key = "hamil.umur-kandungan-kira"
	}
	return c.line(key, "minggu", itoa(w), "hari", itoa(d), "hpht", longDate(hpht), "hpl", longDate(p.HPL()))
}

func showBirthYear(c *Ctx, value string) string {
	d, _ := splitBirth(value)
	return c.line("umum.umur-ibu", "n", itoa(store.MonthsBetween(d, c.v.Today())/12))
}

func showSex(c *Ctx, value string) string {
	switch value {
	case "L", "P":
		return c.line("umum.kelamin-" + strings.ToLower(value))
	}
	return "–"
}

func showChildName(c *Ctx, value string) string {
	if value == "tanpa-nama" {
		return c.line("umum.belum-bernama")
	}
	return value
}

// showGrams writes grams as kilograms with a decimal comma.
func showGrams(_ *Ctx, value string) string {
	n, _ := strconv.Atoi(value)
	if n == 0 {
		return ""
	}
	s := strings.TrimRight(strconv.FormatFloat(float64(n)/1000, 'f', 3, 64), "0")
	return strings.ReplaceAll(strings.TrimRight(s, "."), ".", ",") + " kg"
}

// showMillimetres writes millimetres as centimetres with a decimal comma.
func showMillimetres(_ *Ctx, value string) string {
	n, _ := strconv.Atoi(value)
	if n == 0 {
		return ""
	}
	s := strings.TrimSuffix(strconv.FormatFloat(float64(n)/10, 'f', 1, 64), ".0")
	return strings.ReplaceAll(s, ".", ",") + " cm"
}

func showKelurahan(c *Ctx, id string) string {
	k, ok := c.v.City.FindKelurahan(id)
	if !ok {
		return c.line("umum.belum-diketahui")
	}
	return k.Name
}

func showPosyandu(c *Ctx, id string) string { return c.posyanduName(id) }

func (c *Ctx) posyanduName(id string) string {
	p, ok := c.v.City.FindPosyandu(id)
	if !ok {
		return c.line("umum.belum-diketahui")
	}
	return p.Name
}

// showPhone writes 628… as 08….
func showPhone(digits string) string {
	if rest, ok := strings.CutPrefix(digits, "62"); ok {
		return "0" + rest
	}
	return digits
}

// topicTitle is how a topic or sign reads on a button: its id with spaces.
func topicTitle(topic string) string {
	t := strings.ReplaceAll(topic, "-", " ")
	if t == "" {
		return t
	}
	return strings.ToUpper(t[:1]) + t[1:]
}

// looksAsking tells whether a text has the shape of a question or of a worry
// rather than of a short answer.
func looksAsking(text string) bool { return asksByWords(text) || len(strings.Fields(text)) >= 6 }

func asksByWords(text string) bool {
	if looksAskingMark(text) {
		return true
	}
	for _, w := range strings.Fields(strings.ToLower(text)) {
		switch strings.Trim(w, ".,!") {
		case "apa", "apakah", "kapan", "kpn", "berapa", "brp", "brapa", "bagaimana", "gimana", "gmn", "gmna", "kenapa",
			"knp", "mengapa", "boleh", "bolehkah", "blh", "bisakah", "gapapa", "gpp", "normalkah", "bahayakah", "nanya", "tanya",
			"siapa", "dimana", "dmn", "mana":
			return true
		}
	}
	return false
}

// posyanduChoices are the posyandu of a kelurahan.
func posyanduChoices(c *Ctx, kelurahan string) []store.Choice {
	var list []store.Choice
	for _, p := range c.v.City.PosyanduOf(kelurahan) {
		list = append(list, store.Choice{ID: p.ID, Label: p.Name})
	}
	return list
}
