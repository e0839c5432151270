package dialogs

import (
	"regexp"
	"slices"
	"strings"

	"tumbuh/store"
)

// What a kader says of recovery food, of meals and of the rest of the child's card, in the
// words beside the sizes: "pmt lokal apbd 7 hari lanjut", "makan nasi telur wortel asi",
// "kpsp lengkap", "edukasi", "rujuk puskesmas".

var (
	eatenDays = regexp.MustCompile(`\b([1-7]) ?(?:hari|hr)\b`)
	eatenAll  = regexp.MustCompile(`\b(?:tiap|setiap) hari\b|\bhabis (?:semua|terus)\b`)
	meals     = regexp.MustCompile(`\b(?:makan(?:nya)?|mp ?-?asi)\b`)
	breastTo  = regexp.MustCompile(`\blulus asi\w*\b|\blulus asi eks\w*\b|\basi ?(?:eks\w*|saja|aja)? ?(?:sampai |s/d )?([1-6]) ?(?:bln|bulan)\b|\basix ?([1-6]) ?(?:bln|bulan)\b`)
	class     = regexp.MustCompile(`\bkelas ibu(?: balita)?\b|\bkib\b`)
	freeMeal  = regexp.MustCompile(`\bmbg\b`)
	checklist = regexp.MustCompile(`\b(?:kpsp|ceklis\w*|ceklist\w*|checklist|perkembangan)\b`)
	complete  = regexp.MustCompile(`\b(?:lengkap|sesuai|ok|oke|baik)\b`)
	educated  = regexp.MustCompile(`\b(?:edukasi|penyuluhan|konseling)\b`)
	sickness  = regexp.MustCompile(`\b(?:batuk|pilek|bapil|demam|panas|diare|mencret|muntah|cacar|campak ya)\b`)
	referred  = regexp.MustCompile(`\b(?:di)?rujuk(?:an)? (?:ke )?(pustu|puskesmas|pkm|rs|rumah sakit)\b`)
)

// tbSigns are the signs of the card's TB screening that a line can tell; that the weight
// did not rise twice is counted from the weights.
var tbSigns = []struct {
	id    string
	words *regexp.Regexp
}{
	{"batuk", regexp.MustCompile(`\bbatuk (?:terus|lama|(?:lebih dari |>|> )?(?:2|dua) (?:minggu|mgg))`)},
	{"demam", regexp.MustCompile(`\b(?:demam|panas) (?:terus|lama|(?:lebih dari |>|> )?(?:2|dua) (?:minggu|mgg))`)},
	{"kontak", regexp.MustCompile(`\bkontak (?:erat )?(?:pasien )?tbc?\b`)},
}

// courseWords are what may be said of a course of recovery food.
var courseWords = []struct {
	word *regexp.Regexp
	put  func(*store.Course)
}{
	{regexp.MustCompile(`\b(?:pabrikan|pabrik|biskuit)\b`), func(c *store.Course) { c.Kind = "pabrikan" }},
	{regexp.MustCompile(`\b(?:lokal|masakan|dimasak)\b`), func(c *store.Course) { c.Kind = "lokal" }},
	{regexp.MustCompile(`\b(?:dak|bok)\b`), func(c *store.Course) { c.Fund = "dak" }},
	{regexp.MustCompile(`\bapbd\b`), func(c *store.Course) { c.Fund = "apbd" }},
	{regexp.MustCompile(`\b(?:mitra|csr)\b`), func(c *store.Course) { c.Fund = "mitra" }},
	{regexp.MustCompile(`\bdana desa\b`), func(c *store.Course) { c.Fund = "desa" }},
	{regexp.MustCompile(`\b(?:lanjut|dilanjutkan|terus)\b`), func(c *store.Course) { c.Next = "lanjut" }},
	{regexp.MustCompile(`\b(?:selesai|tamat)\b`), func(c *store.Course) { c.Next = "selesai" }},
	{regexp.MustCompile(`\brujuk(?: ke)? (?:rs|rumah sakit)\b`), func(c *store.Course) { c.Next = "rs" }},
}

// foodWords are common foods by the groups of the monitoring sheet (PROG §2.1d).
var foodWords = map[string][]string{
	"sereal": strings.Fields("nasi bubur tim beras kentang ubi singkong roti mi mie bihun jagung oat oatmeal makaroni sereal biskuit lontong"),
	"kacang": strings.Fields("tahu tempe kacang kedelai kedele"),
	"susu":   strings.Fields("susu sufor yogurt yoghurt keju"),
	"daging": strings.Fields("ayam daging sapi ikan lele hati udang teri bebek kambing bakso nila kembung"),
	"telur":  strings.Fields("telur telor puyuh"),
	"vita":   strings.Fields("wortel bayam kangkung labu pepaya mangga katuk kelor sawi"),
	"lain":   strings.Fields("pisang jeruk apel alpukat alpokat tomat buncis timun semangka pir melon kol brokoli buah sayur terong"),
}

// leastGroups of eight make a diverse meal (PROG §2.1d).
const leastGroups = 5

// courseIn reads what is said of a course of recovery food.
func courseIn(s string) (c store.Course) {
	for _, w := range courseWords {
		if w.word.MatchString(s) {
			w.put(&c)
		}
	}
	switch m := eatenDays.FindStringSubmatch(s); {
	case eatenAll.MatchString(s):
		c.Days = 7
	case m != nil:
		c.Days = number(m[1])
	}
	return c
}

// mealIn reads what the child ate the day before, by groups, and whether it was nursed too;
// food that is denied ("telur ga mau") is none.
func mealIn(s string, g *store.Given, months int) {
	at := meals.FindStringIndex(s)
	if at == nil || deniedBefore(s, at[0]) {
		return
	}
	words := strings.FieldsFunc(s[at[1]:], func(r rune) bool {
		return r == ' ' || r == ',' || r == '+' || r == '&' || r == ':' || r == '.' || r == '/'
	})
	nursed := ""
	for _, group := range store.FoodGroups() {
		if slices.ContainsFunc(words, func(w string) bool { return slices.Contains(foodWords[group], w) }) {
			g.Food = append(g.Food, group)
		}
	}
	for i, w := range words {
		if w == "asi" {
			nursed = word(i == 0 || !denied.MatchString(words[i-1]) && words[i-1] != "tanpa")
		}
	}
	if len(g.Food) == 0 {
		return
	}
	g.Nursed = nursed
	if months >= 6 {
		g.Feeding = word(groupsOf(*g) >= leastGroups)
	}
}

func groupsOf(g store.Given) int {
	if g.Nursed == "ya" {
		return len(g.Food) + 1
	}
	return len(g.Food)
}

// breastTold reads "lulus asi eksklusif" and "asi eks 4 bulan": in how many months it had
// breast milk only, seven (0 to 6) for who passed.
func breastTold(s string) int {
	m := breastTo.FindStringSubmatch(s)
	if m == nil {
		return 0
	}
	if n := number(m[1] + m[2]); n > 0 && n < 6 {
		return n
	}
	return 7
}

// said tells whether the words stand there and are not denied by the word just before, or
// the one before "ikut" and the like: in "ga asi kelas ibu" the class was attended.
func said(r *regexp.Regexp, s string) bool {
	at := r.FindStringIndex(s)
	return at != nil && !deniedJust.MatchString(s[:at[0]])
}

var deniedJust = regexp.MustCompile(`\b(?:ga|gak|tdk|tidak|belum|blm|enggak|ngga|nggak|tanpa)(?: (?:ikut|dapat|dapet|pernah|ada|perlu|sempat|di))? $`)

// cardIn reads the columns of the card that no size tells.
func cardIn(s string, g *store.Given) {
	if class.MatchString(s) {
		g.Class = word(said(class, s))
	}
	if freeMeal.MatchString(s) {
		g.MBG = word(said(freeMeal, s))
	}
	if at := checklist.FindStringIndex(s); at != nil {
		if c := complete.FindStringIndex(s[at[1]:]); c != nil {
			g.Checklist = word(!deniedBefore(s, at[1]+c[0]))
		}
	}
	g.Educated = said(educated, s)
	for _, t := range tbSigns {
		if said(t.words, s) {
			g.TB = append(g.TB, t.id)
		}
	}
	if said(sickness, s) {
		g.Sick = sickness.FindString(s)
	}
	if m := referred.FindStringSubmatch(s); m != nil && said(referred, s) {
		g.Referred = map[string]string{"pkm": "puskesmas", "rumah sakit": "rs"}[m[1]]
		g.Referred = or(g.Referred, m[1])
	}
}
