package dialogs

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"tumbuh/dialogs/answers"
	"tumbuh/store"
)

// The wish to announce something, in other words than the opening ones: with the name of
// the thing, or with a verb of sending and whom it is for.
var (
	announces = regexp.MustCompile(`^(?:(?:tolong|mohon|mau|saya|sy|aku|ingin|pengen|bisa|bantu|coba|min|admin|bu|pak|kak|halo|hai|dong|cara|caranya|gimana|gmn|bagaimana|apa|apakah|kalau|kalo|boleh|buat|bikin|jadwalkan|jadwalin|atur|buatkan|bikinkan|bikinin|buatin|kirim|kirimkan|kirimin|krim|sebar|sebarkan|sebarin|umumkan|umumin) )*` +
		`(?:siaran|pengumuman|broadcast|bc|blast|siarkan|umumkan|umumin)(?: |$)`)
	sends = regexp.MustCompile(`^(?:(?:tolong|mohon|mau|saya|sy|aku|ingin|pengen|bisa|bantu|coba|min|admin|bu|pak|kak|halo|hai|dong) )*` +
		`(?:kirim|kirimkan|kirimin|krim|sebar|sebarkan|sebarin|kabari|kabarin|infokan|infoin|beritahu|kasih tahu|kasih tau|kasi tau)(?: (?:info|informasi|pesan|kabar|berita|undangan|wa)(?: [^ ]+){0,3}?)? (?:ke|kepada|kpd|untuk|utk|buat|bwt|semua|seluruh|para) `)
	toMany   = regexp.MustCompile(`\b(?:semua|seluruh|para|semuanya)\b`)
	howTo    = regexp.MustCompile(`\b(?:cara|caranya|gimana|gmn|bagaimana)\b`)
	bodyMark = regexp.MustCompile(`:\s|\n`)
	withdraw = regexp.MustCompile(`\b(?:tarik|ditarik|batal|batalkan|batalin|dibatalkan|stop|setop|hentikan|dihentikan|hapus|dihapus)\b`)
)

// answerBroadcast opens a broadcast with what was said of it: for whom, when, and, behind a
// colon or on the next line, what.
func (c *Ctx) answerBroadcast() bool {
	if c.in.Kind != store.InText || c.Session.Dialog != "" && !c.asleep() || !c.Person.Staff() {
		return false
	}
	head, body := c.in.Text, ""
	if at := bodyMark.FindStringIndex(head); at != nil {
		head, body = strings.TrimRight(head[:at[1]], ": \n"), strings.TrimSpace(head[at[1]:])
	}
	s := strings.Join(strings.FieldsFunc(answers.Normalise(head), func(r rune) bool { return r == ' ' || r == ',' || r == '\n' }), " ")
	named, verb := announces.FindString(s), sends.FindString(s)
	if named == "" && verb == "" {
		return false
	}
	who, when := c.plainAudience(strings.TrimPrefix(strings.TrimPrefix(s, named), strings.TrimRight(verb, " ")))
	if who.Expr == "" && len(who.Rest) == 0 && body != "" { // "siaran untuk: kader pamulang"
		if a, _ := c.plainAudience(body); a.Expr != "" && len(a.Rest) == 0 {
			who, body = a, ""
		}
	}
	many := toMany.MatchString(s)
	switch {
	case named == "" && (who.Expr == "" || !many && len(who.Rest) > 0 && (who.Expr == "semua" || len(who.Rest) > 3)): // "kirim ke ibu siti"
		return false
	case !mayBroadcast(c):
		if named != "" || many {
			c.Say("umum.tidak-boleh")
		}
		return named != "" || many
	case withdraw.MatchString(s):
		c.Open("siaran-status", nil)
		return true
	case howTo.MatchString(s):
		c.Say("siaran.tanya-cara")
		return true
	}
	c.announce(who, when, body)
	return true
}

// announce opens the broadcast; what is in doubt is read back in place of the first question.
func (c *Ctx) announce(who answers.Audience, when answers.Moment, body string) {
	known := map[string]string{}
	if v := c.whenRead(when); v != "" {
		known["kapan"] = v
	}
	if r := readAnnouncement(c, body); r.OK {
		known["isi"] = r.Value
	}
	r := c.audienceReading(who)
	if r.OK {
		known["siapa"] = r.Value
	}
	c.Open("siaran", known)
	if s := c.step(); s != nil && s.ID == "siapa" && r.Say != "" && c.Session.Dialog == "siaran" {
		c.said, c.choices = nil, nil
		c.accept(s, r, "")
	}
}

// plainAudience reads whom and when out of one sentence.
func (c *Ctx) plainAudience(text string) (answers.Audience, answers.Moment) {
	open, _, shut := store.BroadcastWindow(c.v.Settings, c.v.Now)
	since := func(t time.Time) time.Duration { return t.Sub(store.DateOf(t).At(0, 0)) }
	m := answers.ReadMoment(text, c.v.Now, since(open), since(shut))
	return answers.ReadAudience(m.Rest, c.v.City), m
}

// surelyNursing says that nobody writes down who breastfeeds, and who is meant instead.
const surelyNursing = "siaran.pasti-menyusui"

// audienceReading makes of plain words an answer, a question back, or a kind refusal. On the
// strength of "semua" alone nobody is written to when something else was said as well.
func (c *Ctx) audienceReading(a answers.Audience) Reading {
	left := clip(strings.Join(a.Rest, " "), 60)
	switch {
	case a.Expr == "" && left == "":
		return Reading{}
	case left != "" && (a.Expr == "" || a.Expr == "semua" || a.Place):
		return Reading{Say: "siaran.belum-kenal", Vars: []string{"kata", left}}
	case left != "" && a.Nursing:
		return Reading{Confirm: true, Value: a.Expr, Say: "siaran.pasti-menyusui-sisa", Vars: []string{"untuk", a.Expr, "kata", left}}
	case left != "":
		return Reading{Confirm: true, Value: a.Expr, Say: "siaran.pasti-sisa", Vars: []string{"untuk", a.Expr, "kata", left}}
	case a.Nursing:
		return Reading{Confirm: true, Value: a.Expr, Say: surelyNursing, Vars: []string{"untuk", a.Expr}}
	case a.Doubt:
		return Reading{Confirm: true, Value: a.Expr, Say: "siaran.pasti", Vars: []string{"untuk", a.Expr}}
	}
	return Reading{OK: true, Value: a.Expr}
}

// whenRead is a moment as the step keeps it; "" when it cannot be.
func (c *Ctx) whenRead(m answers.Moment) string {
	switch {
	case m.Verdict != answers.OK || m.At.After(c.v.Now.AddDate(0, 3, 0)):
		return ""
	case m.Now:
		return "sekarang"
	}
	return m.At.Format(whenLayout)
}

// readAudience takes an expression, or plain words.
func readAudience(c *Ctx, text string) Reading {
	text = strings.TrimSpace(text)
	a, bad := c.expression(text)
	if bad == nil {
		return Reading{OK: true, Value: a.String()}
	}
	if !strings.ContainsAny(text, `=|!()"`) {
		who, when := c.plainAudience(text)
		r := c.audienceReading(who)
		if len(who.Rest) > 0 && asksByWords(text) { // "bayi demam kenapa ya"
			return Reading{}
		}
		if v := c.whenRead(when); v != "" && (r.OK || r.Confirm) {
			r.Also = map[string]string{"kapan": v}
		}
		return r
	}
	if meant, worse := c.expression(bad.Try); worse == nil && !strings.ContainsAny(text, "&|") {
		if who, _ := c.plainAudience(bad.Key); who.Nursing {
			return c.audienceReading(answers.Audience{Expr: meant.String(), Nursing: true})
		}
		return Reading{Confirm: true, Value: meant.String(), Say: "siaran.maksudnya", Vars: []string{"kata", clip(text, 60), "untuk", meant.String()}}
	}
	return Reading{Say: "siaran.salah-" + bad.Code, Vars: []string{"kata", clip(bad.Word, 60)}}
}

// expression reads the grammar of audiences.
func (c *Ctx) expression(text string) (store.Audience, *store.AudienceError) {
	a, err := store.ParseAudience(text, c.v.City)
	if err == nil {
		return a, nil
	}
	bad, ok := err.(*store.AudienceError)
	if !ok {
		bad = &store.AudienceError{Code: store.AudienceTerm, Word: text}
	}
	return a, bad
}

// besideWhen are words around a moment that say nothing.
var besideWhen = strings.Fields("ya kirim dikirim kirimkan aja saja di pada untuk tolong min admin bu ibu pak dong deh kalau bisa ga gak boleh jadwalkan , . wib mau saya eh oh salah maaf ganti ganti jadi ubah diubah undur geser pindah")

// readWhen takes a moment ahead, as "2026-03-04 09:00", or "sekarang".
func readWhen(c *Ctx, text string) Reading {
	_, m := c.plainAudience(text)
	for _, w := range strings.Fields(m.Rest) {
		if !slices.Contains(besideWhen, w) {
			return Reading{}
		}
	}
	v := c.whenRead(m)
	if v == "" && m.Verdict != answers.None {
		return Reading{Say: "siaran.sudah-lewat"}
	}
	return Reading{OK: v != "", Value: v}
}

const whenLayout = "2006-01-02 15:04"
