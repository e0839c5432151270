package reminders

import (
	"time"

	"tumbuh/store"
)

// Retain is the turn that removes what of a family is kept no longer: children past the
// age, pregnancies that ended long ago, with their measurements and checks. False:
// everything is kept still. How long is a setting (simpan-anak, simpan-kehamilan).
func Retain(v store.View, growth func(store.Ref) int64) (store.Turn, bool) {
	d, today := v.Family, v.Today()
	if d.Version == 0 || d.Value.Mother != v.ID() {
		return store.Turn{}, false
	}
	py, _ := v.City.FindPosyandu(d.Value.Posyandu)
	t := store.Turn{Now: v.Now, Person: v.ID(), Reads: []store.Read{v.Person.Read()}}
	next := d.Value
	next.Children, next.Pregnancies = nil, nil
	drop := func(ref store.Ref) {
		if seen := growth(ref); seen > 0 {
			t.Writes = append(t.Writes, store.Write{Ref: ref, Seen: seen})
		}
	}
	months := atoi(v.Settings.Get("simpan-anak", py.Puskesmas, today))
	days := atoi(v.Settings.Get("simpan-kehamilan", py.Puskesmas, today))
	gone := 0
	for _, c := range d.Value.Children {
		if c.AgeMonths(today) >= months+1 {
			gone++
			drop(store.GrowthRef(v.ID(), c.ID))
			continue
		}
		next.Children = append(next.Children, c)
	}
	for _, p := range d.Value.Pregnancies {
		ended := p.Ended
		if ended.IsZero() { // joined into another record: no day was written down
			ended = p.HPL()
		}
		if !p.Active() && today.Sub(ended) > days {
			gone++
			drop(store.ChecksRef(v.ID(), p.ID))
			continue
		}
		next.Pregnancies = append(next.Pregnancies, p)
	}
	if gone == 0 {
		return store.Turn{}, false
	}
	d.Value = next
	v.Family.Value = next
	t.Writes = append(t.Writes, d.Put())
	t.Wake = []store.Wake{{Ref: v.Person.Ref, At: NextWake(v)}}
	t.Audit = []store.Audit{{At: v.Now, Act: "retention", On: d.Ref}}
	return t, true
}

// Outlived tells whether nothing is left that a person is known for: no pregnancy and no
// child in her own record, ended ones included, none she or he cares for (cared is the
// family of Person.Caring), and no word for as long as a stranger is remembered. Of staff
// only the empty family is looked at.
func Outlived(v store.View, cared store.Doc[store.Family]) bool {
	p, f := v.Person.Value, v.Family.Value
	switch {
	case v.Person.Version == 0 || len(f.Children)+len(f.Pregnancies) > 0:
		return false
	case p.Staff():
		return v.Family.Version > 0
	case p.Caring != "" && cared.Value.Caregiver(v.ID()) != nil:
		return false
	}
	last := p.LastSeen
	for _, t := range []time.Time{p.FirstSeen, p.Consent.At} {
		if t.After(last) {
			last = t
		}
	}
	days := v.Settings.Int("simpan-orang-asing", v.Today())
	return v.Now.Sub(last) > time.Duration(days)*24*time.Hour
}

// RetainBroadcast is the turn that removes a broadcast kept long enough after its end,
// with its pages and attachment. False: it is kept still.
func RetainBroadcast(d store.Doc[store.Announcement], pages func(store.Ref) int64, s *store.Settings, now time.Time) (store.Turn, bool) {
	b := d.Value
	days := s.Int("simpan-siaran", store.DateOf(now))
	if b.Stage == store.Draft { // an attachment whose broadcast was never made
		days = 2
	}
	if b.Open() || b.Ended.IsZero() || now.Sub(b.Ended) < time.Duration(days)*24*time.Hour {
		return store.Turn{}, false
	}
	t := store.Turn{Now: now, Writes: []store.Write{d.Delete()}, Index: []store.IndexOp{{Index: store.IndexPastBroadcasts(), Member: d.Ref.ID, Drop: true}},
		Audit: []store.Audit{{At: now, Act: "retention", On: d.Ref}}}
	drop := func(ref store.Ref) {
		if seen := pages(ref); seen > 0 {
			t.Writes = append(t.Writes, store.Write{Ref: ref, Seen: seen})
		}
	}
	for _, p := range b.Parts {
		for n := range p.Pages {
			drop(store.PageRef(d.Ref.ID, p.Channel, n))
		}
	}
	if b.File != nil {
		for n := range b.File.Chunks {
			drop(store.ChunkRef(d.Ref.ID, n))
		}
	}
	return t, true
}
