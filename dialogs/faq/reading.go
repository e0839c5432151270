package faq

import "math"

// pressure reads a tensi: "160/110", "160 per 110", "160 110", "tensi 160".
func (s *scene) pressure(q quantity, f *facts) bool {
	t := &s.t[q.from]
	if t.over >= 40 && t.over <= 160 && q.v >= 80 {
		f.sys, f.dia = q.v, t.over
		return true
	}
	if n := q.from + 2; n < len(s.t) && s.t[n].fig && s.t[n-1].spell == "per" && s.t[n].num < 160 {
		f.sys, f.dia = q.v, s.t[n].num
		return true
	}
	if n := q.from + 1; q.unit == 0 && t.fig && q.v >= 100 && n < len(s.t) && s.t[n].stop == 0 && s.t[n].fig && s.bare(n) {
		if d := s.t[n].num; d >= 70 && d <= 140 && d <= q.v-15 && d == math.Trunc(d) && !s.measured(q) {
			f.sys, f.dia = q.v, d
			return true
		}
	}
	if q.unit == 0 && s.back(q.from, 7, s.v.tensi) && !s.back(q.from, 3, s.lx.ids["gula"], s.v.napas) && (f.sys == 0 || q.v < f.sys) {
		if f.sys == 0 {
			f.sys = q.v
		} else {
			f.dia = q.v
		}
		return true
	}
	return false
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
