package faq

import "testing"

// spent are the sets that were measured and mended long enough: they are no measure any
// more, and what they hold is learnt. The others stay sealed from all learning.
var spent = map[string]bool{
	"danger-eval.tsv": true, "danger-eval-2.tsv": true, "danger-eval-3.tsv": true, "danger-eval-4.tsv": true,
	"danger-eval-5.tsv": true, "danger-eval-6.tsv": true, "danger-eval-7.tsv": true, "danger-eval-8.tsv": true, "danger-eval-9.tsv": true, "danger-eval-10.tsv": true, "danger-eval-11.tsv": true,
	"near-eval.tsv": true, "near-eval-2.tsv": true, "near-eval-3.tsv": true, "near-eval-4.tsv": true,
	"near-eval-5.tsv": true, "near-eval-6.tsv": true, "near-eval-7.tsv": true, "near-eval-8.tsv": true, "near-eval-9.tsv": true, "near-eval-10.tsv": true, "near-eval-11.tsv": true,
	"ordinary-eval.txt": true, "ordinary-eval-2.txt": true, "ordinary-eval-3.txt": true, "ordinary-eval-4.txt": true, "ordinary-eval-5.txt": true, "ordinary-eval-6.txt": true, "topics-eval.tsv": true,
	"foreign-eval.txt": true, "foreign-eval-2.txt": true, "foreign-eval-3.txt": true,
}

// rare: a feature that no more texts than these have teaches nothing that lasts; without
// them the net is two thirds as large and finds the same.
const rare = 5

// calm is the class of what tells no danger.
const calm = "calm"

// tales are the features to learn danger from, and the sign of each or calm: the
// questions of all topics, what answers a question of ours or speaks to
// the program, and the spent sets. What few texts have is left out (rare).
func tales(t *testing.T, words *wording, list []example) (lists [][]trait, signs []string) {
	f := &Finder{words: words, detect: newDetector(t)}
	measured, err := measures()
	if err != nil {
		t.Fatal(err)
	}
	count := map[uint32]int{}
	put := func(sign, text string) {
		if measured[plainSentence(text)] {
			return
		}
		s := newScene(text, stranger, f.detect.lx, f.detect.v)
		d, _ := f.detect.detect(s)
		l := f.tale(s, s.all(), d.Sign)
		for _, x := range l {
			count[x.hash]++
		}
		lists, signs = append(lists, l), append(signs, sign)
	}
	for _, e := range list {
		if e.topic[0] == signMark {
			put(e.topic, e.text)
		} else {
			put(calm, e.text)
		}
	}
	for _, file := range sealed(t) {
		if !spent[file] || file[0] == 't' || file[0] == 'f' {
			continue
		}
		fields, text := shape(file)
		for _, row := range readCases(t, file, fields) {
			if file[0] == 'd' {
				put(string(signMark)+row[0], row[text])
				put(string(signMark)+row[0], asked(len(lists), row[text]))
			} else {
				put(calm, row[text])
			}
		}
	}
	for _, row := range readCases(t, "../data/tales/danger.tsv", 2) {
		put(string(signMark)+row[0], row[1])
		put(string(signMark)+row[0], asked(len(lists), row[1]))
	}
	for _, file := range []string{"../data/tales/calm.txt", "answers-not-danger.txt", "talk-not-danger.txt"} {
		for _, row := range readCases(t, file, 1) {
			put(calm, row[0])
		}
	}
	for i, l := range lists {
		kept := l[:0]
		for _, x := range l {
			if count[x.hash] > rare {
				kept = append(kept, x)
			}
		}
		lists[i] = kept
	}
	return lists, signs
}

// asked is a text of danger as it is also sent: after a greeting, with a question put on it.
func asked(n int, text string) string {
	heads := []string{"", "bu bidan ", "assalamualaikum ", "", "mau tanya bun ", "maaf ganggu dok ", "", "selamat malam bu, izin bertanya. "}
	tails := []string{", boleh dikasih obat warung ga", ", gimana ya bu", ". apa normal?", ", dikasih apa ya", ", perlu ke dokter ga bun", ", bahaya ga ya",
		", cukup dikompres aja kan", ". apakah boleh ditunggu sampai besok?", ", itu kenapa ya", ", kata mertua gapapa", ", obatnya apa", ", boleh tetap disusui?",
		", harus ke puskesmas apa bisa di rumah aja", ", wajar kan bu", ", boleh dikasih parasetamol ga", ", dikasih susu aja gimana", ", diolesin odol boleh ga bu", ". cukup dicuci aja apa gimana", ", dikasih madu atau kopi boleh", ", dibalurin minyak boleh ga", ", diolesin apa ya biar cepet sembuh", ". mohon infonya", ", kudu kumaha bu"}
	return heads[n%len(heads)] + text + tails[n%len(tails)]
}

// shape is how many fields the lines of an evaluation set have, and which is the text.
func shape(file string) (fields, text int) {
	switch file[0] {
	case 'd', 't':
		return 3, 2
	case 'n':
		return 2, 1
	}
	return 1, 0
}
