package reminders

import (
	"crypto/sha256"
	"encoding/hex"

	"tumbuh/store"
)

// task leaves something to do to the family's kader, else to a kader of its
// posyandu, else to the bidan. Its id follows from the event: a repeat changes
// nothing. It is shown on the next morning at eight.
func task(d *Decision, v *store.View, t store.Task) string {
	f, today := &v.Family.Value, store.DateOf(v.Now)
	if t.For = store.Responsible(v.Family, v.Have.Staff); t.For == "" {
		return ""
	}
	t.V, t.About, t.Posyandu, t.Made, t.Due = 1, v.ID(), f.Posyandu, v.Now, today
	t.Name = motherName(v)
	at := today.At(8, 0)
	if !at.After(v.Now) {
		t.Due = today.Add(1)
		at = t.Due.At(8, 0)
	}
	sum := sha256.Sum256([]byte(t.Kind + "|" + t.Subject + "|" + today.String() + "|" + t.Note))
	ref := store.Ref{Kind: store.KindTask, ID: string(v.ID()) + "-" + hex.EncodeToString(sum[:4])} // a button carries it
	d.Turn.Writes = append(d.Turn.Writes, store.Write{Ref: ref, Value: t})
	d.Turn.Index = append(d.Turn.Index, store.IndexOp{Index: store.IndexTasks(t.For), Member: ref.ID},
		store.IndexOp{Index: store.IndexAbout(t.About), Member: ref.String()})
	d.Turn.Wake = append(d.Turn.Wake, store.Wake{Ref: ref, At: at})
	return ref.ID
}
