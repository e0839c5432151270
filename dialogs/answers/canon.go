package answers

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// canon writes tokens in one plain form that short patterns can read: meanings
// instead of words, decimal points, a space between all, months as <3>: " tanggal 3
// <3> 2025 ". It begins and ends with a space.
func canon(t []token) string {
	s, _ := canonAt(t)
	return s
}

// canonAt also returns where each token begins in the string.
func canonAt(t []token) (string, []int) {
	var b strings.Builder
	at := make([]int, len(t))
	b.WriteByte(' ')
	for i, k := range t {
		at[i] = b.Len()
		switch k.kind {
		case 'n':
			writeNumber(&b, k.raw)
		case 'w':
			if m := monthAt(t, i); m != 0 {
				b.WriteString("<" + strconv.Itoa(int(m)) + ">")
			} else {
				b.WriteString(k.word)
			}
		default:
			b.WriteString(k.raw)
		}
		b.WriteByte(' ')
	}
	return b.String(), at
}

// writeNumber writes one with two separators (3.3.2025) apart, one with a single
// separator with a point.
func writeNumber(b *strings.Builder, raw string) {
	raw = strings.ReplaceAll(raw, ",", ".")
	if strings.Count(raw, ".") > 1 {
		raw = strings.ReplaceAll(raw, ".", " . ")
	}
	b.WriteString(raw)
}

func canonical(text string) string { return canon(tokens(Normalise(text))) }

var monthForms = [...]string{
	"januari jan jnr januri janwari januar jnuari january", "februari feb pebruari peb febuari februri pbr febr february",
	"maret mar mrt mret maart march mart", "april apr aprl avril", "mei may mai", "juni jun juny june", "juli jul july",
	"agustus agu ags agt agst agus agustu aug agts august", "september sep sept spt septem", "oktober okt oct oktobr october",
	"november nov nop nopember nopem", "desember des dec desembr dsmbr december",
}

// monthOf returns the month a word means: exactly, or with a slip or two in a long one.
func monthOf(w string) time.Month {
	if m := months[w]; m != 0 {
		return m
	}
	if len(w) < 5 {
		return 0
	}
	for i, forms := range monthForms {
		full, _, _ := strings.Cut(forms, " ")
		if w[0] == full[0] && (near(w, full, 1) || len(w) >= 7 && near(w, full, 2)) {
			return time.Month(i + 1)
		}
	}
	return 0
}

var months = monthTable()

func monthTable() map[string]time.Month {
	m := map[string]time.Month{}
	for i, forms := range monthForms {
		for _, f := range strings.Fields(forms) {
			m[f] = time.Month(i + 1)
		}
	}
	return m
}

// monthAt returns the month that the word at i names. Short and misspelt forms, and
// months that are also names, count only beside a number or a word of dates.
func monthAt(t []token, i int) time.Month {
	raw := t[i].raw
	if utf8.RuneCountInString(raw) < 3 {
		return 0
	}
	m := monthOf(raw)
	switch {
	case m == 0:
		return 0
	case len(raw) >= 5 && months[raw] == m, len(t) == 1:
		return m
	}
	for _, k := range []int{i - 2, i - 1, i + 1, i + 2} {
		if k < 0 || k >= len(t) || k < i-1 && t[i-1].kind == 'w' || k > i+1 && t[i+1].kind == 'w' {
			continue
		}
		if t[k].kind == 'n' || t[k].kind == 'w' && besideMonth[t[k].word] {
			return m
		}
	}
	return 0
}

var besideMonth = set("bulan tanggal awal tengah akhir tahun kemarin lalu nanti depan sekitar kira haid hpht hpl lahir")
