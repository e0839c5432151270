package dialogs

import (
	"regexp"
	"slices"
	"strings"

	"tumbuh/dialogs/answers"
	"tumbuh/store/growth"
)

// Between the lines a kader asks how far she is and says what one says at work. That is
// answered from the day, never with a text for mothers.

var (
	howMany  = regexp.MustCompile(`\b(?:berapa|brp|brapa)\b.*\b(?:udah|sudah|udh|sdh|datang|dateng|masuk|tercatat|ditimbang)\b|\b(?:udah|sudah|udh|sdh)\b.*\b(?:berapa|brp|brapa)\b`)
	soFar    = regexp.MustCompile(`\brekap(?:nya|an)\b|\b(?:catatan|hasil|data) (?:posyandu )?hari ini\b`)
	oneDone  = regexp.MustCompile(`^(?:si |an |ananda )?(.{2,40}?) (?:udah|sudah|udh|sdh)(?: (?:ditimbang|diukur|nimbang|datang|dateng|dicatat|tercatat|masuk|diinput))?(?: (?:belum|blm|belom|blom|ya|kan|bu|kah))*$`)
	workTalk = regexp.MustCompile(`\b(?:bismillah|istirahat|makan siang|sholat|solat|shalat|sebentar|bentar|tunggu|siap|semangat|alhamdulillah|rame|ramai|lanjut)\b`)
)

// talkWords is how long a message of talk is.
const talkWords = 8

// aside answers a message that is no line of the day's; false where it is for somebody else.
func (w *dayWork) aside(text string, lines []answers.Line) bool {
	bare := strings.TrimSpace(answers.Bare(text))
	short := len(strings.Fields(bare)) <= talkWords && !strings.ContainsAny(bare, "0123456789")
	switch {
	case len(lines) > 0 && !slices.ContainsFunc(lines, func(l answers.Line) bool { return l.Kind != answers.LineHeading && l.Kind != answers.LineEmpty }):
		w.say("hari.lanjutkan")
	case !short:
		return false
	case howMany.MatchString(bare):
		n := growth.Count(w.months())
		w.say("hari.sejauh-ini", "jumlah", itoa(len(measured(w.day.Value))), "sasaran", itoa(n.S))
	case soFar.MatchString(bare):
		w.sums()
	case w.askedOne(bare):
	case workTalk.MatchString(bare) && !strings.Contains(text, "?"):
		w.say("hari.siap")
	default:
		return false
	}
	return true
}

// askedOne answers "aisyah udah ditimbang belum?".
func (w *dayWork) askedOne(bare string) bool {
	m := oneDone.FindStringSubmatch(bare)
	if m == nil {
		return false
	}
	list := w.findChildren(answers.Record{Name: m[1]})
	for _, f := range list {
		if now := w.measurement(f.ref()); now != nil {
			w.say("hari.tercatat", "nama", w.label(f), "ukuran", w.c.sizes(*now), "naik", "")
		} else {
			w.say("hari.belum-dicatat", "nama", w.label(f))
		}
	}
	return len(list) > 0
}
