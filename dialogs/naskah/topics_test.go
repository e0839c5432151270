package naskah

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// topics is how many questions the finder knows; each has its answer.
const topics = 153

// withoutFact are the topics for which the fact sheet holds nothing: their answer
// says whom to ask. One that gains a fact leaves this list with its new text.
var withoutFact = []string{
	"faq.bantuan-sosial", "faq.cara-persalinan", "faq.dampak-stunting", "faq.kulit-bayi",
	"faq.mata-bayi", "faq.mulut-lidah-bayi", "faq.pasca-keguguran", "faq.vitamin-nafsu-makan",
}

var person = regexp.MustCompile(`bidan|puskesmas|petugas|IGD|119|kader|dokter`)

func TestEveryTopicIsAnswered(t *testing.T) {
	texts, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	var none []string
	for _, e := range texts.All() {
		if !strings.HasPrefix(e.Key, "faq.") {
			continue
		}
		seen[e.Key] = true
		if e.Title == "" || utf8.RuneCountInString(e.Title) > 30 || len(e.Related) == 0 || len(e.Related) > 3 {
			t.Errorf("%s @%s: no title of at most 30 characters, or not one to three related topics", e.Key, e.Variant)
		}
		if len(e.Vars) > 0 || len(e.Choices) > 0 {
			t.Errorf("%s @%s: an answer has nothing to fill in and no choices of its own", e.Key, e.Variant)
		}
		if !strings.HasPrefix(e.Key, "faq.bot-") && !person.MatchString(e.Body) {
			t.Errorf("%s @%s does not say whom to go to", e.Key, e.Variant)
		}
		if e.Source == NoFact {
			none = append(none, e.Key)
		}
	}
	if len(seen) != topics {
		t.Errorf("%d answers for %d topics", len(seen), topics)
	}
	if !slices.Equal(none, withoutFact) {
		t.Errorf("answers without a fact: %v", none)
	}
	for key := range seen {
		if e, ok := texts.Get(key); !ok || e.Variant != "" {
			t.Errorf("%s has no text for an unknown age or week", key)
		}
	}
}

func TestAnswersFollowAgeAndWeek(t *testing.T) {
	texts, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		key           string
		months, weeks int
		want          string
	}{
		{"faq.mpasi-kapan-mulai", 4, -1, "Belum sekarang"},
		{"faq.mpasi-kapan-mulai", 5, -1, "Sebentar lagi"},
		{"faq.mpasi-kapan-mulai", 6, -1, "Sekarang sudah waktunya"},
		{"faq.mpasi-kapan-mulai", -1, -1, "genap 6 bulan (180 hari)"},
		{"faq.imunisasi-jadwal", 9, -1, "campak-rubela (MR) dosis pertama"},
		{"faq.imunisasi-jadwal", 18, -1, "dosis 4"},
		{"faq.janin-gerakan-tumbuh", -1, 12, "wajar kalau gerakan belum terasa"},
		{"faq.janin-gerakan-tumbuh", -1, 33, "10 gerakan dalam 12 jam"},
		{"faq.anc-jadwal", -1, 36, "minimal 3 kali"},
		{"faq.madu-bayi", 7, -1, "jangan diberi madu"},
		{"faq.madu-bayi", 20, -1, "madu boleh"},
		{"faq.diare-anak", 3, -1, "setengah tablet"},
		{"faq.demam-anak", 1, -1, "IGD sekarang"},
		{"faq.gizi-ibu-hamil", -1, 20, "dari 5 menjadi 6 porsi"},
	} {
		if e, _ := texts.Variant(c.key, c.months, c.weeks); !strings.Contains(e.Body, c.want) {
			t.Errorf("%s at %d months, %d weeks: %q", c.key, c.months, c.weeks, e.Body)
		}
	}
}
