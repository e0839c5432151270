package dialogs

import (
	"strings"
	"time"

	"tumbuh/store"
)

// maxAnnouncement is how long the text of a broadcast may be, in characters: one
// message on every network.
const maxAnnouncement = 2500

// Broadcasting lets an admin announce something: for whom, what, when; then she sees how
// many people that is, until when it takes, and how it reads, before anything is sent.
func Broadcasting() Dialog {
	return Dialog{
		ID:    "siaran",
		Opens: []string{"siaran", "buat siaran", "pengumuman", "buat pengumuman"},
		May:   mayBroadcast,
		Steps: []Step{
			{ID: "siapa", Read: readAudience, Whole: true},
			{ID: "isi", Read: readAnnouncement, Vars: func(*Ctx) []string { return []string{"tanda", placeholders()} }},
			{ID: "kapan", Read: readWhen},
			{ID: "periksa", Read: readCheck, Vars: previewVars},
		},
		Ask:  askedOfBroadcast,
		Done: saveBroadcast,
		Pick: pickBroadcast,
		File: attachFile,
	}
}

// BroadcastStatus shows how far broadcasts have come, and stops them.
func BroadcastStatus() Dialog {
	return Dialog{ID: "siaran-status", Opens: []string{"status siaran", "daftar siaran", "cek siaran", "stop siaran", "hentikan siaran", "batalkan siaran", "tarik siaran"}, May: mayBroadcast, Done: listBroadcasts}
}

func mayBroadcast(c *Ctx) bool { return store.May(c.v.Person, store.SendBroadcast, store.Area{}) }

func placeholders() string { return "{" + strings.Join(store.Placeholders(), "} {") + "}" }

func readAnnouncement(_ *Ctx, text string) Reading {
	text = strings.TrimSpace(text)
	if len([]rune(text)) > maxAnnouncement {
		return Reading{Say: "siaran.terlalu-panjang"}
	}
	if bad := store.CheckBroadcast(text); bad != "" {
		return Reading{Say: "siaran.salah-tanda", Vars: []string{"kata", clip(bad, 40), "tanda", placeholders()}}
	}
	return Reading{OK: text != "", Value: text}
}

// when is the moment a broadcast may begin.
func (c *Ctx) when() time.Time {
	at, err := time.ParseInLocation(whenLayout, c.Given("kapan"), store.WIB)
	if err != nil || at.Before(c.v.Now) {
		return c.v.Now
	}
	return at
}

func readSend(_ *Ctx, text string) Reading {
	switch yesNo(text) {
	case yes:
		return Reading{OK: true, Value: "kirim"}
	case no:
		return Reading{OK: true, Value: "batal"}
	}
	if s := strings.ToLower(strings.TrimSpace(text)); s == "kirim" || s == "ganti" {
		return Reading{OK: true, Value: s}
	}
	return Reading{}
}

// readCheck takes the word to send, or another time or other people.
func readCheck(c *Ctx, text string) Reading {
	if r := readSend(c, text); r.OK {
		return r
	}
	when := readWhen(c, text)
	if when.OK {
		return Reading{OK: true, Value: otherTime + when.Value}
	}
	if whom := readAudience(c, text); whom.OK {
		return Reading{OK: true, Value: otherPeople + whom.Value}
	}
	return when
}

// What an admin writes instead of sending: the check is shown again with it.
const (
	otherTime   = "kapan "
	otherPeople = "siapa "
)

// changed takes what was written instead of sending, and shows the check again.
func (c *Ctx) changed(check string) bool {
	for prefix, step := range map[string]string{otherTime: "kapan", otherPeople: "siapa", "ganti": "isi"} {
		value, ok := strings.CutPrefix(check, prefix)
		if !ok {
			continue
		}
		delete(c.Session.Answers, "periksa")
		delete(c.Session.Answers, step)
		if value != "" {
			c.Set(step, value)
		}
		c.advance()
		return true
	}
	return false
}

// heads fetches whom the audience means.
func (c *Ctx) heads() *store.Heads {
	if !c.Want(store.Need{Kind: store.NeedAudience, ID: c.Given("siapa")}) {
		return nil
	}
	return c.v.Have.Heads
}

// previewVars are what an admin reads before she sends.
func previewVars(c *Ctx) []string {
	h := c.heads()
	if h == nil {
		return []string{"untuk", "", "jumlah", "", "kanal", "", "tidak", "", "mulai", "", "selesai", "", "contoh", "", "lampiran", ""}
	}
	n := 0
	var by, left, shown []string
	for _, ch := range []store.Channel{store.Telegram, store.WhatsApp, store.WebPhone} {
		if h.By[ch] > 0 {
			n += h.By[ch]
			by = append(by, c.line("siaran.kanal", "kanal", string(ch), "jumlah", itoa(h.By[ch])))
		}
	}
	for _, why := range []store.Why{store.NoConsent, store.SaidStop, store.Mourning, store.Unreachable, store.LivesNotHere, store.NotSure} {
		if h.Left[why] > 0 {
			left = append(left, c.line("siaran.tidak-"+string(why), "jumlah", itoa(h.Left[why])))
		}
	}
	for _, v := range h.Samples {
		shown = append(shown, c.line("siaran.contoh", "isi", clip(c.e.Fill(c.Given("isi"), v), 300)))
	}
	end := store.Estimate(c.v.Settings, h.By, c.when())
	none := c.line("siaran.tidak-ada")
	return []string{"untuk", c.audience(), "jumlah", itoa(n), "kanal", or(strings.Join(by, ", "), none), "tidak", or(strings.Join(left, ", "), none),
		"mulai", c.moment(store.BroadcastBegins(c.v.Settings, c.when())), "selesai", c.moment(end), "contoh", or(strings.Join(shown, "\n"), none), "lampiran", c.attached()}
}

// audience is for whom it is: the words of the choice, or the expression as it was read.
func (c *Ctx) audience() string {
	for _, ch := range c.e.Texts.Say("siaran.siapa").Choices {
		if ch.ID == c.Answer("siapa") {
			return ch.Label
		}
	}
	return c.Answer("siapa")
}

func (c *Ctx) moment(t time.Time) string { return longDate(store.DateOf(t)) + " " + clockOf(t) }

// saveBroadcast keeps the broadcast: ready, or waiting for a second admin.
func saveBroadcast(c *Ctx) {
	if c.Answer("periksa") == "batal" {
		c.Say("siaran.tidak-jadi")
		return
	}
	if c.changed(c.Answer("periksa")) {
		return
	}
	h := c.heads()
	if h == nil {
		return
	}
	b := store.Announcement{V: 1, Audience: c.Given("siapa"), Text: c.Given("isi"), By: c.v.ID(), Made: c.v.Now, At: c.when(), Stage: store.Ready}
	b.Expect = map[string]int{}
	for ch, n := range h.By {
		b.Expect[string(ch)] = n
	}
	if b.Heads() == 0 {
		c.Say("siaran.kosong")
		return
	}
	doc := store.Doc[store.Announcement]{Ref: store.Ref{Kind: store.KindBroadcast, ID: strings.TrimPrefix(shortID("", c.in.Once()), "-")}}
	if !c.withAttachment(&doc, &b) {
		return
	}
	doc.Value = b
	ref := doc.Ref
	if b.Heads() >= c.v.Settings.Int("siaran-izin", c.v.Today()) {
		b.Stage = store.Waiting
		admins := c.Staff("")
		if c.need != nil {
			return
		}
		doc.Value = b
		c.others = append(c.others, c.e.AskApproval(c.v, doc, admins)...)
		c.Say("siaran.menunggu-izin", "nomor", ref.ID, "jumlah", itoa(b.Heads()))
	} else {
		c.Say("siaran.diterima", "nomor", ref.ID, "jumlah", itoa(b.Heads()), "mulai", c.moment(store.BroadcastBegins(c.v.Settings, b.At)))
	}
	c.extra.Writes = append(c.extra.Writes, doc.Put())
	c.index(store.IndexBroadcasts(), ref.ID, false)
	c.audit("broadcast-made", ref, b.Account())
}

// AskApproval is what the other admins are told of a broadcast that waits for one of them.
func (e *Engine) AskApproval(v store.View, doc store.Doc[store.Announcement], staff []store.Member) []store.Message {
	var list []store.Message
	for _, m := range staff {
		via, ok := m.Person.Value.Reachable(store.Address{})
		if !ok || m.ID() == doc.Value.By || !store.May(m.Person, store.SendBroadcast, store.Area{}) {
			continue
		}
		s := e.Texts.Say("siaran.minta-izin", "nomor", doc.Ref.ID, "siapa", doc.Value.Audience, "jumlah", itoa(doc.Value.Heads()), "isi", clip(doc.Value.Text, 1500))
		msg := store.Message{Report: attachedTo(doc), ID: "siaran-izin:" + doc.Ref.ID + ":" + string(m.ID()), To: m.ID(), Via: via, Lane: store.Reply, Text: s.Text, Question: "siaran", Made: v.Now}
		for _, ch := range s.Choices {
			msg.Choices = append(msg.Choices, store.Choice{ID: ch.ID + ":" + doc.Ref.ID, Label: ch.Label})
		}
		list = append(list, msg)
	}
	return list
}
