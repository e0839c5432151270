package dialogs

import (
	"strings"

	"tumbuh/store"
)

// MyData answers "data saya": all we hold, in words a person reads.
func MyData() Dialog {
	return Dialog{ID: "data", Start: func(c *Ctx) { c.unsure() }, Done: sayMyData}
}

func sayMyData(c *Ctx) {
	p, f := c.Person, c.Family
	if !p.Consent.Given() && f.Mother == "" && len(p.Grants) == 0 {
		c.Say("data.kosong")
		return
	}
	parts := []string{c.line("data.orang", "nama", or(p.Name, "–"), "hp", or(showPhone(p.Phone), "–"), "peran", c.roles())}
	if f.Mother != "" {
		parts = append(parts, c.line("data.keluarga", "kelurahan", showKelurahan(c, f.Kelurahan), "posyandu", c.posyanduName(f.Posyandu),
			"jam", or(showHour(c, f.Prefs.TTDHour), "–")))
	}
	for _, g := range f.Pregnancies {
		parts = append(parts, c.pregnancyLine(g))
	}
	for _, ch := range f.Children {
		parts = append(parts, c.childLine(ch))
	}
	parts = append(parts, c.wishes()...)
	parts = append(parts, c.drafts()...)
	if !p.Consent.At.IsZero() { // staff were asked for none
		parts = append(parts, c.consentLine())
	}
	c.audit("see-own-data", c.v.Person.Ref, "")
	c.Say("data.isi", "isi", strings.Join(parts, "\n"))
}

func (c *Ctx) consentLine() string {
	p := c.Person
	return c.line("data.persetujuan", "versi", p.Consent.Version, "tanggal", longDate(store.DateOf(p.Consent.At)),
		"data", c.yn(p.Consent.Data), "pengingat", c.yn(p.Consent.Reminders), "statistik", c.yn(p.Consent.Stats), "status", c.status())
}

// wishes are her caregivers and what she silenced.
func (c *Ctx) wishes() []string {
	var parts []string
	if len(c.Family.Caregivers) > 0 {
		parts = append(parts, c.line("data.pendamping", "siapa", c.caregiverNames()))
	}
	if c.Person.Caring != "" {
		parts = append(parts, c.line("data.mendampingi"))
	}
	var muted []string
	for _, k := range c.Family.Prefs.Mute {
		muted = append(muted, c.line("bisu.jenis-"+k))
	}
	if len(muted) > 0 {
		parts = append(parts, c.line("data.dimatikan", "jenis", strings.Join(muted, ", ")))
	}
	return parts
}

// drafts are the answers to dialogs that wait beneath, which are kept too.
func (c *Ctx) drafts() []string {
	var parts []string
	dialog, given := c.Session.Dialog, c.Session.Answers
	for _, f := range c.Session.Stack {
		c.Session.Dialog, c.Session.Answers = f.Dialog, f.Answers
		if lines := c.summaryLines(true); len(lines) > 0 {
			parts = append(parts, c.line("data.sedang-diisi", "apa", c.title(f.Dialog), "isi", strings.Join(lines, "\n")))
		}
	}
	c.Session.Dialog, c.Session.Answers = dialog, given
	return parts
}

func (c *Ctx) line(key string, vars ...string) string { return c.e.Texts.Say(key, vars...).Text }

func (c *Ctx) yn(b bool) string {
	if b {
		return c.line("umum.ya")
	}
	return c.line("umum.tidak")
}

func (c *Ctx) status() string {
	if !c.Person.Stopped.IsZero() {
		return c.line("data.berhenti")
	}
	if c.Family.PausedUntil.After(c.v.Now) {
		return c.line("data.jeda", "tanggal", longDate(store.DateOf(c.Family.PausedUntil)))
	}
	return c.line("data.aktif")
}

func (c *Ctx) roles() string {
	var list []string
	for _, g := range c.Person.Grants {
		list = append(list, string(g.Role))
	}
	return or(strings.Join(list, ", "), "–")
}

func (c *Ctx) pregnancyLine(g store.Pregnancy) string {
	key := "data.hamil"
	switch {
	case g.End == store.EndJoined:
		key = "data.hamil-disatukan"
	case !g.Active():
		key = "data.hamil-selesai"
	}
	return c.line(key, "hpht", longDate(g.HPHT), "hpl", longDate(g.HPL()), "tablet", itoa(g.Log.Count(store.TabletTaken)),
		"selesai", longDate(g.Ended))
}

func (c *Ctx) childLine(ch store.Child) string {
	key := "data.anak"
	if !ch.Active() {
		key = "data.anak-selesai"
	}
	return c.line(key, "nama", c.childName(ch), "kelamin", showSex(c, ch.Sex), "lahir", longDate(ch.Birth),
		"berat", or(showGrams(c, positive(ch.BirthWeight)), "–"), "panjang", or(showMillimetres(c, positive(ch.BirthLength)), "–"))
}

func or(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
