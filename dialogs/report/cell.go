package report

import (
	"errors"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"tumbuh/store"
)

// Faults of a cell, as the report of the rows prints them.
var (
	errNumber   = errors.New(`want a number like 8.4 or 8,4`)
	errDay      = errors.New(`want a day like 2025-06-08 or 08/06/2025`)
	errSex      = errors.New(`want L or P`)
	errPosition = errors.New(`want baring, berdiri or nothing`)
	errYesNo    = errors.New(`want 1 or 0, ya or tidak, or nothing`)
)

// Empty tells whether a cell says nothing: blank, "-", "–", "NULL", "#N/A".
func Empty(s string) bool {
	switch strings.ToLower(strings.Trim(s, " '\u00a0")) {
	case "", "-", "–", "—", "--", "null", "nan", "n/a", "#n/a":
		return true
	}
	return false
}

// Number reads a decimal with point or comma; 0 for an empty cell. A number with both
// could be thousands: it is not read.
func Number(s string) (float64, error) {
	if Empty(s) {
		return 0, nil
	}
	s = strings.Trim(s, " '")
	if strings.Count(s, ",")+strings.Count(s, ".") > 1 {
		return 0, errNumber
	}
	v, err := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) || strings.ContainsAny(s, "xXpP_") {
		return 0, errNumber
	}
	return v, nil
}

var (
	isoDay   = regexp.MustCompile(`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$`)
	localDay = regexp.MustCompile(`^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?: .*)?$`)
	namedDay = regexp.MustCompile(`^(\d{1,2})[-/. ]*([A-Za-z]{3,9})[-/. ,]*(\d{4}|\d{2})$`)
	serial   = regexp.MustCompile(`^(\d{5})(?:\.0*)?$`)
)

// monthNamed is the month of a name, in Indonesian or as Excel shortens it in English; 0
// where it is none.
func monthNamed(s string) time.Month {
	s = strings.ToLower(strings.TrimSpace(s))
	if len(s) < 3 {
		return 0
	}
	for i, names := range []string{"januari january", "februari pebruari february", "maret march mrt", "april", "mei may", "juni june", "juli july", "agustus august agt ags",
		"september sept", "oktober october", "november nopember", "desember december"} {
		for name := range strings.FieldsSeq(names) {
			if strings.HasPrefix(name, s) {
				return time.Month(i + 1)
			}
		}
	}
	return 0
}

// Day reads a civil day: ISO, day/month/year, a month by its name, or Excel's number of days. The zero Date
// for an empty cell.
func Day(s string) (store.Date, error) {
	if Empty(s) {
		return store.Date{}, nil
	}
	s = strings.Trim(s, " '")
	atoi := func(s string) int { n, _ := strconv.Atoi(s); return n }
	var d store.Date
	ok := false
	if m := isoDay.FindStringSubmatch(s); m != nil {
		d, ok = store.NewDate(atoi(m[1]), time.Month(atoi(m[2])), atoi(m[3]))
	} else if m := localDay.FindStringSubmatch(s); m != nil {
		d, ok = store.NewDate(atoi(m[3]), time.Month(atoi(m[2])), atoi(m[1]))
	} else if m := namedDay.FindStringSubmatch(s); m != nil && monthNamed(m[2]) > 0 { // "17 Agustus 2025", "17-Agu-25"
		year := atoi(m[3])
		if year < 100 {
			year += 2000
		}
		d, ok = store.NewDate(year, monthNamed(m[2]), atoi(m[1]))
	} else if m := serial.FindStringSubmatch(s); m != nil {
		d, ok = store.Date{Year: 1899, Month: 12, Day: 30}.Add(atoi(m[1])), true
	}
	if !ok {
		return store.Date{}, errDay
	}
	return d, nil
}

// Sex reads L or P in the ways sheets write it, whole words only.
func Sex(s string) (string, error) {
	switch strings.ToLower(strings.Trim(s, " '.")) {
	case "l", "lk", "laki", "laki-laki", "laki laki", "laki2", "m", "male":
		return "L", nil
	case "p", "pr", "perempuan", "wanita", "f", "female":
		return "P", nil
	}
	return "", errSex
}

// Position reads how a length was taken; "" for an empty cell.
func Position(s string) (store.Position, error) {
	if Empty(s) {
		return "", nil
	}
	switch strings.ToLower(strings.Trim(s, " '.")) {
	case "baring", "berbaring", "telentang", "terlentang", "tidur", "tlntang", "tlg", "t", "l", "pb":
		return store.Lying, nil
	case "berdiri", "diri", "h", "tb":
		return store.Standing, nil
	}
	return "", errPosition
}

// YesNo reads "ya", "tidak" or "".
func YesNo(s string) (string, error) {
	if Empty(s) {
		return "", nil
	}
	switch strings.ToLower(strings.Trim(s, " '.")) {
	case "1", "ya", "y", "v", "√", "true", "ada":
		return "ya", nil
	case "0", "tidak", "t", "x", "tdk", "n", "false", "tidak ada":
		return "tidak", nil
	}
	return "", errYesNo
}

// Oedema reads the degree of pitting oedema, 0 to 3; "ya" without a degree is 1.
func Oedema(s string) (int, error) {
	switch n := strings.Trim(s, " '+"); n {
	case "2", "3":
		return int(n[0] - '0'), nil
	}
	yes, err := YesNo(strings.Trim(s, "+"))
	if err != nil {
		return 0, errors.New(`want 0, 1, 2, 3, ya or tidak`)
	}
	if yes == "ya" {
		return 1, nil
	}
	return 0, nil
}
