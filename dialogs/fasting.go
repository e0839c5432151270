package dialogs

import (
	"regexp"

	"tumbuh/dialogs/answers"
	"tumbuh/store"
)

var (
	noFast = regexp.MustCompile(`\b(?:tidak|ga|gak|gk|tdk|nggak|ngga|enggak|engga|kaga|ndak|belum|blm) (?:ikut |lagi |bisa |boleh |kuat |jadi )*(?:puasa|berpuasa|shaum|saum)\b`)
	fasts  = regexp.MustCompile(`^(?:bu |bun |kak |alhamdulillah |insya ?allah )*(?:saya|aku|sy|aq|ak|saya nya)? ?(?:tetap |jadi |mulai |sudah |mau |ikut |lagi )*(?:puasa|berpuasa)(?: lagi| kok| ya| bu| bun)*$`)
)

// answerFasting hears in Ramadan, or shortly before, whether a pregnant woman fasts: the
// hour of her tablet follows. Whether she may is the midwife's word, not ours.
func (c *Ctx) answerFasting() bool {
	p := c.Family.Pregnancy()
	if p == nil || looksAsking(c.in.Text) || !c.v.Settings.NearFast(c.v.Today()) {
		return false
	}
	s := answers.Bare(c.in.Text)
	switch {
	case noFast.MatchString(s):
		c.EditFamily().Prefs.NoFast = c.v.Today()
		c.Say("puasa.tidak", "jam", showHour(c, or(c.Family.Prefs.TTDHour, "19:00")))
	case fasts.MatchString(s):
		c.EditFamily().Prefs.NoFast = store.Date{}
		c.Say("puasa.ya")
	default:
		return false
	}
	c.audit("fasting", c.v.Family.Ref, "")
	return true
}
