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
		return w.away(text, bare)
	}
	return true
}

// away asks whether what is said of a child without a number is why it does not come: "zahra
// ikut neneknya ke bandung", "hafiz lagi rewel". The reasons are endless; the name is known.
func (w *dayWork) away(text, bare string) bool {
	words := strings.Fields(bare)
	if strings.Contains(text, "?") || looksAsking(text) || len(words) < 2 {
		return false
	}
	for k := min(3, len(words)-1); k > 0; k-- {
		r := answers.Record{Name: strings.Join(words[:k], " "), Status: answers.Absent, Note: strings.Join(words[k:], " ")}
		list := w.findChildren(r)
		if len(list) != 1 || w.score(r.Name, w.c.childName(*list[0].child)) < 3 {
			continue
		}
		if r.Note == "maksudnya" || r.Note == "maksud saya" {
			return w.renameWaiting(r.Name)
		}
		if w.measurement(list[0].ref()) != nil {
			return false // she is here: it is talk about her
		}
		w.ask(pending{Kind: askAway, Line: short(text), Rec: r, Ref: list[0].ref(), At: w.writtenAt()})
		return true
	}
	return false
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

// asksMissing tells whether a message asks who has not come yet: "yang belum", "siapa aja
// yg blm dateng".
func asksMissing(bare string) bool {
	words := strings.Fields(bare)
	has := func(forms ...string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return slices.Contains(forms, w) })
	}
	switch {
	case len(words) == 0 || strings.ContainsAny(bare, "0123456789"):
		return false
	case words[0] == "sisa" || words[0] == "sisanya":
		return true
	case len(words) < 6 && has("siapa", "sapa", "spa") && has("lagi", "kurang", "sisa", "sisanya"):
		return true
	case len(words) == 1 || !has("belum", "blm", "blom", "belom", "blum"):
		return false
	}
	return has("siapa", "sapa", "spa") || slices.Contains([]string{"yang", "yg", "belum", "blm", "blom", "belom", "blum"}, words[0])
}
