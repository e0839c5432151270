package dialogs

import "tumbuh/store"

// changeWords are how people name what they want changed, field by field of "ubah".
func changeWords() map[string]string {
	return map[string]string{
		"nama": "nama", "nama saya": "nama", "nama ibu": "nama",
		"jam": "jam", "jam pengingat": "jam", "jam tablet": "jam", "waktu": "jam", "waktu pengingat": "jam",
		"hp": "hp", "no hp": "hp", "nomor": "hp", "nomor hp": "hp", "telepon": "hp", "wa": "hp", "no wa": "hp",
		"hpht": "hpht", "hpl": "hpht", "haid": "hpht", "tanggal haid": "hpht", "usia kehamilan": "hpht", "umur kehamilan": "hpht",
		"kelurahan": "tempat", "alamat": "tempat", "tempat tinggal": "tempat", "posyandu": "posyandu",
		"nama anak": "nama-anak", "lahir": "lahir", "tgl lahir": "lahir", "tanggal lahir": "lahir", "kelamin": "kelamin", "jenis kelamin": "kelamin",
	}
}

// readChange reads "ganti jam 20.00" or "nama saya salah, harusnya Mawar Melati":
// which field, and with it the new value where that can be read.
func readChange(c *Ctx, text string) Reading {
	field, value, ok := correction(text, changeWords())
	if !ok || !hasChoice(correctable(c), field) && field != "posyandu" {
		return Reading{}
	}
	r := Reading{OK: true, Value: field}
	id := field
	if field == "tempat" {
		id = "kelurahan"
	}
	s := c.e.byID["ubah"].step(id)
	if value == "" || s == nil || s.Read == nil {
		return r
	}
	v := s.Read(c, value)
	switch {
	case v.OK && !v.Confirm && v.Value != Skipped:
		r.Also = map[string]string{id: v.Value}
	case c.dialog() == nil: // "ganti nomor hp gimana caranya?" is a question
		return Reading{}
	}
	return r
}

// answerChange takes such a sentence when nothing else is under way.
func (c *Ctx) answerChange() bool {
	if c.in.Kind != store.InText || c.dialog() != nil || !c.Person.Consent.Given() && !c.Person.Staff() {
		return false
	}
	text, told := toldDating(c.in.Text)
	if !told {
		text = c.in.Text
	}
	r := readChange(c, text)
	if !r.OK || told && len(r.Also) == 0 {
		return false
	}
	prefill := copyMap(r.Also)
	prefill["apa"] = r.Value
	c.Open("ubah", prefill)
	return true
}
