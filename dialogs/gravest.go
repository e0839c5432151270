package dialogs

import (
	"strings"

	"tumbuh/dialogs/answers"
	"tumbuh/dialogs/faq"
)

// gravest are the dozen signs that cost lives soonest, by the words that name them:
// every group of one line must be met. It stands until the full detector is joined.
var gravest = []struct {
	sign, forWhom string
	all           []string
}{
	{"perdarahan-hamil", "ibu", []string{"hamil|jalan lahir|kandungan", "keluar darah|pendarahan|perdarahan|flek banyak|darah banyak"}},
	{"perdarahan-hamil", "ibu", []string{"keluar darah banyak|pendarahan hebat|perdarahan hebat"}},
	{"ketuban-pecah", "ibu", []string{"ketuban", "pecah|rembes|keluar|merembes"}},
	{"sakit-kepala-pandangan", "ibu", []string{"pandangan kabur|mata kabur|kunang"}},
	{"gerak-janin-kurang", "ibu", []string{"janin|bayi|perut|kandungan", "ga gerak|gak gerak|tidak gerak|nggak gerak|tidak bergerak|gak bergerak"}},
	{"kejang-ibu", "ibu", []string{"hamil|nifas|melahirkan|saya kejang", "kejang"}},
	{"kejang-anak", "anak", []string{"kejang|step"}},
	{"sesak-anak", "anak", []string{"anak|bayi", "sesak|membiru|biru"}},
	{"anak-tidak-sadar", "anak", []string{"anak|bayi", "tidak sadar|ga sadar|gak sadar|pingsan"}},
	{"tersedak", "anak", []string{"tersedak|keselek"}},
	{"keracunan", "anak", []string{"minum|nelen|menelan|ketelen", "racun|pembersih|minyak tanah|baygon|obat nyamuk"}},
	{"bayi-tidak-mau-menyusu", "bayi", []string{"ga mau nyusu|gak mau nyusu|tidak mau menyusu|ga mau nenen", "lemas|lemes"}},
	{"ingin-menyakiti", "ibu", []string{"bunuh diri|pengen mati|ingin mati|menyakiti bayi"}},
}

var calm = []string{"apa itu", "apakah", "kalau", "kalo", "gimana kalau", "ciri", "tanda", "tidak kejang", "ga kejang", "gak kejang", "dulu", "tahun lalu", "pernah", "cegah"}

// Gravest is a detector for the dozen gravest signs.
func Gravest(text string, p faq.Profile) (faq.Danger, bool) {
	s := answers.Normalise(text)
	for _, w := range calm {
		if strings.Contains(s, w) {
			return faq.Danger{}, false
		}
	}
	for _, g := range gravest {
		met := true
		for _, group := range g.all {
			any := false
			for _, w := range strings.Split(group, "|") {
				any = any || strings.Contains(" "+s+" ", w)
			}
			met = met && any
		}
		if met {
			return faq.Danger{Sign: g.sign, Level: "M", For: g.forWhom}, true
		}
	}
	return faq.Danger{}, false
}
