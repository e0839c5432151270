package dialogs

import (
	"regexp"
	"strings"

	"tumbuh/dialogs/answers"
	"tumbuh/store"
)

// answerOpening opens a dialog by its opening words, or by what is plainly wished:
// "assalamualaikum bu, mau daftarin anak saya".
func (c *Ctx) answerOpening() bool {
	if c.in.Kind != store.InText {
		return false
	}
	if c.answerInvite() || c.answerLateCorrection() || c.answerVisitLine() || c.answerMissing() || c.answerLineOutside() || c.answerMoveDay() || c.answerReferralWord() || c.answerTabletKind() || c.answerTold() || c.answerTaskWord() || c.answerBroadcast() || c.answerSearch() {
		return true
	}
	if id, ok := opening(c.in.Text, c.e.opens); ok {
		c.Open(id, nil)
		return true
	}
	if c.Session.Dialog != "" && !c.asleep() {
		return c.wishLater()
	}
	return c.pickLastMenu() || c.asksInvite() || c.answerStaffWords() || c.answerFamilyWish() || c.answerWish()
}

var anotherChild = regexp.MustCompile(`\b(?:ke ?-?(?:dua|tiga|[2-9])|kedua|ketiga|satunya|satu lagi|lainnya|juga|kakaknya|adiknya)\b`)

// wishLater promises that the child comes after the pregnancy that is being registered,
// or the other way round: "mau daftarin anak pertama juga".
func (c *Ctx) wishLater() bool {
	next := map[string]string{"hamil": "anak", "anak": "hamil"}[c.Session.Dialog]
	if c.Session.Dialog == "anak" && anotherChild.MatchString(answers.Normalise(c.in.Text)) {
		next = "anak"
	}
	if next == "" || c.step() == nil || who(c.in.Text) != next || !wantsToRegister(strings.Fields(answers.Bare(c.in.Text))) {
		return false
	}
	c.Say("umum.sesudah-ini", "apa", c.title(c.Session.Dialog), "tulis", "daftar "+next)
	c.askAgain()
	return true
}

// answerWish hears the wish to register in other words than the opening ones. A
// stranger who only says that she is pregnant wishes it too; what she said of her
// weeks is kept as the first answer.
func (c *Ctx) answerWish() bool {
	words := strings.Fields(answers.Bare(c.in.Text))
	whom, stranger := who(c.in.Text), c.Family.Mother == "" && !c.Person.Staff() && !asksByWords(c.in.Text)
	switch {
	case wantsToRegister(words), stranger && whom == "keduanya" && anyOf(words, registers) && len(words) <= 10:
	case stranger && introduces(c.in.Text):
		if whom != "anak" && answers.Parts(c.in.Text)[answers.PartDating] != "" { // "hamil 7 bulan, anak pertama"
			whom = "hamil"
		}
	case stranger && whom != "" && !looksAsking(c.in.Text):
	default:
		return false
	}
	if answers.IsSalam(c.in.Text) {
		c.Say("umum.waalaikumsalam")
	}
	switch whom {
	case "hamil":
		c.Open("hamil", c.partsFor(c.e.byID["hamil"], nil, c.in.Text))
	case "anak":
		c.Open("anak", c.partsFor(c.e.byID["anak"], nil, c.in.Text))
	case "keduanya":
		c.Open("daftar", map[string]string{"siapa": "keduanya"})
	default:
		c.Open("daftar", nil)
	}
	return true
}

var registers = wordSet("daftar daptar dftr dftar daftarin daftarkan")

// introduces tells a message in which somebody presents herself: her name or number, and
// what else a registration asks.
func introduces(text string) bool {
	parts := answers.Parts(text)
	return len(parts) >= 2 && (parts[answers.PartName] != "" || parts[answers.PartPhone] != "")
}

// wantsToRegister tells the wish to register from "daftar makanan" and other lists:
// a verb of registering, or "daftar" where nothing but people and courtesy follows.
func wantsToRegister(words []string) bool {
	for i, w := range words {
		switch w {
		case "daftarin", "daftarkan", "mendaftar", "mendaftarkan", "daptarkeun", "daftarkeun", "ngadaftarkeun", "ngadaptar", "ngadaptarkeun", "ndaftar", "ndaftarin", "dftarin", "dftrin", "daftrin", "didaftarkan", "didaftarin", "registrasi", "registerasi", "ikutan", "gabung", "bergabung":
			return true
		case "daftar", "daptar", "dftr", "dftar", "daftr":
			if onlyPeople(words[i+1:]) {
				return true
			}
		}
	}
	return false
}

func onlyPeople(words []string) bool {
	for _, w := range words {
		switch w {
		case "hamil", "hml", "hmil", "ank", "kehamilan", "bumil", "kanggo", "kangge", "orok", "budak", "abdi", "teh", "bade", "hoyong", "buat", "untuk", "utk", "lg", "lagi", "sedang", "ke", "ke1", "ke2", "ke3", "ke4", "pertama", "kedua", "ketiga", "keempat", "ibu", "anak", "anaknya", "anakku", "bayi", "bayinya", "balita", "saya", "sy", "aku", "baru", "kembar", "dan", "juga", "sama",
			"ya", "y", "dong", "donk", "bun", "bu", "bund", "bunda", "kak", "min", "mba", "mbak", "gimana", "gmn", "gmna", "bagaimana", "caranya", "disini", "di", "sini",
			"posyandu", "tumbuh", "nya", "bisa", "gak", "ga", "kah", "dulu", "sekarang", "kehamilanku", "program", "ini":
		default:
			return false
		}
	}
	return true
}
