package dialogs

import (
	"slices"
	"strings"

	"tumbuh/dialogs/answers"
	"tumbuh/store"
)

// referralWords are the buttons of a referral as they are written.
var referralWords = map[string][]string{
	"terima":  {"terima", "saya terima", "kami terima", "diterima", "siap terima", "siap saya terima", "siap kami terima", "terima rujukan", "terima rujukannya"},
	"selesai": {"sudah ditangani", "udah ditangani", "udh ditangani", "sdh ditangani", "selesai ditangani", "rujukan selesai", "sudah dirawat", "sudah diperiksa"},
	"rs":      {"rujuk ke rs", "rujuk rs", "teruskan ke rs", "rujuk ke rumah sakit", "kirim ke rs"},
}

// answerReferralWord takes the written word for the button where one referral can be meant;
// of several it lists them with their buttons.
func (c *Ctx) answerReferralWord() bool {
	if c.in.Kind != store.InText || !c.Person.Has(store.RS) && !c.Person.Has(store.Bidan) && !c.Person.Has(store.TPG) {
		return false
	}
	said, verb := strings.Trim(answers.Normalise(c.in.Text), " .!,"), ""
	for v, words := range referralWords {
		if slices.Contains(words, said) {
			verb = v
		}
	}
	id := "rs"
	if !c.Person.Has(store.RS) {
		id = c.watched().puskesmas
	}
	if verb == "" || !c.Want(store.Need{Kind: store.NeedReferrals, ID: id}) {
		return false
	}
	var fit []store.Doc[store.Referral]
	for _, d := range c.v.Have.Referrals {
		r := d.Value
		if r.Closed.IsZero() && c.mayRefer(r) && (verb == "terima" && r.Taken == "" || verb != "terima" && r.Taken == c.v.ID()) {
			fit = append(fit, d)
		}
	}
	switch {
	case len(fit) == 0:
		return false
	case len(fit) == 1 && (verb != "selesai" || !c.Person.Has(store.Bidan)): // a midwife may mean an alert
		return pickReferral(c, verb+":"+fit[0].Ref.ID)
	}
	listReferrals(c)
	return true
}
