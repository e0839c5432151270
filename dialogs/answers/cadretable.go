package answers

import (
	"strings"

	"tumbuh/store"
)

// table is the header of a sheet that was pasted into a message: what each column holds.
type table struct {
	sign    string
	columns []string
}

// tableColumns are the headings of columns, letters only; "" is passed over.
var tableColumns = map[string]string{"no": "", "nama": "nama", "namaanak": "nama", "namabalita": "nama", "anak": "nama", "balita": "nama", "ibu": "ibu", "namaibu": "ibu", "ortu": "ibu", "namaortu": "ibu",
	"rt": "rt", "bb": "bb", "berat": "bb", "beratbadan": "bb", "bbkg": "bb", "bbskrg": "bb", "bbskg": "bb", "bbsekarang": "bb", "bbini": "bb", "bbblnini": "bb", "bbbulanini": "bb", "timbang": "bb",
	"tb": "tb", "pb": "tb", "tinggi": "tb", "panjang": "tb", "tinggibadan": "tb", "panjangbadan": "tb", "tbpb": "tb", "pbtb": "tb", "tbcm": "tb", "pbcm": "tb", "tbskrg": "tb", "tbsekarang": "tb",
	"lk": "lk", "lingkarkepala": "lk", "lika": "lk", "lila": "lila", "ll": "lila", "lingkarlengan": "lila", "umur": "", "usia": "", "umurbln": "", "nik": "", "tgllahir": "", "tanggallahir": "", "jk": "jk", "lp": "jk",
	"bblalu": "", "bbblnlalu": "", "bbbulanlalu": "", "tblalu": "", "tbblnlalu": "", "cara": "", "caraukur": "", "posisi": "", "ukur": "", "ket": "", "keterangan": "", "catatan": ""}

// noteColumns are passed on as they are written.
var noteColumns = set("cara caraukur posisi ukur ket keterangan catatan")

// tableHead reads a header: at least a name and a size.
func tableHead(line string) (table, bool) {
	if strings.ContainsAny(line, "0123456789") {
		return table{}, false
	}
	for _, sign := range []string{"\t", "|", ";", ","} {
		cells := strings.Split(strings.Trim(line, " |"), sign)
		if len(cells) < 3 {
			continue
		}
		h, named, sized := table{sign: sign}, false, false
		for _, cell := range cells {
			key := lettersOf(cell)
			kind, known := tableColumns[key]
			if !known && key != "" {
				named = false
				break
			}
			if noteColumns[key] {
				kind = "ket"
			}
			named, sized = named || kind == "nama", sized || kind == "bb" || kind == "tb"
			h.columns = append(h.columns, kind)
		}
		if named && sized && len(h.columns) == len(cells) {
			return h, true
		}
	}
	return table{}, false
}

func lettersOf(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, strings.ToLower(s))
}

// row writes a row under the header as a line with labels.
func (h table) row(line string) (string, bool) {
	cells := strings.Split(strings.Trim(line, " |"), h.sign)
	if len(h.columns) == 0 || len(cells) < 2 || len(cells) > len(h.columns)+1 {
		return "", false
	}
	get := func(kind string) string {
		for i, c := range h.columns {
			if c == kind && i < len(cells) {
				if v := strings.Trim(cells[i], " *-–"); v != "" {
					return v
				}
			}
		}
		return ""
	}
	if get("nama") == "" {
		return "", false
	}
	var b strings.Builder
	b.WriteString(get("nama"))
	put := func(kind, before, after string) {
		if v := get(kind); v != "" {
			b.WriteString(before + v + after)
		}
	}
	put("ibu", " (ibu ", ")")
	put("rt", " rt ", "")
	if v := get("jk"); len(v) == 1 {
		b.WriteString(" (" + v + ")")
	}
	for _, kind := range []string{"bb", "tb", "lila", "lk"} {
		put(kind, " "+kind+" ", "")
	}
	for i, c := range h.columns {
		if c == "ket" && i < len(cells) {
			b.WriteString(" " + strings.TrimSpace(cells[i]))
		}
	}
	return b.String(), true
}

// CadreLines reads many lines in one message. A name that stands alone above lines of
// labelled sizes belongs to them ("Aisyah", "BB 8,4", "TB 70"); a header of columns gives
// the rows under it their labels.
func CadreLines(message string, today store.Date) []Line {
	var list []Line
	var head table
	joined := 0
	lines := strings.Split(strings.ToValidUTF8(message, ""), "\n")
	for i := 0; i < len(lines) && len(list) < maxLines; i++ {
		line := lines[i]
		if h, ok := tableHead(line); ok {
			head = h
			list = append(list, Line{Text: line, Kind: LineHeading})
			continue
		}
		if row, ok := head.row(line); ok {
			list = append(list, written(row, line, today))
			continue
		}
		if row, used := formRow(lines, i); used > 1 {
			list = append(list, written(row, strings.Join(lines[i:i+used], " "), today))
			i += used - 1
			continue
		}
		l := CadreLine(line, today)
		if n := len(list); n > 0 && joined < mostJoined && joins(list[n-1], l) {
			list[n-1] = CadreLine(list[n-1].Text+" "+strings.TrimSpace(line), today)
			joined++
			continue
		}
		joined = 0
		list = append(list, l)
	}
	return list
}

// written reads a row that was put together of cells or fields, and keeps what she wrote.
func written(row, text string, today store.Date) Line {
	l := CadreLine(row, today)
	l.Text = text
	return l
}

const maxLines = 200

// mostJoined is how many lines of sizes belong to one name: a card has no more, and each is
// read again with those before it.
const mostJoined = 12
