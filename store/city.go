package store

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
)

//go:embed city/36.74.tsv
var tangsel string

// Place is a kecamatan, kelurahan or puskesmas.
type Place struct {
	ID, Name, Parent string
	Puskesmas        string   // of a kelurahan
	Aliases          []string // other spellings in daily use
}

// Posyandu is one health post and the days on which it meets.
type Posyandu struct {
	ID        string  `json:"id"`
	Name      string  `json:"name"`
	Kelurahan string  `json:"kelurahan"`
	Puskesmas string  `json:"puskesmas,omitempty"`
	Days      Meeting `json:"days,omitzero"`
	Address   string  `json:"address,omitempty"`
	Example   bool    `json:"example,omitzero"` // stands in until the real list is there
}

// Register is the city's list of posyandu as it is stored: one record.
type Register struct {
	V        int            `json:"v"`
	Posyandu []Posyandu     `json:"posyandu"`
	Extra    map[string]any `json:",embed"`
}

// City is the area one deployment serves: embedded places and the stored
// register of posyandu. It is shared between views and never changed.
type City struct {
	Code      string
	Name      string
	Kecamatan []Place
	Kelurahan []Place
	Puskesmas []Place
	Posyandu  []Posyandu
	Version   int64 // of the register record
}

// LoadCity reads the embedded places of the area code; only 36.74 (Kota
// Tangerang Selatan) is embedded today, another city adds a file here.
func LoadCity(code string) (*City, error) {
	if code != "36.74" {
		return nil, fmt.Errorf("loading city %q: no place list is embedded for it (known: 36.74)", code)
	}
	c := &City{Code: code, Name: "Tangerang Selatan"}
	for n, line := range strings.Split(strings.TrimSpace(tangsel), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 6 {
			return nil, fmt.Errorf("loading city %s: line %d has %d fields, want 6", code, n+1, len(f))
		}
		p := Place{ID: f[1], Name: f[2], Parent: f[3], Puskesmas: f[4]}
		if f[5] != "" {
			p.Aliases = strings.Split(f[5], ";")
		}
		switch f[0] {
		case "kecamatan":
			c.Kecamatan = append(c.Kecamatan, p)
		case "kelurahan":
			c.Kelurahan = append(c.Kelurahan, p)
		case "puskesmas":
			c.Puskesmas = append(c.Puskesmas, p)
		}
	}
	return c, nil
}

// ExamplePosyandu returns one posyandu per kelurahan, named as an example, that
// stands in until the city's real list is entered. Each meets on a fixed date
// between the 5th and the 24th, spread over the month.
func (c *City) ExamplePosyandu() []Posyandu {
	list := make([]Posyandu, 0, len(c.Kelurahan))
	for i, k := range c.Kelurahan {
		list = append(list, Posyandu{
			ID:        "py-" + strings.ReplaceAll(strings.TrimPrefix(k.ID, c.Code+"."), ".", "-"),
			Name:      "Posyandu " + k.Name + " (contoh)",
			Kelurahan: k.ID,
			Puskesmas: k.Puskesmas,
			Days:      Meeting{Date: 5 + i%20},
			Example:   true,
		})
	}
	return list
}

// With returns the city with another register; the places are shared.
func (c *City) With(r Register, version int64) *City {
	next := *c
	next.Posyandu, next.Version = r.Posyandu, version
	return &next
}

// FindPosyandu returns the posyandu with the id.
func (c *City) FindPosyandu(id string) (Posyandu, bool) {
	for _, p := range c.Posyandu {
		if p.ID == id {
			return p, true
		}
	}
	return Posyandu{}, false
}

// PosyanduOf returns the posyandu of a kelurahan.
func (c *City) PosyanduOf(kelurahan string) []Posyandu {
	var list []Posyandu
	for _, p := range c.Posyandu {
		if p.Kelurahan == kelurahan {
			list = append(list, p)
		}
	}
	return list
}

// FindKelurahan returns the kelurahan with the id.
func (c *City) FindKelurahan(id string) (Place, bool) { return find(c.Kelurahan, id) }

// FindPuskesmas returns the puskesmas with the id.
func (c *City) FindPuskesmas(id string) (Place, bool) { return find(c.Puskesmas, id) }

func find(list []Place, id string) (Place, bool) {
	i := slices.IndexFunc(list, func(p Place) bool { return p.ID == id })
	if i < 0 {
		return Place{}, false
	}
	return list[i], true
}
