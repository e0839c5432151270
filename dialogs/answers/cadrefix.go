package answers

import (
	"regexp"
	"strings"
)

// The lines that take something back or put it right, in canonical writing.
var (
	undoLine    = regexp.MustCompile(`^ (?:(?:salah|maaf|eh|aduh|sori|sorry|tolong|tadi|yang|itu|ini|ya|ibu|ketik|tulis|input|,|\.|!) )*(?:batal|batalkan|batalin|undo|hapus|hapusin|ga jadi|enggak jadi|cancel)((?: .*)?) $`)
	undoTail    = regexp.MustCompile(`^ (?:yang |baris |data )*(?:atas|tadi|barusan|itu|terakhir) (?:jangan|ga usah|enggak usah) (?:disimpan|disimpen|dicatat|dicatet|dimasukin|dimasukkan|diinput)(?: saja| ya| ibu| dulu)* $|^ (?:yang |baris |data )*(?:tadi|terakhir|barusan|itu) (?:batal|batalin|batalkan|hapus|dihapus|salah)(?: saja| ya| ibu| dulu)* $|^ (?:\pL+ ){1,3}(?:batal|batalin|dibatalkan|dihapus)(?: saja| ya| ibu| dulu)* $`)
	undoRest    = regexp.MustCompile(` (?:yang|tadi|terakhir|barusan|itu|ini|baris|data|saja|ibu|dong|ya|dulu|maaf|salah|orang|anak|semua|punya|si|input|entri|ketik|tulis|isi|tolong|,|\.|!) `)
	correctLine = regexp.MustCompile(`^ (?:(?:maaf|eh|aduh|sorry|sori|ralat|koreksi|revisi|salah|keliru|ganti|ubah|betulin|perbaikan|perbaiki|yang bener|yang benar|harus|seharus|mesti|bener|benar|maksud saya|maksud|ya|ibu|tadi|itu|tulis|ketik|input|,|:|\.|-) )+`)
	correctWord = regexp.MustCompile(` (?:ralat|koreksi|revisi|salah|keliru|eh|harus|seharus|mesti|maksud saya|maksud|yang bener|yang benar|perbaikan|betulin|ganti|ubah|perbaiki) `)
)

func readUndo(l *Line, c cadreText) bool {
	s := c.s
	m := undoLine.FindStringSubmatch(s)
	if m == nil && undoTail.MatchString(s) {
		m = []string{"", ""}
	}
	if m == nil {
		return false
	}
	l.Kind = LineUndo
	rest := m[1] + " "
	if m[0] == "" && undoName.MatchString(s) { // "zahra batal"
		rest = undoName.FindStringSubmatch(s)[1]
	}
	for {
		next := undoRest.ReplaceAllString(rest, " ")
		if next == rest {
			break
		}
		rest = next
	}
	if strings.TrimSpace(rest) != "" {
		l.Records = namesOnly(rest, c.line)
	}
	return true
}

func readCorrect(l *Line, c cadreText) bool {
	s := c.s
	loc := correctLine.FindStringIndex(s)
	if notBut.MatchString(s) && loc == nil { // "Aisyah tb bukan 70 tapi 71"
		if l.Records = rowRecords(c.t, c); len(l.Records) > 0 {
			return l.corrects()
		}
	}
	if loc == nil && wrongWord.MatchString(s) { // "Rafa salah, bb nya 9,3"
		if l.Records = rowRecords(c.t, c); len(l.Records) > 0 && l.Records[0].Measured() {
			return l.corrects()
		}
	}
	if loc == nil || !correctWord.MatchString(s[:loc[1]]) {
		return false
	}
	rest := s[loc[1]:]
	if strings.TrimSpace(rest) == "" {
		l.Kind, l.Ask = LineCorrect, NeedsLabel
		return true
	}
	l.Kind = LineCorrect
	l.Records = rowRecords(c.after(loc[1]), c)
	if len(l.Records) == 0 {
		l.Records, l.Ask = namesOnly(rest, c.line), NeedsLabel
	}
	for i := range l.Records { // "eh 71": the child is the last one
		l.Records[i].byRange(quantities(c.after(loc[1])))
		l.Records[i].Ask = without(l.Records[i].Ask, NoName)
	}
	return true
}

// corrects makes the line a correction, of the last child where none is named.
func (l *Line) corrects() bool {
	l.Kind = LineCorrect
	for i := range l.Records {
		l.Records[i].Ask = without(l.Records[i].Ask, NoName)
	}
	return true
}

var wrongWord = regexp.MustCompile(` (?:salah|keliru|ralat|koreksi|revisi|maaf|diganti|dirubah|diubah) `)

var notBut = regexp.MustCompile(` bukan (?:\d[\d.]*|\S+ \d[\d.]*) .*(?:tapi|tp|melainkan|yang bener) | bukan \d[\d.]* $`)

var undoName = regexp.MustCompile(`^ ((?:\pL+ ){1,3})(?:batal|batalin|dibatalkan|dihapus) `)

// byRange reads the one bare number of a correction by its size: 71 is a length.
func (r *Record) byRange(list []quantity) {
	if len(list) != 1 || list[0].label != "" || list[0].unit != "" || list[0].val < 40 || list[0].val > 125 {
		return
	}
	r.Weight, r.Length = 0, int(list[0].val*10+0.5)
	r.Ask = without(r.Ask, Comma)
}
