package faq

// quantity is a figure with its unit, at tokens from to to.
type quantity struct {
	v        float64
	unit     int // class id of the unit, 0 none
	from, to int
	ordinal  bool
}

// quantity reads a figure, in digits or words, and its unit at token i.
func (s *scene) quantity(i int) (quantity, bool) {
	t := &s.t[i]
	q := quantity{from: i, to: i}
	switch {
	case t.fig:
		q.v = t.num
	case len(t.spell) > 2 && t.spell[:2] == "se" && s.unit(t) != 0 && t.spell != "senin":
		q.v, q.unit = 1, s.unit(t)
		return q, true
	case !s.words(&q):
		return q, false
	}
	if n := q.to + 2; n < len(s.t) && s.t[n-1].spell == "koma" {
		d := s.t[n].num
		if w, ok := numberWord(s.t[n].spell); ok {
			d = w
		}
		q.v, q.to = q.v+d/10, n
	}
	s.measure(&q)
	return q, true
}

// words reads a figure that is spelled out: "dua belas", "tiga puluh delapan",
// "seratus enam puluh".
func (s *scene) words(q *quantity) bool {
	i := q.from
	v, to, ok := s.below100(i)
	n := i + 1
	switch {
	case s.t[i].spell == "seratus" || s.t[i].spell == "saratus":
		v, to, ok = 100, i, true
	case ok && v < 10 && n < len(s.t) && s.t[n].spell == "ratus":
		v, to = v*100, n
	default:
		q.v, q.to = v, to
		return ok
	}
	if n = to + 1; n < len(s.t) {
		if w, end, more := s.below100(n); more {
			v, to = v+w, end
		}
	}
	q.v, q.to = v, to
	return true
}

// below100 reads a figure under a hundred in words at token i, up to token to.
func (s *scene) below100(i int) (v float64, to int, ok bool) {
	v, ok = numberWord(s.t[i].spell)
	if !ok {
		v, ok = numberWord(s.t[i].word)
	}
	if !ok || i+1 >= len(s.t) || !s.t[i+1].is(s.v.decades) {
		return v, i, ok
	}
	if s.t[i+1].spell == "belas" {
		return v + 10, i + 1, true
	}
	v, to = v*10, i+1
	if i+2 < len(s.t) {
		if w, more := numberWord(s.t[i+2].spell); more && w < 10 {
			return v + w, i + 2, true
		}
	}
	return v, to, true
}

// measure finds the unit of a figure: behind it, or before it where it is an ordinal
// ("hari ke 3").
func (s *scene) measure(q *quantity) {
	if n := q.to + 1; n < len(s.t) && s.t[n].stop < 2 {
		u := s.unit(&s.t[n])
		if u == 0 && n+1 < len(s.t) && (s.t[n].spell == "setengah" || s.t[n].spell == "an") {
			u = s.unit(&s.t[n+1])
			n++
		}
		if u != 0 {
			q.unit, q.to = u, n
		}
	}
	if q.unit == 0 && q.from > 0 {
		p := q.from - 1
		if s.t[p].spell == "ke" && p > 0 {
			p--
		}
		own := p > 0 && s.t[p-1].fig // "8 hr 38.9": the unit of the figure before
		if u := s.unit(&s.t[p]); !own && (u == s.v.day || u == s.v.month && p < q.from-1) {
			q.unit, q.ordinal = u, true
		}
	}
}

func (s *scene) unit(t *token) int {
	for _, u := range [...]int{s.v.day, s.v.hour, s.v.week, s.v.month, s.v.year, s.v.minute, s.v.times, s.v.degree} {
		if t.is(u) {
			return u
		}
	}
	return 0
}

func numberWord(w string) (float64, bool) {
	switch w {
	case "satu", "atu", "hiji", "sepoe":
		return 1, true
	case "dua", "due", "dua2", "kedua", "loro", "rong", "kalih":
		return 2, true
	case "tiga", "tige", "tilu", "ketiga", "telu", "telung":
		return 3, true
	case "empat", "ampat", "opat", "keempat", "papat", "patang", "sekawan":
		return 4, true
	case "lima", "kelima", "limang", "gangsal":
		return 5, true
	case "enam", "enem", "anem", "nem", "genep", "keenam":
		return 6, true
	case "tujuh", "tuju", "tujo", "ketujuh", "pitu", "pitung":
		return 7, true
	case "delapan", "dlapan", "dalapan", "lapan", "kedelapan", "wolu", "wolung":
		return 8, true
	case "sembilan", "smbilan", "salapan", "kesembilan", "sanga", "sangang":
		return 9, true
	case "sepuluh", "spuluh", "sapuluh", "kesepuluh", "sedasa":
		return 10, true
	case "sebelas", "sabelas":
		return 11, true
	case "belasan":
		return 12, true
	case "puluhan":
		return 20, true
	case "setengah", "stngh", "stengah":
		return 0.5, true
	}
	return 0, false
}
