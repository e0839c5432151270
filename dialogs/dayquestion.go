package dialogs

import (
	"slices"
	"strings"

	"tumbuh/dialogs/answers"
	"tumbuh/store"
	"tumbuh/store/growth"
)

// question is the key and the placeholders of what is asked.
func (w *dayWork) question(p pending) (string, []string) {
	name := p.Rec.Name
	f := w.child(p.Ref)
	if f != nil {
		name = w.label(*f)
	}
	switch p.Kind {
	case askWho:
		return "hari.siapa", []string{"baris", p.Line}
	case askNewMother:
		return "hari.ibu-baru", []string{"nama", or(name, p.Rec.Mother), "baris", p.Line}
	case askNew:
		return "hari.baru", []string{"nama", or(name, p.Rec.Mother), "baris", p.Line}
	case askDied:
		return "hari.meninggal", []string{"nama", name}
	case askAway:
		return "hari.pergi", []string{"nama", name, "apa", p.Rec.Note}
	case askT:
		return "hari.t", []string{"nama", name}
	case askComma:
		return "hari.koma", []string{"nama", name, "sekarang", w.c.sizes(measurementOf(p.Rec)), "baris", p.Line}
	case askBack:
		return "hari.kembali", []string{"nama", name, "baris", p.Line}
	case askElsewhere:
		id, _, _ := readDayRef(p.Day)
		return "hari.di-lain", []string{"nama", or(name, p.Rec.Mother), "baris", p.Line, "posyandu", w.c.placeName(id)}
	case askHead:
		return "hari.kepala", []string{"nama", name, "nilai", w.c.amount("head", p.Rec.Head), "baris", p.Line}
	case askAgain:
		before := ""
		if m := w.measurement(p.Ref); m != nil {
			before = w.c.sizes(*m)
		}
		return "hari.ganti", []string{"nama", name, "tadi", before, "sekarang", w.c.sizes(measurementOf(p.Rec))}
	}
	if f == nil {
		return "hari.tidak-terbaca", []string{"baris", p.Line}
	}
	return "hari.ragu", []string{"nama", name, "apa", w.doubtText(*f, p)}
}

// labelWithWords is the only choice in whose label all words of an answer stand: "yang az
// zahra".
func labelWithWords(text string, list []store.Choice) (id string, ok bool) {
	words := slices.DeleteFunc(strings.Fields(answers.Bare(text)), func(w string) bool { return w == "yang" || w == "yg" || w == "si" || w == "itu" || w == "anak" })
	for _, ch := range list {
		label := strings.FieldsFunc(strings.ToLower(ch.Label), func(r rune) bool { return strings.ContainsRune(" (),", r) })
		if len(words) == 0 || slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(label, w) }) {
			continue
		}
		if ok {
			return "", false
		}
		id, ok = ch.ID, true
	}
	return id, ok
}

func (w *dayWork) choices(p pending) []store.Choice {
	c := w.c
	choice := func(id string, vars ...string) store.Choice {
		return store.Choice{ID: id, Label: c.line("hari.tombol-"+id, vars...)}
	}
	switch p.Kind {
	case askWho:
		var list []store.Choice
		for _, ref := range p.Cands {
			if f := w.child(ref); f != nil {
				list = append(list, store.Choice{ID: "anak:" + ref, Label: w.label(*f)})
			}
		}
		return append(list, choice("baru"), choice("lewati"))
	case askNew, askNewMother:
		return []store.Choice{choice("baru"), choice("lewati")}
	case askAway:
		return []store.Choice{choice("tidak-datang"), choice("bukan-itu")}
	case askBack:
		return []store.Choice{choice("kembali"), choice("baru"), choice("lewati")}
	case askElsewhere:
		return []store.Choice{choice("di-sana"), choice("baru"), choice("lewati")}
	case askHead:
		return []store.Choice{choice("kepala-ya"), choice("kepala-bukan")}
	case askT:
		return []store.Choice{choice("tidak-naik"), choice("telentang")}
	case askAgain:
		return []store.Choice{choice("ganti"), choice("tetap")}
	case askDied:
		return []store.Choice{choice("benar-duka"), choice("bukan-duka")}
	}
	list := []store.Choice{choice("benar"), choice("ulang")}
	if p.Try > 0 {
		list = append([]store.Choice{{ID: "coba", Label: w.c.amount(p.Field, p.Try)}}, list...)
	}
	return list
}

// doubtText words the first doubt with last time's value.
func (w *dayWork) doubtText(f found, p pending) string {
	m := measurementOf(p.Rec)
	m.Day = w.date
	list := growth.Doubts(*f.child, w.earlier(f), m)
	if len(list) == 0 {
		return w.c.sizes(m)
	}
	d := list[0]
	before := w.c.line("hari.belum-pernah")
	if d.Before > 0 {
		before = w.c.amount(d.Field, d.Before)
	}
	return w.c.line("ukur."+string(d.Kind), "sekarang", w.c.amount(d.Field, d.Now), "lalu", before)
}
