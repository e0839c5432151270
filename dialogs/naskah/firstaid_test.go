package naskah

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// aidActs are the acts that first aid may name, each with the places of the fact sheet
// that hold it. Danger messages are sent before a health worker signed them, so an act
// the sheet does not hold (where to press, how to lie on the way of the airway, what to
// rinse) is left to whoever answers 119.
var aidActs = []struct {
	act     *regexp.Regexp
	sources []string
}{
	{regexp.MustCompile(`miring ke kiri|istirahat|berbaring`), []string{"KIA24 §11", "KIA24 §8", "UNV §2"}},
	{regexp.MustCompile(`miring`), []string{"KIA24 §8"}},
	{regexp.MustCompile(`apa pun (lagi )?ke mulut|minum pun jangan`), []string{"KIA24 §8"}},
	{regexp.MustCompile(`hangat|selimut|kulit ke kulit`), []string{"KIA24 §8", "KIA24 §8.4", "KIA24 §11", "UNV §11"}},
	{regexp.MustCompile(`susu|menyusu|ASI|oralit`), []string{"KIA24 §8", "KIA24 §6.1", "KIA24 §8.4", "UNV §5", "KIA24 §11", "UNV §8.5"}},
	{regexp.MustCompile(`keluarga|menemani|seseorang|sendirian|orang yang Ibu percaya|di samping Ibu`), []string{"KIA24 §8", "KIA24 §11"}},
	{regexp.MustCompile(`\b(obat|jamu|ramuan|antibiotik|tablet|minyak)\b`), []string{"KIA24 §6.3", "UNV §11", "UNV §5", "UNV §2", "KIA24 §8", "UNV §4.6"}},
	{regexp.MustCompile(`119`), []string{"KIA24 §8"}},
	{regexp.MustCompile(`minum`), []string{"UNV §11", "UNV §5", "KIA24 §11", "VITA §11"}},
	{regexp.MustCompile(`kompres|kering dan terbuka|cuci tangan|asap rokok|berhubungan|kering atau hangat`), []string{"KIA24 §11", "UNV §11"}},
	{regexp.MustCompile(`baju tipis`), []string{"UNV §11"}},
	{regexp.MustCompile(`pisahkan dari anak lain`), []string{"VITA §11"}},
	{regexp.MustCompile(`10 menit|sendok|makan`), []string{"UNV §5", "UNV §11", "KIA24 §8"}},
	{regexp.MustCompile(`bangunkan`), []string{"KIA24 §6.1"}},
	{regexp.MustCompile(`sepuluh gerakan`), []string{"KIA24 §8.1"}},
	// What only keeps a fact for the health worker needs no source.
	{regexp.MustCompile(`ingat jam|sepanjang jalan|catat jarak|foto popok|bawa bungkus|jangan berjalan jauh`), nil},
}

// What stands in brackets, and "if he vomits", is no act.
var (
	aidClause = regexp.MustCompile(`[,;] (?:dan |lalu )?`)
	aidNoAct  = regexp.MustCompile(`\([^)]*\)|(kalau|begitu) [a-z]+,`)
)

// TestFirstAidHasSource: every clause of first aid is an act of the fact sheet, and the
// message names the place it comes from.
func TestFirstAidHasSource(t *testing.T) {
	texts, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range texts.All() {
		if !strings.HasPrefix(e.Key, "bahaya.") {
			continue
		}
		_, aid, _ := strings.Cut(e.Body, "Pertolongan pertama: ")
		aid, _, _ = strings.Cut(aid, "\n")
		sources := strings.Split(e.Source, "; ")
		for _, clause := range aidClause.Split(aidNoAct.ReplaceAllString(aid, ""), -1) {
			if !sourced(clause, sources) {
				t.Errorf("%s: %q stands in no place of %q", e.Key, clause, e.Source)
			}
		}
	}
}

func sourced(clause string, sources []string) bool {
	for _, a := range aidActs {
		if !a.act.MatchString(clause) {
			continue
		}
		if a.sources == nil || slices.ContainsFunc(a.sources, func(s string) bool { return slices.Contains(sources, s) }) {
			return true
		}
	}
	return false
}

// urgent are signs of level M as an answer may name them; what sends her with them
// elsewhere than where an emergency is helped, or later than now, is a fault.
var (
	urgent = regexp.MustCompile(`(?i)flek|bengkak (bibir|wajah|di wajah)|tidak mau minum|tidak mau menyusu|malas menyusu|sangat lemas|pingsan|gerak(an)? bayi (berkurang|tidak terasa)|muntah hijau`)
	helped = regexp.MustCompile(`IGD|119|PONED|rumah sakit|puskesmas 24 jam|fasilitas kesehatan|[Bb]erangkat`)
)

// TestAnswersSendEmergenciesToHelp: an answer that names a sign of level M names in the
// same paragraph where an emergency is helped.
func TestAnswersSendEmergenciesToHelp(t *testing.T) {
	texts, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range texts.All() {
		if !strings.HasPrefix(e.Key, "faq.") || strings.HasPrefix(e.Key, "faq.tanda-bahaya") {
			continue
		}
		for _, p := range strings.Split(e.Body, "\n\n") {
			if urgent.MatchString(strings.ReplaceAll(p, "tidak ada flek", "")) && !helped.MatchString(p) {
				t.Errorf("%s: %q names an emergency and not where to go", e.Key, p)
			}
		}
	}
}
