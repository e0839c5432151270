package reminders

import (
	"strconv"

	"tumbuh/store"
)

func itoa(n int) string { return strconv.Itoa(n) }

// ends closes a pregnancy of which nothing was heard until HPL+14: its messages end
// and the kader gets a task. It needs to know who the kader is.
func (p Planner) ends(v store.View, list []Due, next *store.Family, t *store.Turn) *store.Need {
	for _, d := range list {
		if !d.Rule.Ends {
			continue
		}
		need := store.Need{Kind: store.NeedStaff, ID: next.Posyandu}
		if !v.Have.Has(need) {
			return &need
		}
		for i := range next.Pregnancies {
			if g := &next.Pregnancies[i]; g.ID == d.About {
				g.Ended, g.End = v.Today(), store.EndSilent
			}
		}
		next.MarkSent(d.Rule.ID, d.About, d.Day)
		t.Audit = append(t.Audit, store.Audit{At: v.Now, Act: "pregnancy-silent", On: v.Family.Ref})
		p.taskFor(v, t, "lahir-tanpa-kabar", d.About)
	}
	return nil
}

// taskFor leaves a task to the first kader of the posyandu, else the bidan.
func (p Planner) taskFor(v store.View, t *store.Turn, kind, subject string) {
	for _, role := range []store.Role{store.Kader, store.Bidan} {
		for _, m := range v.Have.Staff {
			if !m.Person.Value.Has(role) {
				continue
			}
			id := v.Person.Ref.ID + "-" + kind + "-" + v.Today().String()
			ref := store.Ref{Kind: store.KindTask, ID: id}
			t.Writes = append(t.Writes, store.Write{Ref: ref, Value: store.Task{V: 1, Kind: kind, For: m.ID(), About: v.ID(), Subject: subject,
				Name: v.Family.Value.MotherName, Posyandu: v.Family.Value.Posyandu, Made: v.Now, Due: v.Today()}})
			t.Index = append(t.Index, store.IndexOp{Index: store.IndexTasks(m.ID()), Member: id})
			t.Wake = append(t.Wake, store.Wake{Ref: ref, At: v.Now})
			return
		}
	}
}
