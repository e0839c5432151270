package answers

import (
	"regexp"
	"strings"
)

// readPregnant reads "bumil Rina uk 20mgg bb 55 lila 22 td 110/70 hb 10,5 ttd 30".
func readPregnant(l *Line, c cadreText) bool {
	if !pregnantLine.MatchString(c.s) && !(pregnantIn.MatchString(c.s) && strings.ContainsAny(c.s, "0123456789")) {
		return false
	}
	if several := severalWomen(c); several != nil {
		l.Kind, l.Records = LinePregnant, several
		return true
	}
	r := Record{Instead: insteadOf(c.t)}
	list := quantities(c.t)
	for _, q := range list {
		r.woman(q)
	}
	r.pressure(list, c.t)
	r.inOrder(list, c.t)
	r.Name = womanName(c)
	r.Note = strings.TrimSpace(c.gravida + " " + noteOf(c.t, list, c.line, r.Name))
	if r.Name == "" {
		r.Ask = append(r.Ask, "nama:"+NoName)
	}
	l.Kind, l.Records = LinePregnant, []Record{r}
	switch {
	case pillNo.MatchString(c.s):
		l.Records[0].Status = NoPills
	case statusOf(c.t) == Absent:
		l.Records[0].Status = Absent
	}
	return true
}

// inOrder reads numbers without labels as the card has them: weight, then the arm.
func (r *Record) inOrder(list []quantity, t []token) {
	for _, q := range list {
		if q.label != "" || q.unit != "" || q.change || q.about || q.lastTime || pressureWords[rawAt(t, q.from-1)] {
			continue
		}
		switch {
		case r.Weight == 0 && q.val >= 35 && q.val <= 120:
			r.Weight = q.weight(womanWeight).N
		case r.Weight != 0 && r.Arm == 0 && q.val >= 18 && q.val < 35:
			r.Arm = q.length(womanArm).N
		case r.Weight != 0 && r.Arm != 0 && r.Hb == 0 && q.decimals > 0 && q.val >= 5 && q.val < 18:
			r.Ask = append(r.Ask, "hb:"+NeedsLabel)
		}
	}
}

// pressureWords stand before numbers that are no weight and no arm.
var pressureWords = set("td tensi tensinya darah hb tfu djj fundus nadi suhu gds gula spo2")

// severalWomen reads "bumil hari ini: Fifi bb 57,3 lila 24; Mega bb 72 lila 30,5"; nil where
// it is one woman's line.
func severalWomen(c cadreText) []Record {
	var out []Record
	start := 0
	for i := 0; i <= len(c.t); i++ {
		if i < len(c.t) && !signAt(c.t, i, ";:|") {
			continue
		}
		part := c
		part.t = c.t[start:i]
		start = i + 1
		if list := quantities(part.t); len(list) > 0 {
			r := Record{Name: womanName(part)}
			for _, q := range list {
				r.woman(q)
			}
			r.pressure(list, part.t)
			if r.Name == "" || r.Weight == 0 && r.Arm == 0 && r.Systolic == 0 {
				if start <= 1 || len(list) == 1 && list[0].unit == "orang" {
					continue
				}
				return nil
			}
			r.Note = noteOf(part.t, list, c.line, r.Name)
			out = append(out, r)
		}
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// woman puts one quantity where it belongs on a mothers' card.
func (r *Record) woman(q quantity) {
	take := func(field string, to *int, a Amount) {
		switch {
		case q.about || a.Verdict == Refused:
			r.Ask = append(r.Ask, field+":"+or(a.Why, About))
			return
		case a.Verdict == Ask:
			r.Ask = append(r.Ask, field+":"+a.Why)
		}
		*to = a.N
	}
	switch {
	case q.change:
	case q.label == "lila":
		take("lila", &r.Arm, q.length(womanArm))
	case q.label == "tinggi" || q.label == "" && q.unit == "sentimeter":
		take("tinggi", &r.Length, q.length(womanHeight))
	case q.label == "berat" || q.unit == "kilogram":
		take("berat", &r.Weight, q.weight(womanWeight))
	case q.label == "hb":
		r.hemoglobin(q)
	case q.label == "ttd" || q.unit == "tablet" || q.label == "tablet":
		if q.val <= 200 {
			r.Tablets = int(q.val)
		}
	case q.unit == "minggu" || q.label == "uk" && q.unit == "":
		if q.val >= 1 && q.val <= 44 {
			r.Weeks = int(q.val)
		}
	case q.unit == "bulan" && (q.label == "uk" || q.label == ""):
		if q.val >= 1 && q.val <= 10 {
			r.Weeks = int(q.val*4.35 + 0.5)
			r.Ask = append(r.Ask, "uk:"+About)
		}
	case q.label == "rt":
		r.RT = q.raw
	}
}

// hemoglobin reads g/dL: 3–20, "105" asked as 10,5.
func (r *Record) hemoglobin(q quantity) {
	v := int(min(q.val, 1e4)*10 + 0.5)
	if q.whole() && v > 200 && v <= 2000 && v/10 >= 60 && v/10 <= 200 {
		v /= 10
		r.Ask = append(r.Ask, "hb:"+Comma)
	}
	if v < 30 || v > 200 {
		r.Ask = append(r.Ask, "hb:"+Unit)
		return
	}
	r.Hb = v
}

// pressure takes the pair of a "tensi 110/70", and a bare "120/80" that can be nothing else.
func (r *Record) pressure(list []quantity, t []token) {
	for i, q := range list {
		if i+1 >= len(list) || !(q.label == "tensi" && list[i+1].label == "tensi") && !(barePair(q, list[i+1]) && signAt(t, q.to, "/-") && list[i+1].from == q.to+1) {
			continue
		}
		s, d := int(min(q.val, 1e4)), int(min(list[i+1].val, 1e4))
		if s >= 8 && s <= 22 && d >= 4 && d <= 13 && d < s { // "tensi 12/8", as it is spoken
			s, d = s*10, d*10
		}
		if s < 60 || s > 250 || d < 30 || d > 150 || d >= s {
			r.Ask = append(r.Ask, "tensi:"+Unit)
			return
		}
		r.Systolic, r.Diastolic = s, d
		return
	}
}

func barePair(a, b quantity) bool {
	return a.label == "" && a.unit == "" && b.label == "" && a.whole() && b.whole() && a.val >= 80 && a.val <= 220 && b.val >= 40 && b.val < a.val
}

// womanName is the name after bumil, nifas, ibu: up to the first number, label or
// word that is no name.
func womanName(c cadreText) string {
	i := 0
	for i < len(c.t) && (c.t[i].kind != 'w' || leadWords[c.t[i].word] || leadWords[c.t[i].raw]) {
		i++
	}
	return nameAt(c.t, &i, c.line)
}

func readNifas(l *Line, c cadreText) bool {
	if !nifasLine.MatchString(c.s) && !nursingLine.MatchString(c.s) {
		return false
	}
	list := quantities(c.t)
	r := Record{Name: womanName(c)}
	for _, q := range list {
		if q.label == "berat" || q.label == "tensi" || q.label == "hb" || q.label == "ttd" || q.label == "lila" {
			r.woman(q)
		}
	}
	r.pressure(list, c.t)
	r.Note = restAfterName(c, r.Name)
	l.Kind, l.Records = LineNifas, []Record{r}
	return true
}

// withLabel sizes are a child's; a bare number of a visit may be anything ("mencret 3x").
var withLabel = regexp.MustCompile(` (?:berat|tinggi|panjang) (?:nya )?\d`)

// readVisit reads "kunjungan rmh Bu Ani: anak mencret 3x, udh oralit".
func readVisit(l *Line, c cadreText) bool {
	if !visitLine.MatchString(c.s) {
		return false
	}
	i := 0
	for i < len(c.t) && (c.t[i].kind != 'w' || leadWords[c.t[i].word] || leadWords[c.t[i].raw]) {
		i++
	}
	mother := i > 0 && (c.t[i-1].word == "ibu" || c.t[i-1].raw == "ny")
	r := Record{Name: nameAt(c.t, &i, c.line)}
	r.Note = restAfterName(c, r.Name)
	if withLabel.MatchString(c.s) {
		r.Position = positionOf(c.t)
		r.takeSizes(quantities(c.t))
	}
	if mother {
		r.Mother, r.Name = r.Name, ""
	}
	l.Kind, l.Records = LineVisit, []Record{r}
	return true
}

// readPills reads "Ibu Yuni ga minum ttd mual".
func readPills(l *Line, c cadreText) bool {
	if !pillNo.MatchString(c.s) || len(c.t) > 30 {
		return false
	}
	r := Record{Name: womanName(c), Status: NoPills}
	if r.Name == "" {
		return false
	}
	r.Note = restAfterName(c, r.Name)
	l.Kind, l.Records = LinePregnant, []Record{r}
	return true
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
