package dialogs

import (
	"slices"
	"strings"

	"tumbuh/store"
	"tumbuh/store/growth"
)

// Who rounds what the scale says writes 0 and 5 behind the comma. Where all weights or all
// lengths of a day do, the kader is asked once, before the day is closed, to look again.

// rounded lists what ends in 0 or 5 throughout ("8,5 kg (bulan lalu 8,2)"), nil where the
// digits vary or too few were measured.
func (w *dayWork) rounded() []string {
	var refs []string
	for ref, d := range w.growth {
		if m := d.Value.On(w.date); m != nil && m.By == w.c.v.ID() {
			refs = append(refs, ref)
		}
	}
	slices.Sort(refs)
	var weights, lengths []int
	for _, ref := range refs {
		m := w.growth[ref].Value.On(w.date)
		weights, lengths = append(weights, m.Weight), append(lengths, m.Length)
	}
	weight, length := growth.Heaping(weights, 100).OnlyZeroFive(), growth.Heaping(lengths, 10).OnlyZeroFive()
	if !weight && !length {
		return nil
	}
	var lines []string
	for _, ref := range refs[:min(len(refs), 6)] {
		f := w.child(ref)
		if f == nil {
			continue
		}
		lines = append(lines, w.c.line("hari.genap-baris", "nama", w.c.childName(*f.child), "kini", sizes(w.growth[ref].Value.On(w.date), weight, length), "lalu", sizes(w.before(ref), weight, length)))
	}
	return lines
}

// before is the measurement before this day's, nil where there is none.
func (w *dayWork) before(ref string) *store.Measurement {
	list := w.growth[ref].Value.Valid()
	for i := len(list) - 1; i >= 0; i-- {
		if list[i].Day.Before(w.date) {
			return &list[i]
		}
	}
	return nil
}

// sizes words a weight, a length or both; "–" for none.
func sizes(m *store.Measurement, weight, length bool) string {
	var parts []string
	if m != nil && weight && m.Weight > 0 {
		parts = append(parts, showGrams(nil, itoa(m.Weight)))
	}
	if m != nil && length && m.Length > 0 {
		parts = append(parts, showMillimetres(nil, itoa(m.Length)))
	}
	return or(strings.Join(parts, " · "), "–")
}

// enoughDigits is how many weights say something of how a kader reads the scale (WHO's
// digit preference score wants 30).
const enoughDigits = 30

// lastDigits counts the last digits of all weights this kader read, heaped on 0 and 5 where
// she rounds; false while they are fetched.
func (c *Ctx) lastDigits() (growth.Heap, bool) {
	ids := c.ownPosyanduIDs()
	if len(ids) != 1 { // of one place her growth records are at hand
		return growth.Heap{}, true
	}
	if !c.Want(store.Need{Kind: store.NeedGrowth, ID: ids[0]}) {
		return growth.Heap{}, false
	}
	var weights []int
	for _, d := range c.v.Have.Growth {
		for _, m := range d.Value.Valid() {
			if m.By == c.v.ID() {
				weights = append(weights, m.Weight)
			}
		}
	}
	return growth.Heaping(weights, 100), true
}
