package report

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

// InKind is what a sheet that comes in holds.
type InKind string

// The kinds.
const (
	InChildren InKind = "anak"
	InMeasures InKind = "ukur" // measurements alone, found by NIK
	InMothers  InKind = "ibu"
	InPosyandu InKind = "posyandu"
	InKader    InKind = "kader"
)

// headerRows is how far down a header is looked for: reports put a title and a date above.
const headerRows = 15

// ErrNoHeader says that none of the first rows has columns we know.
var ErrNoHeader = errors.New("none of the first 15 rows is a header we know: want columns like NIK, nama_anak, tgl_lahir, jenis_kelamin")

// header is the row of column names: its index, the keys by column, what the sheet holds.
type header struct {
	row  int
	keys []string
	kind InKind
}

// columnKeys maps the names of columns, folded, to keys.
func columnKeys() map[string]string {
	list, err := form("kolom-masuk")
	if err != nil {
		return nil
	}
	m := map[string]string{}
	for _, c := range list {
		for _, n := range strings.Fields(c.key) {
			m[n] = c.name
		}
	}
	return m
}

// foldColumn keeps letters and digits, small.
func foldColumn(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

var (
	inBrackets = regexp.MustCompile(`\([^)]*\)|\[[^\]]*\]`)
	unitBehind = regexp.MustCompile(`(?:kg|cm|gr|gram|mm)$`)
)

// columnKey is what a column holds; a unit behind its name ("BB (kg)") says nothing of it.
// A column of a month ("JANUARI_BERAT") has the month's number behind the key: "weight@1".
func columnKey(known map[string]string, cell string) string {
	plain := foldColumn(inBrackets.ReplaceAllString(cell, ""))
	for _, name := range []string{foldColumn(cell), plain, unitBehind.ReplaceAllString(plain, "")} {
		if key := known[name]; key != "" {
			return key
		}
	}
	month, rest, ok := strings.Cut(cell, "_")
	if n := monthNamed(month); ok && n > 0 {
		if key := known[foldColumn(rest)]; key != "" {
			return key + "@" + strconv.Itoa(int(n))
		}
	}
	return ""
}

// findHeader takes the row, among the first, that names most columns.
func findHeader(rows [][]string) (header, error) {
	known := columnKeys()
	best, most := header{}, 0
	for i, r := range rows[:min(len(rows), headerRows)] {
		h, n, seen := header{row: i}, 0, map[string]bool{}
		for _, cell := range r {
			key := columnKey(known, cell)
			if seen[key] {
				key = "" // the first of two columns of one name holds
			}
			if key != "" {
				seen[key] = true
				n++
			}
			h.keys = append(h.keys, key)
		}
		if h.kind = kindOf(seen); n > most && h.kind != "" {
			best, most = h, n
		}
	}
	if most < 2 {
		return header{}, ErrNoHeader
	}
	return best, nil
}

// kindOf tells what a sheet with these columns holds.
func kindOf(has map[string]bool) InKind {
	switch {
	case has["hpht"] || has["hpl"]:
		return InMothers
	case has["cadre"]:
		return InKader
	case has["name"] && has["birth"]:
		return InChildren
	case has["nik"] && has["measured"] && (has["weight"] || has["length"]):
		return InMeasures
	case has["posyandu"] && has["kelurahan"] && !has["name"]:
		return InPosyandu
	}
	return ""
}

// cells gives a row's values by key; what says nothing is "".
func (h header) cells(row []string) map[string]string {
	m := map[string]string{}
	for i, key := range h.keys {
		if key != "" && i < len(row) && !Empty(row[i]) {
			m[key] = strings.TrimSpace(strings.Trim(row[i], "'"))
		}
	}
	return m
}
