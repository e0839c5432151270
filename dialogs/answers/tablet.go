package answers

import (
	"regexp"
	"strings"
)

// What is said of a tablet: with what it was left out, that it was taken "tapi mual", that
// few are left.
var (
	nauseous  = regexp.MustCompile(` (?:mual|eneg|enek|muntah|mules|pusing|sembelit|mual2|mules2|gak enak|ga enak) `)
	tookBut   = regexp.MustCompile(` (?:sudah|udah|udh|sdh|uda|habis minum|abis minum)(?: [^ ]+){0,4} (?:tapi|tp|tpi|cuma|cuman|cm|meski|walau|walaupun|jadi|jd|trus|terus|malah) `)
	runsLow   = regexp.MustCompile(` (?:(?:tinggal|sisa|sisanya|sisa tinggal) (?:(?:dikit|sedikit|bentar|beberapa)|[1-7] ?(?:tablet|butir|biji|lagi|doang|aja|saja|$))|(?:mau|hampir|udah mau|sudah mau|bentar lagi|sebentar lagi|sedikit lagi|dikit lagi) (?:habis|abis|hbs)|menipis) ?`)
	notSick   = regexp.MustCompile(`(?:(?:sudah|udah|udh|sdh|uda|alhamdulillah) )?\b(?:ga|gak|g|nggak|ngga|enggak|engga|tidak|tdk|kagak) (?:ada )?(?:mual|muntah|eneg|enek|pusing|mules)(?: lagi)?\b`)
	forbidden = "dilarang|larang|ga boleh|gak boleh|tidak boleh|tdk boleh|ga dibolehin|gak dibolehin|tidak dibolehkan|disuruh berhenti|disuruh stop|stop dokter"
)

func tabletText(text string) string { return " " + strings.Join(plain(Normalise(text)), " ") + " " }

// Nauseous tells whether a text says that the tablet makes her sick.
func Nauseous(text string) bool { return nauseous.MatchString(tabletText(well(text))) }

// well leaves out what is said to be no more.
func well(text string) string { return notSick.ReplaceAllString(Normalise(text), " ") }

// RunsLow tells whether a text says that few tablets are left.
func RunsLow(text string) bool { return runsLow.MatchString(tabletText(text)) }

// ReadTTD reads a short answer to the tablet reminder.
func ReadTTD(text string) TTD {
	for _, w := range plain(Normalise(text)) {
		if elsewhere[w] {
			return NoTTD
		}
	}
	return ReadDone(text)
}

// ReadDone reads whether something that was asked was done, and why not.
func ReadDone(text string) TTD {
	s := tabletText(well(text)) // "udah ga mual lagi" tells of no tablet
	if strings.ContainsAny(text, "✅✔👍") && !strings.Contains(s, "belum") {
		return TTDTaken
	}
	if n := len(strings.Fields(s)); n == 0 || n > 12 {
		return NoTTD
	}
	has := func(list string) bool {
		for _, w := range strings.Split(list, "|") {
			if strings.Contains(s, " "+w+" ") {
				return true
			}
		}
		return false
	}
	not := has("belum|blm|blom|belom|belon|lom|tidak|gak|ga|nggak|ngga|enggak|tdk|kaga|kagak|acan|teu")
	low := runsLow.MatchString(s)
	switch {
	case has(forbidden):
		return TTDForbidden // before the nausea that may be its reason: she is not told how to take it
	case !not && tookBut.MatchString(s):
		return TTDTaken
	case low:
		return TTDLow
	case has("habis|abis|hbs|kosong|stok habis|ga punya|gak punya|tidak punya") && !has("habis makan|abis makan|habis minum|abis minum|habis sholat"):
		return TTDOut
	case nauseous.MatchString(s):
		return TTDNausea
	case has("lupa|kelupaan|lp|kelewat|ketiduran|poho"):
		return TTDForgot
	case has("nanti|ntar|ntr|bentar|sebentar|bntr|nti|bentaran|engke"):
		return TTDLater
	case not:
		return TTDNotYet
	case has("sudah|udah|udh|sdh|dah|uda|beres|done|diminum|tos|geus"), len(strings.Fields(s)) <= 4 && has("iya|ya|ok|oke|sip|siap|minum|y"):
		return TTDTaken
	}
	return NoTTD
}
