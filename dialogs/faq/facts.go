package faq

import (
	"math"
	"strings"
)

// facts are the figures of a text; 0 means not said, age -1 means not said.
type facts struct {
	temp, sys, dia, hb, lila, breath float64      // °C, mmHg, g/dl, cm, breaths a minute
	age                              float64      // of the child, days
	weeks                            float64      // of pregnancy
	days                             float64      // something has lasted
	hours                            float64      // something has lasted
	dry                              float64      // hours without urine
	times                            float64      // how often
	sure                             bool         // days were counted, not guessed
	bound                            bool         // a figure was a limit ("di bawah 7"), not a reading
	at                               [figures]int // the token of each figure
}

// The figures a rule may test, in the order of facts.at.
const (
	figTemp = iota
	figSys
	figDia
	figHb
	figLila
	figBreath
	figAge
	figWeeks
	figDays
	figHours
	figDry
	figTimes
	figures
)

// value gives a figure by its number.
func (f *facts) value(n int) float64 {
	return [figures]float64{f.temp, f.sys, f.dia, f.hb, f.lila, f.breath, f.age, f.weeks, f.days, f.hours, f.dry, f.times}[n]
}

func readFacts(s *scene) facts {
	f := facts{age: -1}
	for i := 0; i < len(s.t); i++ {
		q, ok := s.quantity(i)
		if !ok {
			continue
		}
		old := f
		s.place(q, &f)
		for n := range f.at {
			if f.value(n) != old.value(n) {
				f.at[n] = i
			}
		}
		f.bound = f.bound || f != old && s.limit(i)
		i = max(i, q.to)
	}
	if f.age < 0 {
		f.age = s.born()
	}
	if f.weeks == 0 && s.prof.Pregnant {
		f.weeks = float64(s.prof.PregWeeks)
	}
	return f
}

// born gives the age in days of a child "lahir tadi malam", "lahir kemarin", "lahir
// hari senin", as the latest of these days; -1 when its birth is not told so.
func (s *scene) born() float64 {
	for i := range s.t {
		if !s.lx.same(s.t[i].word, "lahir") {
			continue
		}
		for k := i + 1; k < len(s.t) && k <= i+2 && s.t[k].stop == 0; k++ {
			switch t := &s.t[k]; {
			case s.t[k].spell == "hari":
			case t.any(s.v.just) || t.spell == "sejam":
				return 0
			case strings.HasPrefix(t.word, "kem") || t.word == "kmrn" || t.word == "kmren" || t.word == "kamari":
				return 1
			case t.is(s.v.weekday):
				return 4
			}
		}
	}
	return -1
}

// back and ahead tell whether a class stands within n tokens of the same sentence.
func (s *scene) back(i, n int, classes ...int) bool {
	for k := i - 1; k >= 0 && k >= i-n && s.t[k].sentence == s.t[i].sentence; k-- {
		if s.t[k].any(classes...) {
			return true
		}
	}
	return false
}

// next tells that a class stands so before token i, and no figure between: of "lila 14, naura
// 10,1/80" only the first is an arm.
func (s *scene) next(i, n, class int) bool {
	for k := i - 1; k >= 0 && k >= i-n && s.t[k].sentence == s.t[i].sentence && !s.t[k].fig; k-- {
		if s.t[k].is(class) {
			return true
		}
	}
	return false
}

func (s *scene) ahead(i, n int, classes ...int) bool {
	for k := i + 1; k < len(s.t) && k <= i+n && s.t[k].sentence == s.t[i].sentence; k++ {
		if s.t[k].any(classes...) {
			return true
		}
	}
	return false
}

// limit tells "di bawah 7", "lebih dari 38": a line drawn, not a reading.
func (s *scene) limit(i int) bool {
	for k := i - 1; k >= 0 && k >= i-2; k-- {
		switch s.t[k].word {
		case "bawah", "atas":
			return k > 0 && s.t[k-1].word == "di"
		case "dibawah", "diatas", "minimal", "maksimal", "batas":
			return true
		case "dari":
			return k > 0 && (s.t[k-1].word == "kurang" || s.t[k-1].word == "lebih")
		}
	}
	return false
}

// place decides what a quantity measures.
func (s *scene) place(q quantity, f *facts) {
	v, i := s.v, q.from
	t := &s.t[i]
	switch {
	case q.v >= 70 && q.v <= 260 && s.pressure(q, f), s.tens(q, f):
	case q.unit == v.times && q.v >= 25 && q.v <= 150 && (s.ahead(q.to, 2, v.minute) || s.back(i, 4, v.napas)),
		q.v >= 25 && q.v <= 150 && (q.unit == v.minute || q.unit == 0 && s.ahead(i, 2, v.minute)) && s.back(i, 4, v.napas):
		f.breath = q.v
	case (q.unit == 0 || q.unit == v.degree) && q.v >= 2 && q.v <= 20 && f.hb == 0 && !s.vaccine(i) && (s.back(i, 5, v.hb) || q.v != math.Trunc(q.v) && s.ahead(q.to, 1, v.hb)):
		f.hb = q.v
	case (q.unit == 0 || q.unit == v.month && q.v != math.Trunc(q.v)) && q.v >= 5 && q.v <= 40 && s.next(i, 9, v.lila) && !s.back(i, 2, v.suhu): // "lila 11,2 bulan lalu 11,6"
		f.lila = q.v
	case q.v >= 34 && q.v < 43 && q.v != float64(int(q.v)) && q.unit == 0 && s.back(i, 3, s.lx.ids["BADAN"]):
		f.temp = max(f.temp, q.v)
	case q.v >= 33 && q.v < 43.1 && (q.unit == v.degree || q.unit == 0 && (t.fig || q.to > i) && (s.back(i, 6, v.demam, v.suhu, v.tis) || s.ahead(i, 3, v.demam, v.suhu, v.tis))):
		f.temp = max(f.temp, q.v)
	case s.heatAlone(q):
		f.temp = max(f.temp, q.v)
	case q.unit == v.times:
		f.times = max(f.times, q.v)
	case q.unit == v.year:
		if q.v <= 18 && !s.lalu(q) {
			f.age = q.v * 365
		}
	case q.unit == v.month:
		s.placeMonths(q, f)
	case q.unit == v.week:
		s.placeWeeks(q, f)
	case q.unit == v.day:
		s.placeDays(q, f)
	case q.unit == v.hour:
		s.placeHours(q, f)
	case q.unit == v.minute && !s.back(i, 2, v.each):
		f.hours = max(f.hours, q.v/60)
	case q.unit == 0 && q.v >= 5 && q.v <= 42 && i > 0 && (s.t[i-1].spell == "uk" || s.t[i-1].spell == "hamil"):
		f.weeks = q.v
	}
}

// lalu tells "… yang lalu": a time ago, not an age or a length.
func (s *scene) lalu(q quantity) bool {
	for k := q.to + 1; k < len(s.t) && k <= q.to+2; k++ {
		if w := s.t[k].word; w == "lalu" || w == "kemarin" || w == "lepas" {
			return true
		}
	}
	return false
}

// aged tells that "umur", "usia" or a child stands right before a quantity.
func (s *scene) aged(q quantity, reach int) bool {
	for k := q.from - 1; k >= 0 && k >= q.from-reach && s.t[k].sentence == s.t[q.from].sentence; k-- {
		switch s.t[k].spell {
		case "umur", "usia", "umr", "berumur", "berusia", "umurna", "usianya", "umurnye", "yo", "umure":
			return !s.t[k+1].is(s.v.hamil)
		}
		if s.t[k].any(s.v.bayi, s.v.little) || s.t[k].is(s.v.anak) && s.t[q.from-1].is(s.v.only) && s.t[q.from-1].stop == 0 {
			return true
		}
		if w := s.t[k].spell; k == q.from-1 && (w == "cucu" || w == "ponakan" || w == "keponakan") {
			return true
		}
		if s.t[k].any(s.v.demam, s.v.hamil) {
			return false
		}
	}
	return false
}

func (s *scene) placeMonths(q quantity, f *facts) {
	v := s.v
	preg := q.v <= 10 && !s.aged(q, 4) && (s.back(q.from, 6, v.hamil, v.janin) && !s.back(q.from, 3, v.bayi, v.anak) ||
		!s.has.has(v.bayi) && !s.has.has(v.anak) && !s.lalu(q) && (s.has.has(v.hamil) || s.has.has(v.birth) || s.has.has(v.labour) || s.has.has(v.tight) && s.has.has(v.belly)) && !s.has.has(v.nifas) ||
		q.from+1 < len(s.t) && s.ahead(q.to, 2, v.hamil))
	switch {
	case s.due(q):
		f.weeks = 40 - q.v*4.35
	case preg:
		f.weeks = q.v*4.35 - 0.5
	case !s.lalu(q) || f.age < 0:
		f.age = q.v * 30.4
	}
}

// due tells "hpl masih dua bulan lagi": the time that is left.
func (s *scene) due(q quantity) bool {
	if n := q.to + 1; n >= len(s.t) || s.t[n].spell != "lagi" || q.v > 9 {
		return false
	}
	for k := q.from - 1; k >= 0 && k >= q.from-5; k-- {
		if w := s.t[k].spell; w == "hpl" || w == "lahir" || w == "lahiran" || w == "melahirkan" {
			return true
		}
	}
	return false
}

func (s *scene) placeWeeks(q quantity, f *facts) {
	v := s.v
	child := s.aged(q, 4) || s.back(q.from, 5, v.lahir) || s.back(q.from, 3, v.bayi) || s.ahead(q.to, 2, v.lahir) && !s.has.has(v.hamil)
	switch {
	case s.due(q):
		f.weeks = 40 - q.v
	case child && !s.back(q.from, 3, v.hamil) && q.v <= 30:
		f.age = q.v * 7
	case q.v >= 4 && q.v <= 43 && (s.has.has(v.hamil) || s.has.has(v.janin) || !s.has.has(v.anak)):
		f.weeks = q.v
	case s.has.has(v.hamil) && s.back(q.from, 3, v.hamil):
		f.weeks = q.v
	default:
		f.days = max(f.days, q.v*7)
		f.sure = true
	}
}

func (s *scene) placeDays(q quantity, f *facts) {
	v := s.v
	switch {
	case s.t[q.from].spell == "sehari" && q.to+1 < len(s.t) && s.t[q.to+1].fig: // "sehari 4x"
	case !q.ordinal && (s.aged(q, 4) || q.to+1 < len(s.t) && s.lx.same(s.t[q.to+1].word, "lahir") || s.lalu(q) && s.back(q.from, 5, v.lahir) || s.back(q.from, 4, v.birth) && s.has.has(v.bayi)):
		f.age = q.v
	case s.lalu(q) || s.has.has(v.lahir) && s.back(q.from, 3, v.lahir):
		if f.age < 0 && s.has.has(v.bayi) {
			f.age = q.v
		}
	default:
		f.days = max(f.days, q.v)
		f.sure = true
	}
}

func (s *scene) placeHours(q quantity, f *facts) {
	v := s.v
	if s.aged(q, 3) || s.back(q.from, 3, v.lahir) && s.has.has(v.bayi) {
		f.age = 0
		return
	}
	f.hours = max(f.hours, q.v)
	if s.has.has(v.pipis) {
		f.dry = max(f.dry, q.v)
	}
}
