package reminders

import (
	"time"

	"tumbuh/store"
)

// Restored is the turn for one family after a backup was restored: what was due before
// now was said by the program that was lost, or is past its use; nothing of it is said
// again. False: there is nothing to change.
func Restored(v store.View, now time.Time) (store.Turn, bool) {
	if v.Person.Version == 0 {
		return store.Turn{}, false
	}
	t := store.Turn{Now: now, Person: v.ID(), Reads: []store.Read{v.Person.Read()}}
	if d := v.Family; d.Version > 0 && d.Value.Mother == v.ID() {
		d.Value.Planned = now
		d.Value.Open = append([]store.Open(nil), d.Value.Open...)
		for i := range d.Value.Open {
			d.Value.Open[i].Again = time.Time{}
		}
		v.Family.Value = d.Value
		t.Writes = []store.Write{d.Put()}
	} else {
		t.Reads = append(t.Reads, v.Family.Read())
	}
	v.Now = now
	t.Wake = []store.Wake{{Ref: v.Person.Ref, At: NextWake(v)}}
	return t, true
}

// RestoredBroadcast ends a broadcast that was under way, or whose time has passed, when
// the backup is restored: it may have gone out since. False: it may stay as it is.
func RestoredBroadcast(d store.Doc[store.Announcement], now time.Time) (store.Turn, bool) {
	b := d.Value
	if !b.Open() || (b.Stage == store.Ready || b.Stage == store.Waiting) && b.At.After(now) {
		return store.Turn{}, false
	}
	return store.Turn{Now: now, Writes: []store.Write{ended(d, store.Stopped, now).Put()},
		Index: []store.IndexOp{{Index: store.IndexBroadcasts(), Member: d.Ref.ID, Drop: true}, {Index: store.IndexPastBroadcasts(), Member: d.Ref.ID}},
		Audit: []store.Audit{{At: now, Act: "broadcast-expired", On: d.Ref, Detail: "restored"}}}, true
}
