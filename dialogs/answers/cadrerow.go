package answers

import (
	"regexp"
	"slices"
	"strings"
)

// rowRecords reads the children of a line.
func rowRecords(t []token, c cadreText) []Record {
	if list := shared(t, c); list != nil {
		return list
	}
	var out []Record
	for _, part := range splitTwins(splitRecords(nameFirst(namedTwice(dropNumbering(innerNumbers(t)))))) {
		if several := dealOut(part, c); several != nil {
			out = append(out, several...)
			continue
		}
		out = append(out, readRow(part, c)...)
	}
	return forAll(kindred(out), t)
}

// isSize tells whether a quantity may be a weight, length, arm or head.
func (q quantity) isSize() bool {
	change := q.change && !q.tooMuch()
	switch q.label {
	case "berat", "tinggi", "lila", "kepala":
		return !change
	case "":
		return !change && (q.unit == "" || q.grams() > 0 || q.millimetres() > 0)
	}
	return false
}

// tooMuch tells that no child gains or loses so much in a month: "turun 9,5/78" says what it
// weighs.
func (q quantity) tooMuch() bool {
	if q.label == "tinggi" || q.unit == "sentimeter" {
		return q.val >= 40
	}
	return (q.label == "" || q.label == "berat") && (q.unit == "" || q.unit == "kilogram") && q.val >= 3 && q.val < 30
}

// readRow reads one child; several when names share a state ("Rafa, Keisha pindah").
func readRow(t []token, c cadreText) []Record {
	if wordAt(t, 0) == "kembar" && twinMark(t, 1) {
		t = t[2:]
	}
	r := Record{Status: statusOf(t), Position: positionOf(t), Sex: sexOf(t)}
	list := quantities(t)
	r.takeSizes(notAtBirth(list, t))
	if weighedTogether.MatchString(canon(t)) && slices.ContainsFunc(list, func(q quantity) bool { return q.val >= 35 }) {
		r.Weight, r.Length, r.Arm, r.Ask = 0, 0, 0, []string{"berat:" + Unit} // the mother's weight is in it
	}
	r.takeRT(t, list)
	for k := 1; k < len(list); k++ { // "9,1 apa 9,7 ya": she does not know
		if w := wordAt(t, list[k].from-1); (w == "apa" || w == "atau") && list[k-1].to == list[k].from-1 && alike(list[k-1], list[k], 1.6) {
			r.Ask = append(r.Ask, "angka:"+Twice)
		}
	}
	names, after := r.takeNames(t, c)
	r.takeMarks(t)
	for _, q := range list {
		if q.change && len(names) > 0 && !r.Measured() && r.Status == "" { // "Aisyah naik 2 ons"
			r.Ask = append(r.Ask, "berat:"+NotMeasure)
			break
		}
	}
	r.Note = noteOf(t[after:], quantities(t[after:]), c.line, "")
	if strings.Contains(strings.NewReplacer(" berat lahir ", " ", " panjang lahir ", " ").Replace(canon(t)), " lahir ") && !saysNow(t) {
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
	r.Instead = insteadOf(t)
	return r.checked()
}

// weighedTogether is a child that is weighed in somebody's arms.
var weighedTogether = regexp.MustCompile(` (?:ditimbang|timbang|nimbang|digendong|gendong) (?:sama|bareng|dengan|bersama) (?:ibu|mama|mamah|bapak|ayah|nenek|mbah|ibunya|mamanya|bapaknya|ayahnya|neneknya|mbahnya) `)

// insteadOf lists what was written first and put right, "bukan 9,1 tapi" too.
func insteadOf(t []token) []string {
	var list []string
	for i, k := range t {
		switch {
		case k.was != "":
			list = append(list, k.was)
		case k.kind == 'n' && wordAt(t, i-1) == "bukan":
			list = append(list, strings.ReplaceAll(k.raw, ".", ","))
		}
	}
	return list
}

// checked drops a part that says nothing and asks for the child of one that does.
func (r Record) checked() []Record {
	if !r.Measured() && len(r.Ask) == 0 && r.Name != "" && r.Status == "" && givenForm.MatchString(" "+r.Note+" ") {
		return []Record{r} // "Zahra vit A merah"
	}
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

var givenForm = regexp.MustCompile(` (?:vit|vitamin|vita|obat cacing|cacing|imunisasi|vaksin|pmt|asi|oedem|edema|bengkak|makan|mpasi|kpsp|mbg|kelas ibu|edukasi|rujuk) `)

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
	if r.Weight == 0 && r.Length == 0 && len(bare) >= 3 && bare[0].decimals == 0 && bare[0].val <= 60 && bare[1].val >= 2 && bare[1].val < 30 && bare[2].val >= 40 && bare[2].val <= 125 {
		bare = bare[1:] // "Rafa,12,9.1,74": the age in months stands first
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
		case r.Weight != 0 && r.Length != 0 && r.Head == 0 && r.Unlabelled == 0 && q.val >= 30 && q.val <= 56: // a head, but never without its label
			r.Unlabelled = q.length(childHead).N
			r.Ask = append(r.Ask, "kepala:"+NeedsLabel)
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
