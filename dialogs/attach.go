package dialogs

import (
	"net/http"
	"strings"

	"tumbuh/store"
)

// attachable are the kinds of file that every phone opens, by what their first bytes say.
func attachable(raw []byte) (mime, name, key string) {
	switch mime = http.DetectContentType(raw); mime {
	case "image/jpeg":
		return mime, "siaran.jpg", "siaran.lampiran-gambar"
	case "image/png":
		return mime, "siaran.png", "siaran.lampiran-gambar"
	case "application/pdf":
		return mime, "siaran.pdf", "siaran.lampiran-berkas"
	}
	return "", "", ""
}

// attachFile takes a picture or a document that an admin sends while she makes a
// broadcast. It is kept at once, beside a draft; words under it are an answer.
func attachFile(c *Ctx) bool {
	if !mayBroadcast(c) {
		return false
	}
	if !c.Want(store.Need{Kind: store.NeedFile, ID: c.in.File}) {
		return true
	}
	f := c.v.Have.File
	if f == nil {
		return false
	}
	if f.Fault != "" {
		c.Say(map[bool]string{true: "siaran.lampiran-besar", false: "siaran.lampiran-gagal"}[f.Fault == "besar"])
		c.askAgain()
		return true
	}
	mime, name, key := attachable(f.Bytes)
	if mime == "" {
		c.Say("siaran.lampiran-jenis")
		c.askAgain()
		return true
	}
	ref := store.Ref{Kind: store.KindBroadcast, ID: strings.TrimPrefix(shortID("", c.in.Once()), "-")}
	file, pieces := store.Attach(ref.ID, name, mime, f.Bytes)
	draft := store.Announcement{V: 1, File: file, By: c.v.ID(), Made: c.v.Now, Stage: store.Draft, Ended: c.v.Now}
	c.extra.Writes = append(append(c.extra.Writes, pieces...), store.Write{Ref: ref, Value: draft})
	c.index(store.IndexPastBroadcasts(), ref.ID, false)
	c.Session.Answers["lampiran"], c.Session.Answers["?jenis"] = ref.ID, key
	c.Say("siaran.lampiran-ada", "jenis", c.line(key))
	if c.Session.Step == "isi" && c.in.Text != "" {
		return false
	}
	c.askAgain()
	return true
}

// attached says what goes along, before it is sent.
func (c *Ctx) attached() string {
	if c.Given("lampiran") == "" {
		return c.line("siaran.tidak-ada")
	}
	return c.line(c.Given("?jenis"))
}

// withAttachment makes the broadcast out of the draft that holds its attachment; false
// while that is fetched, or when it is gone.
func (c *Ctx) withAttachment(doc *store.Doc[store.Announcement], b *store.Announcement) bool {
	id := c.Given("lampiran")
	if id == "" {
		return true
	}
	if !c.Want(store.Need{Kind: store.NeedBroadcast, ID: id}) {
		return false
	}
	d := c.v.Have.Broadcast
	if d == nil || d.Value.Stage != store.Draft {
		delete(c.Session.Answers, "lampiran")
		delete(c.Session.Answers, "periksa")
		c.Say("siaran.lampiran-gagal")
		c.advance()
		return false
	}
	*doc, b.File = *d, d.Value.File
	c.index(store.IndexPastBroadcasts(), id, true)
	return true
}

// attachedTo is the picture or document of a broadcast, as a part of a message.
func attachedTo(d store.Doc[store.Announcement]) *store.Report {
	if d.Value.File == nil {
		return nil
	}
	return &store.Report{Name: "siaran", Args: map[string]string{"id": d.Ref.ID}}
}
