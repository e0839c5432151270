package store

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
)

// What people write where the expression wants something else.
var (
	twoNumbers = regexp.MustCompile(`^\D{0,12}(\d{1,3})\s*(?:-|–|\.{1,3}|sampai|s/d|sd)\s*(\d{1,3})\D{0,12}$`)
	oneNumber  = regexp.MustCompile(`^\D{0,12}(\d{1,3})\D{0,12}$`)
	otherNames = map[string]string{"wa": "whatsapp", "whatsap": "whatsapp", "wasap": "whatsapp", "tg": "telegram", "tele": "telegram", "telegrams": "telegram",
		"cadre": "kader", "kaders": "kader", "ibu-ibu": "ibu", "bunda": "ibu", "midwife": "bidan", "suami": "pendamping", "ahli gizi": "tpg", "rumah sakit": "rs"}
	otherTerms = map[string]string{"kel": "kelurahan", "desa": "kelurahan", "kec": "kecamatan", "pkm": "puskesmas", "pos": "posyandu", "bumil": "hamil", "ibu hamil": "hamil", "balita": "anak", "bayi": "anak", "menyusui": "anak=..23", "ibu menyusui": "anak=..23", "busui": "anak=..23", "asi eksklusif": "anak=..5", "channel": "kanal", "role": "peran", "all": "semua", "kader": "peran=kader", "bidan": "peran=bidan", "admin": "peran=admin", "ibu": "peran=ibu"}
)

// meant guesses a term of which the check refused a part; "" where nothing is near.
func (n *node) meant(c *City) string {
	guess := n.guess(c)
	if _, err := parseAudience(&audienceParser{s: guess, city: c}); err != nil {
		return ""
	}
	return guess
}

func (n *node) guess(c *City) string {
	switch n.key {
	case "hamil", "anak":
		return meantRange(n.key, n.value)
	case "kanal", "peran":
		if name := otherNames[n.value]; name != "" {
			return n.key + "=" + name
		}
		if parts := strings.FieldsFunc(n.value, func(r rune) bool { return r == ',' || r == '/' }); len(parts) > 1 {
			for i := range parts {
				parts[i] = n.key + "=" + strings.TrimSpace(parts[i])
			}
			return strings.Join(parts, " | ")
		}
	case "kelurahan", "kecamatan", "puskesmas", "posyandu":
		return c.meantPlace(n.key, n.value)
	}
	key, rest, _ := strings.Cut(n.key, ":")
	if rest == "" {
		rest = n.value
	}
	key = cmp.Or(otherTerms[strings.TrimSpace(key)], strings.TrimSpace(key))
	switch key {
	case "hamil", "anak":
		return cmp.Or(meantRange(key, rest), key)
	case "kelurahan", "kecamatan", "puskesmas", "posyandu", "kanal", "peran":
		if rest = strings.TrimSpace(rest); rest != "" {
			return key + "=" + rest
		}
	case "anak=..23", "anak=..5": // who breastfeeds is written down nowhere: mothers of children of the age
		return cmp.Or(meantRange("anak", rest), key)
	case "semua", "peran=kader", "peran=bidan", "peran=admin", "peran=ibu":
		return key
	}
	return ""
}

// meantRange finds the numbers of a range: "28-40 minggu", "40..28", "6 bulan".
func meantRange(key, value string) string {
	if m := twoNumbers.FindStringSubmatch(value); m != nil {
		low, high := m[1], m[2]
		if len(low) > len(high) || len(low) == len(high) && low > high {
			low, high = high, low
		}
		return key + "=" + low + ".." + high
	}
	if m := oneNumber.FindStringSubmatch(value); m != nil {
		return key + "=" + m[1]
	}
	return ""
}

// meantPlace finds a place of that name among the other kinds, else one of the kind whose
// name begins or ends so.
func (c *City) meantPlace(kind, name string) string {
	name = strings.ToLower(strings.TrimSpace(strings.TrimLeft(name, "=")))
	if name == "" {
		return ""
	}
	for _, k := range []string{kind, "kecamatan", "kelurahan", "puskesmas", "posyandu"} {
		for _, p := range c.ofKind(k) {
			if strings.EqualFold(p.Name, name) || p.ID == name {
				return k + "=" + p.Name
			}
		}
	}
	for _, p := range c.ofKind(kind) {
		if low := strings.ToLower(p.Name); len(name) > 2 && (strings.Contains(low, name) || strings.HasPrefix(name, low)) {
			return kind + "=" + p.Name
		}
	}
	return ""
}

// ofKind lists the places of a kind.
func (c *City) ofKind(kind string) []Place {
	if kind != "posyandu" {
		return map[string][]Place{"kelurahan": c.Kelurahan, "kecamatan": c.Kecamatan, "puskesmas": c.Puskesmas}[kind]
	}
	of := make([]Place, len(c.Posyandu))
	for i, p := range c.Posyandu {
		of[i] = Place{ID: p.ID, Name: p.Name}
	}
	return of
}

// places finds the ids of a kind of place by id, name or other spelling.
func (c *City) places(kind, name string) (ids []string) {
	for _, p := range c.ofKind(kind) {
		same := func(s string) bool { return strings.EqualFold(s, name) }
		if same(p.ID) || same(p.Name) || slices.ContainsFunc(p.Aliases, same) {
			ids = append(ids, p.ID)
		}
	}
	return ids
}
