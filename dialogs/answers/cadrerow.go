package answers

import "strings"

// rowRecords reads the children of a line.
func rowRecords(t []token, c cadreText) []Record {
	var out []Record
	for _, part := range splitRecords(nameFirst(dropNumbering(t))) {
		out = append(out, readRow(part, c)...)
	}
	return out
}

// nameFirst turns "bb Aisyah 8,4" into "Aisyah bb 8,4".
func nameFirst(t []token) []token {
	if len(t) < 3 || labelOf[t[0].word] == "" || !canBeName(t, 1) {
		return t
	}
	end := 1
	for end < len(t) && canBeName(t, end) {
		end++
	}
	if end >= len(t) || t[end].kind != 'n' {
		return t
	}
	out := append([]token{}, t[1:end]...)
	return append(append(out, t[0]), t[end:]...)
}

// splitRuns cuts "8,4,70" and "8.4.70.5" apart: no decimal has two separators. After
// tanggal it is a date and stays.
func splitRuns(t []token) []token {
	out := make([]token, 0, len(t))
	for i, k := range t {
		if k.kind != 'n' || simple(k.raw) || wordAt(t, i-1) == "tanggal" {
			out = append(out, k)
			continue
		}
		p := strings.FieldsFunc(k.raw, func(r rune) bool { return r == '.' || r == ',' })
		if len(p) == 3 && len(p[2]) == 4 { // a date
			out = append(out, k)
			continue
		}
		for len(p) > 0 {
			n := p[0]
			if len(p) > 1 && (len(p)%2 == 0 || len(p) == 3 && len(p[0]) <= 2 && len(p[1]) == 1) {
				n += "." + p[1]
				p = p[1:]
			}
			out = append(out, number(n, false))
			p = p[1:]
		}
	}
	return out
}

// splitRecords cuts a line where the next child begins: a name after sizes that is
// followed by sizes, or after a comma by sizes, absence or moving.
func splitRecords(t []token) [][]token {
	var parts [][]token
	start := 0
	for i := 1; i < len(t); i++ {
		if !canBeName(t, i) {
			continue
		}
		sep := signAt(t, i-1, ",;&+|") || t[i-1].word == "dan" || t[i-1].word == "sama"
		if !sep && t[i-1].kind == 'w' && (canBeName(t, i-1) || leadWords[t[i-1].word] || leadWords[t[i-1].raw]) {
			continue // within a name, or after "an.", "anaknya bu"
		}
		if carries(t[start:i]) && beginsRecord(t, i, sep) {
			from := i
			for from > start+1 && t[from-1].kind == 'w' && (leadWords[t[from-1].word] || leadWords[t[from-1].raw]) {
				from--
			}
			parts = append(parts, t[start:from])
			start = from
		}
	}
	return append(parts, t[start:])
}

// carries tells whether a part already says something of a child.
func carries(t []token) bool {
	for _, q := range quantities(t) {
		if q.isSize() {
			return true
		}
	}
	return statusOf(t) != ""
}

// beginsRecord tells whether the name at i is followed by sizes, before another
// kind of word; after a separator also by absence or moving.
func beginsRecord(t []token, i int, sep bool) bool {
	end := i
	for end < len(t) && (canBeName(t, end) || signAt(t, end, ".:=-()'") || leadWords[t[end].raw] || t[end].word == "kembar" || t[end].word == "ibu" || t[end].word == "rt") && end < i+10 {
		end++
		if wordAt(t, end-1) == "rt" && end < len(t) && t[end].kind == 'n' {
			end++
		}
	}
	if end >= len(t) {
		return false
	}
	for _, q := range quantities(t[end:]) {
		if q.from == 0 && q.isSize() {
			return true
		}
	}
	stop := end
	for stop < len(t) && !signAt(t, stop, ",;") {
		stop++
	}
	return sep && (statusOf(t[i:stop]) == Absent || statusOf(t[i:stop]) == Moved)
}

// isSize tells whether a quantity may be a weight, length, arm or head.
func (q quantity) isSize() bool {
	switch q.label {
	case "berat", "tinggi", "lila", "kepala":
		return !q.change
	case "":
		return !q.change && (q.unit == "" || q.grams() > 0 || q.millimetres() > 0)
	}
	return false
}

// readRow reads one child; several when names share a state ("Rafa, Keisha pindah").
func readRow(t []token, c cadreText) []Record {
	r := Record{Status: statusOf(t), Position: positionOf(t), Sex: sexOf(t)}
	list := quantities(t)
	r.takeSizes(list)
	r.takeRT(t, list)
	names, after := r.takeNames(t, c)
	r.takeMarks(t)
	for _, q := range list {
		if q.change && len(names) > 0 && !r.Measured() && r.Status == "" { // "Aisyah naik 2 ons"
			r.Ask = append(r.Ask, "berat:"+NotMeasure)
			break
		}
	}
	r.Note = noteOf(t[after:], quantities(t[after:]), c.line, "")
	if strings.Contains(canon(t), " lahir ") {
		if d := dateIn(canon(t), c.today, Past); d.Verdict == OK {
			r.Birth = d.Date
		}
	}
	if len(names) > 1 && !r.Measured() && r.Status != "" {
		var all []Record
		for _, n := range names {
			all = append(all, Record{Name: n, Status: r.Status, Note: r.Note})
		}
		return all
	}
	if len(names) > 1 {
		r.Ask = append(r.Ask, "nama:"+Ambiguous)
	}
	r.Name = strings.Join(names, " & ")
	return r.checked()
}

// checked drops a part that says nothing and asks for the child of one that does.
func (r Record) checked() []Record {
	if !r.Measured() && len(r.Ask) == 0 && (r.Status == "" || r.Name == "" && r.Mother == "") {
		return nil
	}
	if r.Name == "" && !r.Newborn {
		if r.Mother == "" {
			r.Ask = append(r.Ask, "nama:"+NoName)
		} else {
			r.Ask = append(r.Ask, "nama:"+NamesMother)
		}
	}
	return []Record{r}
}

// dropNumbering takes "1." or "12)" off the beginning of a row.
func dropNumbering(t []token) []token {
	for len(t) > 0 && signAt(t, 0, "-*•+,;.:✅>") {
		t = t[1:]
	}
	if wordAt(t, 0) == "tanggal" {
		i := 1
		for i < len(t) && (t[i].kind == 'n' && t[i].val <= 2200 && !signAt(t, i+1, ",") || signAt(t, i, "/-.:,") || monthAt(t, i) != 0) {
			i++
		}
		if canBeName(t, i) {
			return t[i:]
		}
	}
	if len(t) > 5 && t[0].isWhole() && signAt(t, 1, "/-.") && t[2].isWhole() && signAt(t, 3, "/-.") && t[4].isWhole() && canBeName(t, 5) {
		return t[5:] // the day before the name
	}
	if len(t) < 2 || !t[0].isWhole() || t[0].val > 200 {
		return t
	}
	if signAt(t, 1, ".)-:") && len(t) > 2 && t[2].kind != 'n' {
		return t[2:]
	}
	if canBeName(t, 1) && len(quantities(t)) > 1 {
		return t[1:]
	}
	return t
}

// takeSizes gives the quantities to weight, length, arm and head: labels and units
// first, bare numbers by their order.
func (r *Record) takeSizes(list []quantity) {
	var bare []quantity
	for _, q := range list {
		switch {
		case !q.isSize() || q.lastTime:
		case q.label == "kepala" && q.val < 25: // "lk 8,4": laki-laki, not a head
			q.label, r.Sex = "", "L"
			bare = append(bare, q)
		case q.label == "berat" || q.label == "" && q.grams() > 0:
			r.put("berat", &r.Weight, q, q.weight(childWeight))
		case q.label == "kepala":
			r.put("kepala", &r.Head, q, q.length(childHead))
		case q.label == "lila":
			r.put("lila", &r.Arm, q, q.length(childArm))
		case q.label == "tinggi" || q.unit != "" && r.Length == 0:
			r.put("tinggi", &r.Length, q, q.length(childLength))
		case q.unit != "":
			r.put("lila", &r.Arm, q, q.length(childArm))
		default:
			bare = append(bare, q)
		}
	}
	r.takeBare(bare)
}

// takeBare reads numbers without label and unit: first the weight, then the length,
// then the arm; "70 8,4" is turned, because only one order can be.
func (r *Record) takeBare(bare []quantity) {
	if r.Weight == 0 && r.Length == 0 && len(bare) >= 2 && bare[0].val >= 40 && bare[0].val <= 125 && bare[1].val >= 2 && bare[1].val < 30 {
		bare[0], bare[1] = bare[1], bare[0]
	}
	for _, q := range bare {
		switch {
		case r.Weight == 0 && !r.asked("berat"):
			a := q.weight(childWeight)
			if q.decimals == 0 && q.val >= 200 && a.Verdict == OK { // 8400: surely grams, but asked
				a.Verdict, a.Why = Ask, Gram
			}
			r.put("berat", &r.Weight, q, a)
		case r.Length == 0 && !r.asked("tinggi"):
			r.put("tinggi", &r.Length, q, q.length(childLength))
		case r.Arm == 0 && !r.asked("lila") && q.val >= 6 && q.val <= 26:
			r.put("lila", &r.Arm, q, q.length(childArm))
		default:
			r.Ask = append(r.Ask, "angka:"+NeedsLabel)
		}
	}
}

func (r *Record) asked(field string) bool {
	for _, a := range r.Ask {
		if strings.HasPrefix(a, field+":") {
			return true
		}
	}
	return false
}

// put takes one size. What is only about so is asked and not kept as a measurement;
// a number that cannot be is asked too.
func (r *Record) put(field string, to *int, q quantity, a Amount) {
	switch {
	case *to != 0 && *to != a.N:
		r.Ask = append(r.Ask, field+":"+Twice)
	case q.about:
		if strings.Contains(q.raw, ".") || q.unit != "kilogram" || !q.parted { // "8 kilo lebih 3" is kept as 8,3 and asked
			r.Ask = append(r.Ask, field+":"+About)
			return
		}
		*to = a.N
		r.Ask = append(r.Ask, field+":"+Unit)
	case a.Verdict == Refused:
		r.Ask = append(r.Ask, field+":"+a.Why)
	case a.Verdict == Ask:
		*to = a.N
		r.Ask = append(r.Ask, field+":"+a.Why)
	default:
		*to = a.N
	}
}

// takeRT reads "rt 03" and "rt 02/05"; the digits as written.
func (r *Record) takeRT(_ []token, list []quantity) {
	for _, q := range list {
		if q.label == "rt" && len(q.raw) <= 3 {
			r.RT = q.raw
			return
		}
	}
}
