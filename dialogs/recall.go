package dialogs

import (
	"strings"
	"time"

	"tumbuh/store"
)

// Recalling sends a word to those who got a broadcast, and stops it where it still goes out.
func Recalling() Dialog {
	return Dialog{
		ID:  "siaran-ralat",
		May: mayBroadcast,
		Steps: []Step{
			{ID: "isi", Read: readAnnouncement, Vars: func(c *Ctx) []string { return []string{"nomor", c.Given("siaran")} }},
			{ID: "periksa", Read: readSend, Vars: recallVars},
		},
		Done: saveRecall,
	}
}

func recallVars(c *Ctx) []string {
	n := 0
	if c.Want(store.Need{Kind: store.NeedBroadcast, ID: c.Given("siaran")}) {
		n = c.v.Have.Tally["sent"] + c.v.Have.Tally["uncertain"]
	}
	return []string{"jumlah", itoa(n), "isi", c.Given("isi")}
}

// RecallOf is the broadcast that goes to whoever got the one of the id, and to nobody else.
func RecallOf(id, text string, by store.PersonID, now time.Time) store.Announcement {
	return store.Announcement{V: 1, Audience: "semua | peran=ibu", Recalls: id, Text: text, By: by, Made: now, At: now, Stage: store.Ready}
}

func saveRecall(c *Ctx) {
	switch c.Answer("periksa") {
	case "batal":
		c.Say("siaran-ralat.tidak-jadi")
		return
	case "ganti":
		delete(c.Session.Answers, "periksa")
		delete(c.Session.Answers, "isi")
		c.advance()
		return
	}
	if !c.Want(store.Need{Kind: store.NeedBroadcast, ID: c.Given("siaran")}) {
		return
	}
	d := *c.v.Have.Broadcast
	if d.Version == 0 {
		c.Say("siaran.tidak-dikenal")
		return
	}
	if StopBroadcast(&d.Value, c.v) {
		if !d.Value.Open() {
			c.closeBroadcast(d.Ref.ID)
		}
		c.extra.Writes = append(c.extra.Writes, d.Put())
		c.audit("broadcast-stop", d.Ref, "")
	}
	ref := store.Ref{Kind: store.KindBroadcast, ID: strings.TrimPrefix(shortID("", c.in.Once()), "-")}
	c.extra.Writes = append(c.extra.Writes, store.Write{Ref: ref, Value: RecallOf(d.Ref.ID, c.Given("isi"), c.v.ID(), c.v.Now)})
	c.index(store.IndexBroadcasts(), ref.ID, false)
	c.audit("broadcast-recall", ref, d.Ref.ID)
	c.Say("siaran-ralat.dikirim", "nomor", ref.ID)
}
