package dialogs

import (
	"regexp"
	"slices"
	"strings"

	"tumbuh/dialogs/answers"
)

// Which tablet she takes is what she was given (health-facts §2.1): she says so once, and
// her reminder names that one and never the other.

var (
	wasGiven = regexp.MustCompile(`\b(?:dapat|dapet|dapatnya|dapetnya|dikasih|dikasihnya|diberi|terima|nerima|minumnya|pakai|pake|tablet saya|tablet aku|tabletku|punya saya|punyaku|(?:saya|aku) minum)\b`)
	notThat  = regexp.MustCompile(`\b(?:bukan|bkn)(?: yang)? (?:mms|ttd|tablet tambah darah)\b`)
	isMMS    = regexp.MustCompile(`\b(?:mms|multivitamin)\b`)
	isTTD    = regexp.MustCompile(`\b(?:ttd|tambah darah|penambah darah)\b`)
	notTold  = regexp.MustCompile(`\b(?:belum|tidak|enggak|sudah|lupa|habis|mual|mau|anak|bayi|remaja)\b`)
)

// tabletKind is the tablet a text says she was given: "mms", "ttd", "" for none or for a text
// that says or asks something else.
func tabletKind(text string) string {
	s := notThat.ReplaceAllString(strings.Join(strings.Fields(answers.Normalise(text)), " "), "")
	mms, ttd := isMMS.MatchString(s), isTTD.MatchString(s)
	switch {
	case mms == ttd || asksByWords(text) || len(strings.Fields(s)) > 10 || !wasGiven.MatchString(s) || notTold.MatchString(s):
		return ""
	case mms:
		return "mms"
	}
	return "ttd"
}

// answerTabletKind keeps which tablet she was given.
func (c *Ctx) answerTabletKind() bool {
	kind := tabletKind(c.in.Text)
	if kind == "" || c.Family.Pregnancy() == nil || c.Family.Mother != c.v.ID() || c.Session.Dialog != "" && !c.asleep() {
		return false
	}
	c.EditFamily().Prefs.Tablet = kind
	c.audit("correct", c.v.Family.Ref, "tablet")
	c.Say("ttd.jenis-" + kind)
	return true
}

// tellsMore adds to a tablet that was taken what else she said of it: that it makes her
// sick, or that few are left.
func (c *Ctx) tellsMore() {
	if answers.Nauseous(c.in.Text) {
		c.Say("ttd.mual")
	}
	if answers.RunsLow(c.in.Text) {
		c.runsLow()
	}
}

// runsLow lets kader and bidan know before the last tablet is taken.
func (c *Ctx) runsLow() {
	c.Say("ttd.menipis")
	c.tellTablet("menipis")
}

// datingTold is a date that a health worker or an ultrasound gave: "usg katanya hpl 20 april".
var datingTold = regexp.MustCompile(`(?i)^.*\b(?:usg|bidan|dokter|katanya|buku kia)\b.*?\b(hpl|perkiraan lahir|hpht)(?:nya)?\b(?: (?:itu|jadi|tanggal|tgl|adalah))* (\S.*)$`)

// toldDating reads such a date as the correction that it is.
func toldDating(text string) (string, bool) {
	words := strings.Fields(text)
	m := datingTold.FindStringSubmatch(strings.Join(words, " "))
	if m == nil || asksByWords(text) || len(words) > 14 || slices.Contains(words, "?") {
		return "", false
	}
	field := strings.ToLower(m[1])
	if field == "perkiraan lahir" {
		field = "hpl"
	}
	return "ganti hpht " + field + " " + m[2], true
}
