package dialogs

import (
	"regexp"

	"tumbuh/dialogs/answers"
	"tumbuh/store"
)

// What a woman's card holds beside her sizes (programme.md §1.4), from the words a kader puts
// behind them: "pmt tiap hari, ikut kelas ibu", "vit a 2, kb iud, asi lancar".

var (
	capsules  = regexp.MustCompile(`\b(?:vit(?:amin)? ?a|vita|kapsul merah)(?: merah)? ?(?:x ?)?([12])?\b`)
	nurses    = regexp.MustCompile(`\b(?:asi|menyusui|nyusui|nyusuin|netekin)\b`)
	birthRest = regexp.MustCompile(`\bkb ?:? ?(?:pakai |pake )?(iud|spiral|suntik|implan|implant|susuk|pil|kondom|mow|mop|mal|steril|tidak|enggak|belum|blm|ga|gak)\b`)
	onCurve   = regexp.MustCompile(`\b(?:di |dalam |sesuai |masuk )?kurva\b`)
	herClass  = regexp.MustCompile(`\bkelas\b`) // "ibu" before a name is read as her title
	foodDaily = regexp.MustCompile(`\b(?:pmt|makanan tambahan)\b.{0,20}\b(?:tiap|setiap) hari\b`)
)

// womanGiven fills a check from the words beside its sizes.
func womanGiven(k *store.Check, note string) {
	s := answers.Normalise(note)
	var g store.Given
	cardIn(s, &g)
	k.Class, k.Educated, k.TB, k.Referred = g.Class, g.Educated, g.TB, g.Referred
	if herClass.MatchString(s) {
		k.Class = word(said(herClass, s))
	}
	if food.MatchString(s) {
		k.PMT = word(yesOf(food, s))
	}
	if foodDaily.MatchString(s) {
		k.PMTDaily = word(yesOf(foodDaily, s))
	}
	if onCurve.MatchString(s) {
		k.OnCurve = word(said(onCurve, s))
	}
	if !k.Nifas {
		return
	}
	if m := capsules.FindStringSubmatch(s); m != nil && yesOf(capsules, s) && !withheldAfter(capsules, s) {
		k.VitaminA = 1
		if m[1] == "2" {
			k.VitaminA = 2
		}
	}
	if nurses.MatchString(s) {
		k.Breast = word(said(nurses, s))
	}
	if m := birthRest.FindStringSubmatch(s); m != nil {
		k.KB = m[1]
		if denied.MatchString(m[1]) {
			k.KB = "tidak"
		}
	}
}

// completeGiven puts what a later line of the day says of the card over an earlier one.
func completeGiven(x *store.Check, k store.Check) {
	x.PMT, x.PMTDaily, x.OnCurve = or(k.PMT, x.PMT), or(k.PMTDaily, x.PMTDaily), or(k.OnCurve, x.OnCurve)
	x.Class, x.Breast, x.KB, x.Referred = or(k.Class, x.Class), or(k.Breast, x.Breast), or(k.KB, x.KB), or(k.Referred, x.Referred)
	x.VitaminA, x.Educated = max(k.VitaminA, x.VitaminA), x.Educated || k.Educated
	if len(k.TB) > 0 {
		x.TB = k.TB
	}
}

// givenParts words what was given and said, for the echo of a line.
func (w *dayWork) givenParts(k store.Check) (parts []string) {
	add := func(key, value string) {
		if value != "" && value != "0" {
			parts = append(parts, w.c.line("hari.ibu-"+key, "nilai", value))
		}
	}
	add("vita", itoa(k.VitaminA))
	add("asi", k.Breast)
	add("kb", k.KB)
	add("pmt", k.PMT)
	add("kelas", k.Class)
	return parts
}
