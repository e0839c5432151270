package answers

import (
	"strings"

	"tumbuh/store"
)

// readPlace reads a place, by the longest of its names.
func (r *audienceReader) readPlace() bool {
	at, kind := r.i, ""
	for at < len(r.t) && (kinds[r.t[at]] != "" || kind != "" && r.t[at] == ".") {
		kind += kinds[r.t[at]]
		at++
	}
	if courtesy[at2(r.t, at)] && kind == "" {
		return false
	}
	for n := min(5, len(r.t)-at); n > 0; n-- {
		term, doubt := r.placeOf(kind, strings.Join(r.t[at:at+n], " "))
		if term == "" {
			continue
		}
		r.i, r.doubt = at+n, r.doubt || doubt
		c := r.cur()
		if r.not {
			c.not = append(c.not, term)
			r.not = r.where || r.i < len(r.t) && orWords[r.t[r.i]] // "kecuali pamulang dan ciputat"
		} else {
			c.where = append(c.where, term)
		}
		r.where = true
		return true
	}
	return false
}

// placeOf finds a place of a name; of a kelurahan and a kecamatan of one name the wider is
// meant, to be confirmed.
func (r *audienceReader) placeOf(kind, name string) (term string, doubt bool) {
	key := keyOf(placeLead.ReplaceAllString(name+" ", ""))
	if key.name == "" {
		return "", false
	}
	for _, p := range r.places() {
		if p.key == key && (p.kind == kind || kind == "" && (p.kind == "kelurahan" || p.kind == "kecamatan")) {
			doubt = doubt || term != "" && term != p.term
			term = p.term
		}
	}
	return term, doubt
}

// placeName is one name of a place with the term that means it.
type placeName struct {
	kind, term string
	key        placeNumber
}

// placeNumber is a name as it is compared, and the number in it: Serpong 1, Serpong 2.
type placeNumber struct{ name, number string }

func keyOf(name string) placeNumber {
	return placeNumber{placeKey(name), strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, name)}
}

// places are the names of all places of the city, the wider kinds last.
func (r *audienceReader) places() []placeName {
	if r.known != nil {
		return r.known
	}
	add := func(kind, value, name string) {
		r.known = append(r.known, placeName{kind, kind + `="` + value + `"`, keyOf(Normalise(name))})
	}
	for _, p := range r.city.Posyandu {
		add("posyandu", p.ID, strings.TrimSuffix(strings.TrimPrefix(p.Name, "Posyandu "), " (contoh)"))
	}
	for _, of := range []struct {
		kind string
		list []store.Place
	}{{"puskesmas", r.city.Puskesmas}, {"kelurahan", r.city.Kelurahan}, {"kecamatan", r.city.Kecamatan}} {
		for _, p := range of.list {
			add(of.kind, p.Name, p.Name)
			for _, a := range p.Aliases {
				add(of.kind, p.Name, a)
			}
		}
	}
	return r.known
}
