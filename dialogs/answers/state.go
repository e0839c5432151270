package answers

import (
	"slices"
	"strings"
)

// State is what a few words say of something that was spoken of just before.
type State int

// States: nothing said, it goes on, it is over, she is on her way to help, or there.
const (
	NoState State = iota
	Still
	Over
	Going
	There
)

var (
	stateStill = set("masih msh tambah makin keneh")
	stateYet   = set("belum blm belom blom belon acan")
	stateDone  = set("sudah udah udh uda dah sdh ude geus tos alhamdulillah")
	stateNo    = set("engga enggak ga gak tidak tdk nggak ngga kagak kaga ngga enggk henteu teu")
	stateOver  = set("berhenti brenti brhenti stop reda hilang ilang mendingan mending membaik normal sembuh aman turun sadar pulih kempes lega baikan adem cageur")
	stateWith  = set("iya ya iy y bu bun bunda bubid bidan kak min dok mba mbak sih kok nih lagi skrg sekarang kayak nya darahnya darah panas panasnya demam demamnya kejang kejangnya muntah muntahnya sakit sakitnya pusing pusingnya sesak sesaknya keluar ada kerasa gitu aja banget bgt parah sama deh nih barusan tadi dikit lemes lemas mules mulesnya mencret mencretnya")
	stateBut   = set("tapi tp cuma kalau kalo")
)

var (
	stateHelp   = set("puskesmas pkm puskes pusk rs rsud rsia rsu igd ugd bidan klinik dokter rumahsakit ponek poned sana")
	stateCame   = set("sampe sampai nyampe nyampai tiba ditangani dirawat opname diinfus ditindak")
	stateLeaves = set("otw berangkat brangkat brgkt jalan menuju meluncur perjalanan dibawa bawa boncengan naik ambulans ambulan grab gojek ojek")
	stateNow    = set("lagi ini nih skrg sekarang langsung barusan")
	stateStops  = set("belum blm belom blom ga gak tidak tdk nggak ngga engga enggak kagak gada gaada tanpa nunggu tunggu nanti ntar besok mau kalau kalo kapan gimana gmn apa apakah perlu harus bisa boleh mana dimana lahir")
)

// whereabouts reads "udh sampe puskesmas", "lagi di igd", "otw rs", "ini sudah di jalan":
// no more than ten words and no figure, with none that puts it off, denies it or asks.
func whereabouts(words []string) State {
	if len(words) > 10 || slices.ContainsFunc(words, func(w string) bool { return stateStops[w] || isDigit(w[0]) }) {
		return NoState
	}
	has := func(list map[string]bool) bool {
		return slices.ContainsFunc(words, func(w string) bool { return list[w] })
	}
	help := has(stateHelp) || strings.Contains(" "+strings.Join(words, " ")+" ", " rumah sakit ")
	now := has(stateDone) || has(stateNow)
	switch {
	case slices.Contains(words, "otw"):
		return Going
	case help && has(stateCame), help && has(stateDone) && slices.Contains(words, "ke") && !has(stateLeaves), help && slices.Contains(words, "di") && !has(stateLeaves) && (now || len(words) <= 4), now && has(stateCame) && len(words) <= 4:
		return There
	case has(stateLeaves) && now:
		return Going
	}
	return NoState
}

// ReadState reads "iya masih", "masih keluar darahnya", "belum berhenti" as Still, and
// "udah engga", "alhamdulillah sudah berhenti" as Over; only a message of no more than
// seven words that says nothing else is either. That she goes to help is Going, that she
// is there is There.
func ReadState(text string) State {
	words := plain(strings.ToLower(text))
	if s := whereabouts(words); s != NoState && !strings.Contains(text, "?") {
		return s
	}
	if len(words) == 0 || len(words) > 7 || slices.ContainsFunc(words, func(w string) bool { return stateBut[w] }) {
		return NoState
	}
	still, over, done := false, false, false
	for i, w := range words {
		switch {
		case stateStill[w]:
			still = true
		case stateYet[w]:
			if i+1 == len(words) || !stateOver[words[i+1]] {
				return NoState // "belum" alone answers another question
			}
			still = true
		case stateDone[w]:
			done = true
		case done && (stateNo[w] || stateOver[w]), stateNo[w] && i+1 < len(words) && words[i+1] == "lagi":
			over = true
		case stateOver[w] && i > 0 && stateYet[words[i-1]], stateWith[w], stateNo[w] && still:
		default:
			return NoState
		}
	}
	switch {
	case still:
		return Still
	case over:
		return Over
	}
	return NoState
}
