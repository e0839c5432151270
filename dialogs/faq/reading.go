package faq

import "math"

// pressure reads a tensi: "160/110", "160 per 110", "160 110", "tensi 160". What it usually
// is ("160/100 padahal biasa 110/70") does not stand for what it is now.
func (s *scene) pressure(q quantity, f *facts) bool {
	t := &s.t[q.from]
	if f.dia > 0 && s.usual(q.from) {
		return true
	}
	if t.over >= 40 && t.over <= 160 && q.v >= 80 {
		f.sys, f.dia = q.v, t.over
		return true
	}
	if lower, ok := s.lower(q); ok && lower >= 40 && lower <= 160 && lower < q.v {
		f.sys, f.dia = q.v, lower
		return true
	}
	if n := q.from + 1; q.unit == 0 && t.fig && q.v >= 100 && n < len(s.t) && s.t[n].stop == 0 && s.t[n].fig && s.bare(n) {
		if d := s.t[n].num; d >= 70 && d <= 140 && d <= q.v-15 && d == math.Trunc(d) && !s.measured(q) {
			f.sys, f.dia = q.v, d
			return true
		}
	}
	if q.unit == 0 && s.back(q.from, 7, s.v.tensi) && !s.back(q.from, 3, s.lx.ids["gula"], s.v.napas) && (f.sys == 0 || q.v < f.sys) {
		switch {
		case s.pulse(q.from):
		case f.sys == 0:
			f.sys = q.v
		case f.dia == 0:
			f.dia = q.v
		}
		return true
	}
	return false
}

// lower reads what stands under a tensi: "160 per 110", "atas 172 bawah 112", in figures or
// in words.
func (s *scene) lower(q quantity) (float64, bool) {
	n := q.to + 1
	switch {
	case n+1 >= len(s.t):
		return 0, false
	case s.t[n].spell == "per", s.t[n].spell == "bawah" && q.from > 0 && s.t[q.from-1].spell == "atas":
	default:
		return 0, false
	}
	d, ok := s.quantity(n + 1)
	return d.v, ok
}

// pulse tells that a figure counts a heart: "nadi 98".
func (s *scene) pulse(i int) bool {
	if i == 0 {
		return false
	}
	switch s.t[i-1].word {
	case "nadi", "denyut", "jantung", "djj", "hr", "pulse":
		return true
	}
	return false
}

// usual tells that a word before a figure says that it is not of now.
func (s *scene) usual(i int) bool {
	for k := i - 1; k >= 0 && k >= i-3; k-- {
		switch s.t[k].word {
		case "biasa", "biasanya", "biasane", "biasana", "normalnya", "sebelumnya", "sblmnya", "awalnya", "dulu", "kemarin", "kemaren", "kmrn", "kmren", "lalu", "batas", "target":
			return true
		}
	}
	return false
}

// tens reads a tensi as it is told in tens: "tensi 18", "tensinya 17/11".
func (s *scene) tens(q quantity, f *facts) bool {
	t := &s.t[q.from]
	if !t.fig || q.unit != 0 || f.sys > 0 || q.v < 9 || q.v > 26 || q.v != math.Trunc(q.v) || s.measured(q) || !s.bare(q.to) || !s.back(q.from, 3, s.v.tensi) {
		return false
	}
	if t.over == 0 && q.v < 14 || t.over > 0 && (t.over < 5 || t.over >= q.v) {
		return false
	}
	f.sys, f.dia = q.v*10, t.over*10
	return true
}

// heatAlone tells a temperature that nothing names, as it is typed in a hurry: "dede 8hr
// 38.9 rewel", "39 bayi 6mgg". Of whole numbers only one that opens a clause is believed.
func (s *scene) heatAlone(q quantity) bool {
	t := &s.t[q.from]
	if q.unit != 0 || !t.fig || q.v < 34.5 || q.v > 42 || s.measured(q) || !s.bare(q.to) {
		return false
	}
	if q.v != math.Trunc(q.v) {
		return true
	}
	return s.t[q.from].stop > 0 && q.v >= 38 && s.ahead(q.to, 2, s.v.bayi, s.v.anak, s.v.little)
}

// measured tells that a word before a figure says what it measures.
func (s *scene) measured(q quantity) bool {
	for k := q.from - 1; k >= 0 && k >= q.from-3 && s.t[k+1].stop == 0; k-- {
		switch s.t[k].spell {
		case "bb", "berat", "beratnya", "bbnya", "timbang", "timbangan", "ditimbang", "lk", "lingkar", "lila", "tb", "pb", "tinggi", "panjang", "uk", "usia", "umur", "tgl", "tanggal",
			"jam", "pukul", "rt", "rw", "no", "nomor", "nomer", "blok", "hpl", "hpht", "harga", "rp", "size", "sepatu", "ukuran", "km", "nik", "wa", "hp":
			return true
		}
		if s.t[k].is(s.v.hamil) {
			return true
		}
	}
	return false
}

// bare tells that no unit of another measure follows the figure at token i.
func (s *scene) bare(i int) bool {
	if i+1 >= len(s.t) || s.t[i+1].stop > 0 {
		return true
	}
	switch s.t[i+1].spell {
	case "kg", "kilo", "kilogram", "cm", "senti", "sentimeter", "ons", "gr", "gram", "rb", "ribu", "ribuan", "juta", "jt", "persen", "ml", "cc", "liter", "l", "km", "w", "wk", "weeks", "week",
		"watt", "volt", "orang", "butir", "biji", "tablet":
		return false
	}
	return true
}

// vaccine tells that the figure at token i counts doses: "DPT-HB-Hib 3".
func (s *scene) vaccine(i int) bool {
	for k := i - 1; k >= 0 && k >= i-4; k-- {
		switch s.t[k].spell {
		case "dpt", "hib", "pentabio", "hepatitis", "imunisasi", "vaksin":
			return true
		}
	}
	return false
}
