package dialogs

import (
	"reflect"
	"regexp"
	"slices"
	"strings"

	"tumbuh/dialogs/answers"
	"tumbuh/store"
)

var (
	vitaminA  = regexp.MustCompile(`\bvit(?:amin)? ?a\b|\bvita\b|\bkapsul (?:merah|biru)\b`)
	deworming = regexp.MustCompile(`\b(?:obat )?cacing\b|\balbendazol\w*\b`)
	vaccine   = regexp.MustCompile(`\b(hb ?0|bcg|(?:opv|polio suntik|polio(?: tetes)?|dpt|penta|pcv|rv|rotavirus|rota|ipv|mr|campak|hexa|heksa) ?[1-4]?)\b`)
	food      = regexp.MustCompile(`\bpmt\b|\bmakanan tambahan\b`)
	breast    = regexp.MustCompile(`\basi ?(?:eks\w*|saja|aja|full)\b|\bfull asi\b|\basix\b`)
	withheld  = regexp.MustCompile(`^(?:nya)?(?: (?:merah|biru))? ?[:=,(]? ?(?:ga|gak|tdk|tidak|belum|blm|belom|enggak|ngga|nggak|habis|abis|kosong|nolak|menolak|besok|nanti|bulan depan|-( |,|$))(?:[ ,.)]|$)`)
	denied    = regexp.MustCompile(`\b(?:ga|gak|tdk|tidak|belum|blm|enggak|ngga|nggak)\b`)
)

// givenIn reads what the child got from the words beside the sizes: "vit a merah",
// "obat cacing", "imun dpt1", "pmt", "asi eks". A colour that is not named follows the
// age (VITA §5: blue at 6–11 months, red from 12).
func givenIn(note string, months int) store.Given {
	s := answers.Normalise(note)
	var g store.Given
	if yesOf(vitaminA, s) && !withheldAfter(vitaminA, s) {
		switch {
		case strings.Contains(s, "merah"), !strings.Contains(s, "biru") && months >= 12:
			g.VitaminA = "merah"
		case strings.Contains(s, "biru"), months >= 6:
			g.VitaminA = "biru"
		}
	}
	g.Deworming = yesOf(deworming, s) && !withheldAfter(deworming, s)
	if food.MatchString(s) {
		if g.PMT = word(yesOf(food, s)); g.PMT == "ya" {
			g.Course = courseIn(s)
		}
	}
	if g.BreastTo = breastTold(s); g.BreastTo == 0 && breast.MatchString(s) {
		g.Breast = word(yesOf(breast, s))
	}
	mealIn(s, &g, months)
	cardIn(s, &g)
	for _, m := range vaccine.FindAllStringSubmatchIndex(s, -1) {
		if code := vaccineCode(s[m[2]:m[3]]); code != "" && !deniedBefore(s, m[0]) && !withheld.MatchString(s[m[1]:]) && !slices.Contains(g.Vaccines, code) {
			g.Vaccines = append(g.Vaccines, code)
		}
	}
	return g
}

// swelling is pitting oedema of both feet, as kader write it; its degree where one is given.
var swelling = regexp.MustCompile(`\b(?:oedema?|edema|udem|odema?|bengkak (?:di )?(?:kedua |2 )?(?:kaki|punggung kaki))(?: ?(?:derajat )?\+? ?([1-3]))?\b`)

// oedemaIn reads the degree of oedema from the words beside the sizes: 0 where none is
// named or it is denied, 1 where no degree is given.
func oedemaIn(note string) int {
	s := answers.Normalise(note)
	at := swelling.FindStringSubmatchIndex(s)
	switch {
	case at == nil || deniedBefore(s, at[0]) || strings.Contains(s[at[1]:], "(-)") || strings.HasPrefix(strings.TrimSpace(s[at[1]:]), "-"):
		return 0
	case at[2] >= 0:
		return number(s[at[2]:at[3]])
	}
	return 1
}

// yesOf tells whether the words stand there and are not denied just before.
func yesOf(r *regexp.Regexp, s string) bool {
	at := r.FindStringIndex(s)
	return at != nil && !deniedBefore(s, at[0])
}

// withheldAfter tells "obat cacing belum", "vit a habis".
func withheldAfter(r *regexp.Regexp, s string) bool {
	at := r.FindStringIndex(s)
	return at != nil && withheld.MatchString(s[at[1]:])
}

func deniedBefore(s string, at int) bool {
	before := s[max(0, at-14):at]
	return denied.MatchString(before)
}

func word(yes bool) string {
	if yes {
		return "ya"
	}
	return "tidak"
}

// vaccineNames are the short names in use for a series.
var vaccineNames = map[string]string{"opv": "opv", "polio": "opv", "polio tetes": "opv", "dpt": "dpt", "penta": "dpt", "hexa": "dpt", "heksa": "dpt", "pcv": "pcv",
	"rv": "rv", "rota": "rv", "rotavirus": "rv", "ipv": "ipv", "polio suntik": "ipv", "mr": "mr", "campak": "mr"}

// vaccineCode is the id of a dose ("dpt1"); "" where the number is missing or cannot be.
func vaccineCode(s string) string {
	s = strings.TrimSpace(s)
	switch strings.ReplaceAll(s, " ", "") {
	case "hb0":
		return "hb0"
	case "bcg":
		return "bcg"
	}
	n := s[len(s)-1]
	series := vaccineNames[strings.TrimSpace(strings.TrimRight(s, "1234"))]
	most := map[string]byte{"opv": '4', "dpt": '4', "pcv": '3', "rv": '3', "ipv": '2', "mr": '2'}[series]
	if series == "" || n < '1' || n > most {
		return ""
	}
	return series + string(n)
}

func isZeroGiven(g store.Given) bool {
	return reflect.ValueOf(g).IsZero()
}
