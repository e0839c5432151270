package dialogs

import (
	"slices"
	"strings"

	"tumbuh/store"
	"tumbuh/store/growth"
)

// longestList is how many names a list of children shows.
const longestList = 20

// close ends the day: the sums of the month, who is missing, what is still unclear.
// The mothers hear in the evening; "ralat" works until then and after.
func (w *dayWork) close() {
	c := w.c
	if len(w.queue) > 0 && c.Answer("tutup") == "" {
		c.Set("tutup", "ya")
		w.say("hari.masih-terbuka", "jumlah", itoa(len(w.queue)))
		w.askAnew = true
		w.finish()
		return
	}
	if lines := w.rounded(); lines != nil && c.Answer("genap") == "" {
		c.Set("genap", "ya")
		w.say("hari.genap", "isi", strings.Join(lines, "\n"))
		w.finish()
		return
	}
	w.day.Value.Closed, w.changed = c.v.Now, true
	w.queue = nil
	w.sums()
	w.missing()
	c.extra.Wake = append(c.extra.Wake, WakeAbsent(w.day.Value, w.roster, c.v.Now)...)
	c.audit("close-day", w.day.Ref, "")
	w.finish()
	c.Leave()
}

// sayMissing answers "yang belum" in the middle of the day.
func (w *dayWork) sayMissing() {
	if len(w.c.ownPosyanduIDs()) > 1 {
		w.said = append(w.said, w.posyandu.Name)
	}
	w.missing()
	w.finish()
}

// sums says the SKDN of the month, beside what the kader counted herself.
func (w *dayWork) sums() {
	n := growth.Count(w.months())
	w.say("hari.rekap", "posyandu", w.posyandu.Name, "hari", w.c.dayName(w.date), "s", itoa(n.S), "k", itoa(n.K), "d", itoa(n.D), "n", itoa(n.N),
		"t", itoa(n.T), "o", itoa(n.O), "b", itoa(n.B), "duat", itoa(n.TwoT), "bgm", itoa(n.BGM))
	var ratios []string
	for _, r := range n.Ratios() {
		if p, ok := r.Percent(); ok && (r.Name == "D/S" || r.Name == "N/D'") {
			ratios = append(ratios, r.Name+" "+itoa(int(p+0.5))+"%")
		}
	}
	if len(ratios) > 0 {
		w.said = append(w.said, strings.Join(ratios, " · "))
	}
	for _, x := range []struct {
		name string
		own  int
	}{{"S", n.S}, {"K", n.K}, {"D", n.D}, {"N", n.N}} {
		if said, ok := w.day.Value.Said[x.name]; ok && said != x.own {
			w.say("hari.beda-hitung", "huruf", x.name, "kader", itoa(said), "hitung", itoa(x.own))
		}
	}
}

// months are the children of the posyandu with what the month holds of each.
func (w *dayWork) months() []growth.ChildMonth {
	var list []growth.ChildMonth
	rules := growth.DefaultRules()
	for i := range w.roster {
		for _, ch := range w.roster[i].Family.Value.Children {
			if moved(w.roster[i].Family.Value, w.date) || !ch.Active() || ch.AgeMonths(w.date) >= 60 || ch.Birth.After(w.date) {
				continue
			}
			m := growth.ChildMonth{Child: ch, Book: ch.HasBook()}
			if d := w.growth[w.roster[i].Family.Ref.ID+"."+ch.ID]; d != nil {
				for _, mark := range growth.Card(ch, d.Value.Valid(), rules) {
					if mark.Day.Year == w.date.Year && mark.Day.Month == w.date.Month {
						m.Mark = &mark
					}
				}
			}
			list = append(list, m)
		}
	}
	return list
}

// weighedThisMonth tells whether a child was measured on the day or earlier in its month: who
// was visited since is not missing.
func (w *dayWork) weighedThisMonth(f found) bool {
	d := w.growth[f.ref()]
	return d != nil && slices.ContainsFunc(d.Value.Valid(), func(m store.Measurement) bool {
		return m.Day.Year == w.date.Year && m.Day.Month == w.date.Month && !m.Day.After(w.date)
	})
}

// missing lists the children without a line today who were not weighed this month.
func (w *dayWork) missing() {
	lined := map[string]bool{}
	for _, l := range w.day.Value.Lines {
		if !l.Void {
			lined[string(l.Family)+"."+l.Child] = true
		}
	}
	var names []string
	for i := range w.roster {
		for j := range w.roster[i].Family.Value.Children {
			ch := &w.roster[i].Family.Value.Children[j]
			f := found{m: &w.roster[i], child: ch}
			if ch.Active() && !moved(w.roster[i].Family.Value, w.date) && ch.AgeMonths(w.date) < 60 && !lined[f.ref()] && !w.weighedThisMonth(f) {
				names = append(names, w.label(f))
			}
		}
	}
	if len(names) == 0 {
		w.say("hari.lengkap")
		return
	}
	slices.Sort(names)
	more, all := "", len(names)
	if len(names) > longestList {
		more = w.c.line("hari.dan-lagi", "jumlah", itoa(all-longestList))
		names = names[:longestList]
	}
	w.say("hari.belum-datang", "jumlah", itoa(all), "isi", "• "+strings.Join(names, "\n• ")+more)
}
