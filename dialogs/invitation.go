package dialogs

import (
	"regexp"
	"strings"

	"tumbuh/store"
)

// Invitation takes "/start CODE": a role from the health office, once.
func Invitation() Dialog {
	return Dialog{
		ID: "undangan",
		Steps: []Step{
			{ID: "kode", Read: func(c *Ctx, text string) Reading { return Reading{OK: true, Value: text} }},
			{ID: "nama", Read: readStaffName, Skip: known(func(c *Ctx) string { return c.Person.Name })},
		},
		Done: useInvitation,
	}
}

var staffTitle = regexp.MustCompile(`(?i)^(?:dr|drg|dokter|ns|ners|bd|bdn|bidan|suster|perawat|kader|h|hj|pak|bu|ibu|bapak)\b\.?\s+`)

// readStaffName reads a name with the title people at work put before it.
func readStaffName(c *Ctx, text string) Reading {
	return readName(c, staffTitle.ReplaceAllString(strings.TrimSpace(text), ""))
}

// A code of an invitation is so long and of these letters and figures, none of which is
// read for another.
const (
	CodeLength   = 13 // 64 bits, which nobody guesses
	codeLetters  = "ABCDEFGHJKMNPQRSTUVWXYZ"
	codeFigures  = "23456789"
	CodeAlphabet = codeLetters + codeFigures
)

// inviteCode returns the code of "/start CODE", or of "gabung CODE" that a second
// caregiver was told to write, or of a few words with the code alone among them, as it
// comes when only the code was passed on.
func inviteCode(text string) (string, bool) {
	words := strings.Fields(text)
	if len(words) == 2 && (strings.EqualFold(words[0], "/start") || strings.EqualFold(words[0], "gabung")) {
		code := strings.ToUpper(strings.Trim(words[1], "*_"))
		return code, len(code) >= 10
	}
	if len(words) > 4 {
		return "", false
	}
	for _, w := range words {
		if w = strings.Trim(w, "*_.,:"); LikeCode(w) {
			return w, true
		}
	}
	return "", false
}

// LikeCode tells a word that has the shape of a code, letters and figures both: one of
// letters alone may be a word.
func LikeCode(w string) bool {
	return len(w) == CodeLength && strings.Trim(w, CodeAlphabet) == "" &&
		strings.ContainsAny(w, codeLetters) && strings.ContainsAny(w, codeFigures)
}

// answerInvite opens the invitation for a code.
func (c *Ctx) answerInvite() bool {
	code, ok := inviteCode(c.in.Text)
	if !ok || c.in.Kind != store.InText {
		return false
	}
	if !c.mayGuess() {
		c.Say("undangan.terlalu-banyak")
		return true
	}
	if !c.Want(store.Need{Kind: store.NeedInvite, ID: code}) {
		return true
	}
	if !c.validInvite() {
		c.guessed()
		c.Say("undangan.tidak-berlaku")
		return true
	}
	dialog := "undangan"
	if c.v.Have.Invite.Value.Family != "" {
		dialog = "gabung"
	}
	c.Open(dialog, map[string]string{"kode": code})
	return true
}

func (c *Ctx) validInvite() bool {
	d := c.v.Have.Invite
	return d != nil && d.Version > 0 && d.Value.Used.IsZero() && d.Value.Revoked.IsZero() && d.Value.Expires.After(c.v.Now)
}

func useInvitation(c *Ctx) {
	if !c.Want(store.Need{Kind: store.NeedInvite, ID: c.Answer("kode")}) {
		return
	}
	if !c.validInvite() {
		c.Say("undangan.tidak-berlaku")
		return
	}
	d := c.v.Have.Invite
	p := c.EditPerson()
	if name := c.Given("nama"); name != "" {
		p.Name = name
	}
	g := d.Value.Grant
	g.From = c.v.Today()
	p.Grants = append(p.Grants, g)
	for _, i := range grantIndexes(g) {
		c.index(i, string(c.v.ID()), false)
	}
	if g.Role == store.Kader {
		c.extra.Wake = append(c.extra.Wake, store.Wake{Ref: store.MatchRef(g.Posyandu), At: c.v.Now})
	}
	d.Value.Used, d.Value.By = c.v.Now, c.v.ID()
	c.extra.Writes = append(c.extra.Writes, d.Put())
	c.index(store.IndexInvites(), d.Ref.ID, true)
	c.audit("take-role", c.v.Person.Ref, string(g.Role))
	where := c.posyanduName(g.Posyandu)
	if pk, ok := c.v.City.FindPuskesmas(g.Puskesmas); ok {
		where = pk.Name
	}
	c.Say("undangan.selesai-"+string(g.Role), "nama", p.Name, "tempat", where)
}
