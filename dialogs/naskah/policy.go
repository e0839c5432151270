package naskah

import (
	"regexp"
	"slices"
	"strings"
	"time"
)

// Policy says what may be sent on a day.
type Policy struct {
	Today      string // ISO day
	Unreviewed bool   // advice that nobody signed may be sent
	Valid      int    // days for which a signature holds; 0 = no end
}

// Advice tells whether an entry is health advice: its source is a health guideline.
// What only tells of the programme, of this program, or whom to ask is plain talk.
func (e Entry) Advice() bool {
	if e.Source == "" || e.Source == NoFact {
		return false
	}
	for _, s := range strings.Split(e.Source, ";") {
		code, _, _ := strings.Cut(strings.TrimSpace(s), " ")
		if !slices.Contains([]string{"PROG", "BOT", "design"}, code) {
			return true
		}
	}
	return false
}

// Danger tells whether an entry speaks up in danger: it is sent whoever signed it.
func (e Entry) Danger() bool { return strings.HasPrefix(e.Key, "bahaya") }

// Usable tells whether an entry may be sent on a day (ISO): its review has not
// expired, and it has one where unreviewed texts are not allowed.
func (e Entry) Usable(today string, unreviewed bool) bool {
	return e.Expired(today, 0) == "" && (e.Reviewed != "" || unreviewed)
}

// Expired returns the last day of a review that is over on the day, else "". The day
// is the one of the text, or valid days after the signature (0 = no end).
func (e Entry) Expired(today string, valid int) string {
	last := e.Expires
	if signedOn, _, _ := strings.Cut(e.Reviewed, " "); signedOn != "" && valid > 0 {
		if t, err := time.Parse(time.DateOnly, signedOn); err == nil {
			end := t.AddDate(0, 0, valid).Format(time.DateOnly)
			if last == "" || end < last {
				last = end
			}
		}
	}
	if last != "" && today > last {
		return last
	}
	return ""
}

// Allows tells whether an entry may be sent: plain talk and danger always, advice
// while its review holds, or unsigned where that is allowed. A review that is over
// is not sent even there: somebody found the words in need of another look.
func (p Policy) Allows(e Entry) bool {
	if e.Danger() || !e.Advice() {
		return true
	}
	return e.Expired(p.Today, p.Valid) == "" && (e.Reviewed != "" || p.Unreviewed)
}

// staffForm ends the key of the form for who writes for the programme.
const staffForm = ".petugas"

// ForStaff returns the form `<key>.petugas`, false where there is none.
func (t *Texts) ForStaff(key string) (Entry, bool) { return t.Get(key + staffForm) }

// bu is the short form of address, which never stands for a mother who is spoken of;
// before a name it stays.
var bu = regexp.MustCompile(`,? Bu([.,!?;:)\n]| [^\p{Lu}]|$)`)

// WithoutBu takes the address to a mother out of a text: not every kader or admin is one.
func WithoutBu(text string) string { return bu.ReplaceAllString(text, "$1") }

// Plain returns the entry where it may be sent, else its plain form `<key>.polos`,
// which says the same without advice; false where there is none.
func (t *Texts) Plain(e Entry, p Policy) (Entry, bool) {
	if p.Allows(e) {
		return e, true
	}
	return t.Get(e.Key + ".polos")
}
