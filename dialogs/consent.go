package dialogs

import (
	"crypto/sha256"
	"encoding/hex"

	"tumbuh/dialogs/answers"
	"tumbuh/store"
)

// ConsentVersion names the words of the consent text; the hash proves them.
const ConsentVersion = "2026-11-26"

// ConsentDialog asks for consent in its three parts (UU 27/2022 art. 20–24): data for
// posyandu and puskesmas, reminders, anonymous statistics. Refusing is respected.
func ConsentDialog() Dialog {
	part := func(id string) Step {
		return Step{ID: id, Read: readAgreement, Skip: func(c *Ctx) bool { return c.Answer("teks") != "pilih" }}
	}
	return Dialog{
		ID: "persetujuan",
		Steps: []Step{
			{ID: "teks", Read: readConsent},
			part("data"), part("pengingat"), part("statistik"),
		},
		Done: consentDone,
	}
}

func readConsent(c *Ctx, text string) Reading {
	switch answers.ReadAgreement(text) {
	case yes:
		return Reading{OK: true, Value: "setuju"}
	case no:
		return Reading{OK: true, Value: "tidak"}
	}
	return Reading{}
}

// readAgreement reads a yes or a no that binds: consent, erasing.
func readAgreement(_ *Ctx, text string) Reading {
	switch answers.ReadAgreement(text) {
	case yes:
		return Reading{OK: true, Value: "ya"}
	case no:
		return Reading{OK: true, Value: "tidak"}
	}
	return Reading{}
}

func readYesNo(c *Ctx, text string) Reading {
	switch yesNo(text) {
	case yes:
		return Reading{OK: true, Value: "ya"}
	case no:
		return Reading{OK: true, Value: "tidak"}
	}
	return Reading{}
}

// consentHash is the SHA-256 of the words that were shown.
func (c *Ctx) consentHash() string {
	sum := sha256.Sum256([]byte(c.e.Texts.Say("persetujuan.teks").Text))
	return hex.EncodeToString(sum[:])
}

func consentDone(c *Ctx) {
	all := c.Answer("teks") == "setuju"
	granted := func(id string) bool { return all || c.Answer(id) == "ya" }
	p := c.EditPerson()
	p.Consent = store.Consent{
		Version: ConsentVersion, Hash: c.consentHash(), At: c.v.Now, Channel: c.in.From.Channel,
		Data: granted("data"), Reminders: granted("pengingat"), Stats: granted("statistik"),
		Parent: p.Consent.Parent, Oral: p.Consent.Oral,
	}
	c.audit("consent", c.v.Person.Ref, "")
	if p.Consent.Given() {
		c.Say("persetujuan.terima-kasih")
		return
	}
	p.Consent.Refused = c.v.Now
	c.Session.Stack = nil // nothing that needs data goes on
	c.Say("persetujuan.ditolak")
}
