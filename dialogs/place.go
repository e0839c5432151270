package dialogs

import (
	"regexp"
	"strings"

	"tumbuh/dialogs/answers"
	"tumbuh/store"
)

func readKelurahan(c *Ctx, text string) Reading {
	places := make([]answers.Place, len(c.v.City.Kelurahan))
	for i, k := range c.v.City.Kelurahan {
		if k.ID == text {
			return Reading{OK: true, Value: k.ID}
		}
		places[i] = answers.Place{ID: k.ID, Name: k.Name, Aliases: k.Aliases}
	}
	if r := c.kecamatanSaid(text); r.Say != "" {
		return r
	}
	hit := answers.FindPlace(text, places)
	switch {
	case len(hit) == 1:
		k, _ := c.v.City.FindKelurahan(hit[0])
		if r := c.kecamatanSaid(k.Name); r.Say != "" && !strings.Contains(strings.ToLower(text), "kel") { // "gg mawar ciputat"
			return r
		}
		return Reading{OK: true, Value: hit[0]}
	case len(hit) > 1:
		var names []string
		for _, id := range hit {
			k, _ := c.v.City.FindKelurahan(id)
			names = append(names, k.Name)
		}
		return Reading{Say: "salah.kelurahan-banyak", Vars: []string{"nama", strings.Join(names, ", ")}, Offer: hit}
	}
	if k := c.kecamatanNamed(text); k.ID != "" {
		return Reading{Say: "salah.kecamatan", Vars: []string{"nama", k.Name}, Offer: c.kelurahanOf(k.ID)}
	}
	return Reading{}
}

// kecamatanSaid answers a text that is the name of a kecamatan: it has several
// kelurahan, one of which may bear the same name; that one is asked, not assumed.
func (c *Ctx) kecamatanSaid(text string) Reading {
	for _, k := range c.v.City.Kecamatan {
		if text == k.ID {
			return Reading{Say: "salah.kecamatan", Vars: []string{"nama", k.Name}, Offer: c.kelurahanOf(k.ID)}
		}
		if !answers.SamePlace(text, k.Name) {
			continue
		}
		same, others := "", []string{}
		for _, l := range c.v.City.Kelurahan {
			switch {
			case l.Parent == k.ID && l.Name == k.Name:
				same = l.ID
			case l.Parent == k.ID:
				others = append(others, l.Name)
			}
		}
		if same == "" {
			return Reading{Say: "salah.kecamatan", Vars: []string{"nama", k.Name}, Offer: c.kelurahanOf(k.ID)}
		}
		if strings.Contains(strings.ToLower(text), "kel") {
			return Reading{}
		}
		return Reading{Confirm: true, Value: same, Say: "salah.kelurahan-kecamatan", Vars: []string{"nama", k.Name, "lain", strings.Join(others, ", ")}}
	}
	return Reading{}
}

// kecamatanNamed returns the kecamatan that was given instead of a kelurahan.
func (c *Ctx) kecamatanNamed(text string) store.Place {
	var places []answers.Place
	for _, k := range c.v.City.Kecamatan {
		places = append(places, answers.Place{ID: k.ID, Name: k.Name})
	}
	hit := answers.FindPlace(text, places)
	for _, k := range c.v.City.Kecamatan {
		if len(hit) == 1 && k.ID == hit[0] {
			return k
		}
	}
	return store.Place{}
}

func (c *Ctx) kelurahanOf(kecamatan string) []string {
	var ids []string
	for _, k := range c.v.City.Kelurahan {
		if k.Parent == kecamatan {
			ids = append(ids, k.ID)
		}
	}
	return ids
}

// placeChoices offers the kelurahan that came near, or those of the kecamatan she
// named; after two misunderstandings the kecamatan.
func placeChoices(c *Ctx) []store.Choice {
	var list []store.Choice
	for id := range strings.FieldsSeq(c.Session.Answers["?calon"]) {
		if k, ok := c.v.City.FindKelurahan(id); ok {
			list = append(list, store.Choice{ID: id, Label: k.Name})
		}
	}
	if len(list) == 0 && c.Session.Tries >= 2 {
		for _, k := range c.v.City.Kecamatan {
			list = append(list, store.Choice{ID: k.ID, Label: c.line("umum.kecamatan", "nama", k.Name)})
		}
	}
	return list
}

// anyPosyandu leaves the choice to us: "terserah", "yang deket rumah aja".
var anyPosyandu = regexp.MustCompile(`^terserah|\bmana (?:aja|saja)\b|\b(?:dekat|deket|terdekat)\b`)

func readPosyandu(c *Ctx, text string) Reading {
	if answers.DontKnow(text) || text == "belum-tahu" || passes(text) || anyPosyandu.MatchString(answers.Normalise(text)) {
		return Reading{OK: true, Value: defaultPosyandu(c)}
	}
	var places []answers.Place
	for _, p := range c.v.City.Posyandu {
		if p.ID == text {
			return Reading{OK: true, Value: p.ID}
		}
		if p.Kelurahan == c.place("kelurahan") {
			name := strings.TrimSuffix(strings.TrimPrefix(p.Name, "Posyandu "), " (contoh)")
			places = append(places, answers.Place{ID: p.ID, Name: name})
		}
	}
	if hit := answers.FindPlace(text, places); len(hit) == 1 {
		return Reading{OK: true, Value: hit[0]}
	}
	return Reading{}
}

// defaultPosyandu is the posyandu of somebody who does not know hers: the only
// one of her kelurahan, else none yet.
func defaultPosyandu(c *Ctx) string {
	if list := c.v.City.PosyanduOf(c.place("kelurahan")); len(list) == 1 {
		return list[0].ID
	}
	return Skipped
}
