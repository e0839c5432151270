package dialogs

import (
	"sort"
	"strings"

	"tumbuh/store"
)

// pickBroadcast takes a button under a broadcast: the second admin's yes or no, a stop,
// a look at how far it is.
func pickBroadcast(c *Ctx, choice string) bool {
	verb, id, ok := strings.Cut(choice, ":")
	if !ok || (verb != "setuju" && verb != "tolak" && verb != "setop" && verb != "lihat" && verb != "ralat") {
		return false
	}
	if !mayBroadcast(c) {
		c.Say("umum.tidak-boleh")
		return true
	}
	if !c.Want(store.Need{Kind: store.NeedBroadcast, ID: id}) {
		return true
	}
	if c.v.Have.Broadcast == nil {
		return false
	}
	seen := *c.v.Have.Broadcast // a copy: the decision may be made anew
	d := &seen
	switch {
	case d.Version == 0:
		c.Say("siaran.tidak-dikenal")
	case verb == "lihat":
		c.showBroadcast(*d)
	case verb == "ralat":
		c.Open("siaran-ralat", map[string]string{"siaran": id})
	case verb == "setop":
		c.stopBroadcast(d)
	case d.Value.Stage != store.Waiting:
		c.Say("siaran.sudah-diputuskan")
	case d.Value.By == c.v.ID():
		c.Say("siaran.bukan-sendiri")
	default:
		c.judgeBroadcast(d, verb == "setuju")
	}
	return true
}

// judgeBroadcast is the second admin's word.
func (c *Ctx) judgeBroadcast(d *store.Doc[store.Announcement], agreed bool) {
	b := &d.Value
	act, key := "broadcast-approved", "siaran.disetujui"
	b.Stage, b.Approved = store.Ready, c.v.ID()
	if !agreed {
		act, key = "broadcast-refused", "siaran.ditolak"
		b.Stage, b.Ended = store.Refused, c.v.Now
		c.closeBroadcast(d.Ref.ID)
	}
	c.extra.Writes = append(c.extra.Writes, d.Put())
	c.audit(act, d.Ref, itoa(b.Heads()))
	c.Say(key, "nomor", d.Ref.ID)
	if b.By == "" || !c.Want(store.Need{Kind: store.NeedPerson, Person: b.By}) {
		return
	}
	if m := c.v.Have.Person(b.By); m != nil {
		c.SayTo(m.Person, store.Reply, d.Ref.ID, key, "nomor", d.Ref.ID)
	}
}

func (c *Ctx) closeBroadcast(id string) {
	c.index(store.IndexBroadcasts(), id, true)
	c.index(store.IndexPastBroadcasts(), id, false)
}

// stopBroadcast stops it: the next slice sees it, what is queued is taken back.
func (c *Ctx) stopBroadcast(d *store.Doc[store.Announcement]) {
	if !StopBroadcast(&d.Value, c.v) {
		c.Say("siaran.sudah-selesai")
		return
	}
	if !d.Value.Open() {
		c.closeBroadcast(d.Ref.ID)
	}
	c.extra.Writes = append(c.extra.Writes, d.Put())
	c.audit("broadcast-stop", d.Ref, "")
	c.Say("siaran.dihentikan", "nomor", d.Ref.ID)
}

// StopBroadcast moves a broadcast to its stop; false when it is at its end already.
func StopBroadcast(b *store.Announcement, v store.View) bool {
	switch b.Stage {
	case store.Sending:
		b.Stage = store.Stopping
	case store.Waiting, store.Ready:
		b.Stage, b.Ended = store.Stopped, v.Now
	default:
		return false
	}
	return true
}

// maxShown is how many broadcasts a list shows, the newest first.
const maxShown = 8

func listBroadcasts(c *Ctx) {
	if !c.Want(store.Need{Kind: store.NeedBroadcasts}) {
		return
	}
	var list []store.Doc[store.Announcement]
	for _, d := range c.v.Have.Broadcasts {
		if d.Value.Stage != store.Draft {
			list = append(list, d)
		}
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].Value.Made.After(list[j].Value.Made) })
	if len(list) == 0 {
		c.Say("siaran.belum-ada")
		return
	}
	c.Say("siaran.daftar")
	for _, d := range list[:min(len(list), maxShown)] {
		queued, meant := d.Value.Queued()
		c.said = append(c.said, c.line("siaran.baris", "nomor", d.Ref.ID, "tahap", c.stage(d.Value.Stage), "terkirim", itoa(queued),
			"jumlah", itoa(max(meant, d.Value.Heads())), "isi", clip(d.Value.Text, 40)))
		c.choices = append(c.choices, store.Choice{ID: "lihat:" + d.Ref.ID, Label: c.line("siaran.tombol-lihat", "nomor", d.Ref.ID)})
	}
	c.question = "siaran"
}

func (c *Ctx) stage(s store.Stage) string { return c.line("siaran.tahap-" + string(s)) }

// showBroadcast shows one with what became of its messages.
func (c *Ctx) showBroadcast(d store.Doc[store.Announcement]) {
	t := c.v.Have.Tally
	queued, meant := d.Value.Queued()
	c.Say("siaran.rincian", "nomor", d.Ref.ID, "tahap", c.stage(d.Value.Stage), "siapa", d.Value.Audience, "jumlah", itoa(max(meant, d.Value.Heads())),
		"antre", itoa(queued), "terkirim", itoa(t["sent"]), "sampai", itoa(t["delivered"]), "dibaca", itoa(t["read"]), "dibalas", itoa(t["replied"]),
		"pasti", itoa(t["uncertain"]), "gagal", itoa(t["dead"]+t["blocked"]+t["expired"]), "ditarik", itoa(t["withdrawn"]+t["silenced"]))
	c.question = "siaran"
	kept := c.choices[:0:0]
	for _, ch := range c.choices {
		if ch.ID == "setop" && !d.Value.Open() || ch.ID == "ralat" && (queued == 0 || d.Value.Recalls != "") {
			continue
		}
		kept = append(kept, store.Choice{ID: ch.ID + ":" + d.Ref.ID, Label: ch.Label})
	}
	c.choices = kept
}
