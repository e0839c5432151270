package dialogs

import (
	"slices"
	"time"

	"tumbuh/store"
)

// LeavingNeeds are what [Engine.LeaveKader] must know.
func LeavingNeeds(who store.PersonID, posyandu string) []store.Need {
	return []store.Need{{Kind: store.NeedStaff, ID: posyandu}, {Kind: store.NeedRoster, ID: posyandu}, {Kind: store.NeedTasks, Person: who},
		{Kind: store.NeedAlerts}, {Kind: store.NeedQuestions}}
}

// Handed is what went from one kader to others.
type Handed struct {
	Name                    string
	Families, Tasks, Alerts int
}

// leave is a kader's leaving in the making.
type leave struct {
	e        *Engine
	v        store.View
	who, to  store.PersonID
	posyandu string
	rest     []store.Member // the staff without her
	t        store.Turn
	got      map[store.PersonID]*Handed
}

// LeaveKader takes a kader's work at one posyandu from her, all in one turn, and gives each
// family, task, alert and question to one other: to the one named, else to whose it is
// once she is gone. False where she does not work there, or nobody would be left. v is
// the view of who does it, with what [LeavingNeeds] brings.
func (e *Engine) LeaveKader(v store.View, who, to store.PersonID, posyandu string) (store.Turn, Handed, bool) {
	l := &leave{e: e, v: v, who: who, to: to, posyandu: posyandu, got: map[store.PersonID]*Handed{}}
	var her *store.Member
	for _, m := range v.Have.Staff {
		if m.ID() == who {
			her = &m
		}
	}
	if her == nil || !her.Person.Value.Serves(posyandu) {
		return store.Turn{}, Handed{}, false
	}
	for _, m := range v.Have.Staff {
		if m.ID() != who {
			l.rest = append(l.rest, m)
		}
	}
	if l.heir(store.Doc[store.Family]{Value: store.Family{Posyandu: posyandu}}) == "" {
		return store.Turn{}, Handed{}, false
	}
	total := Handed{Name: her.Person.Value.Name}
	l.t = store.Turn{Person: v.ID(), Now: v.Now}
	l.grant(her.Person)
	total.Families = l.families()
	total.Tasks = l.tasks()
	total.Alerts = l.open()
	l.t.Audit = []store.Audit{{At: v.Now, Actor: v.ID(), Act: "hand-over", On: her.Person.Ref, Detail: posyandu}}
	l.tell(*her)
	return l.t, total, true
}

// heir is who gets a family once she is gone.
func (l *leave) heir(f store.Doc[store.Family]) store.PersonID {
	if l.to != "" && slices.ContainsFunc(l.rest, func(m store.Member) bool { return m.ID() == l.to && m.Person.Value.Serves(l.posyandu) }) {
		return l.to
	}
	if f.Value.Kader == l.who {
		f.Value.Kader = ""
	}
	return store.Responsible(f, l.rest)
}

// count notes what one was given.
func (l *leave) count(to store.PersonID) *Handed {
	if l.got[to] == nil {
		l.got[to] = &Handed{}
	}
	return l.got[to]
}

// grant takes the role away from her, here.
func (l *leave) grant(d store.Doc[store.Person]) {
	role := false
	d.Value.Grants = slices.DeleteFunc(slices.Clone(d.Value.Grants), func(g store.Grant) bool { return g.Role == store.Kader && g.Posyandu == l.posyandu })
	for _, g := range d.Value.Grants {
		role = role || g.Role == store.Kader
	}
	drop := func(i store.Index) {
		l.t.Index = append(l.t.Index, store.IndexOp{Index: i, Member: d.Ref.ID, Drop: true})
	}
	drop(store.IndexKader(l.posyandu))
	if !role {
		drop(store.IndexRole(store.Kader))
	}
	l.t.Writes = append(l.t.Writes, d.Put())
}

func (l *leave) families() int {
	n := 0
	for _, m := range l.v.Have.Roster {
		if store.Responsible(m.Family, l.v.Have.Staff) != l.who {
			continue
		}
		heir := l.heir(m.Family)
		n++
		l.count(heir).Families++
		d := m.Family
		d.Value.Kader = heir
		l.t.Writes = append(l.t.Writes, d.Put())
	}
	return n
}

// tasks hands over what she had open here; they are told in the morning.
func (l *leave) tasks() int {
	n := 0
	for _, d := range l.v.Have.Tasks {
		if d.Value.For != l.who || !d.Value.Done.IsZero() || d.Value.Posyandu != "" && d.Value.Posyandu != l.posyandu {
			continue
		}
		f := store.Doc[store.Family]{Ref: store.Ref{Kind: store.KindFamily, ID: string(d.Value.About)}, Value: store.Family{Posyandu: l.posyandu}}
		for _, m := range l.v.Have.Roster {
			if m.Family.Ref == f.Ref {
				f = m.Family
			}
		}
		d.Value.For = l.heir(f)
		n++
		l.count(d.Value.For).Tasks++
		l.t.Writes = append(l.t.Writes, d.Put())
		l.t.Index = append(l.t.Index, store.IndexOp{Index: store.IndexTasks(l.who), Member: d.Ref.ID, Drop: true},
			store.IndexOp{Index: store.IndexTasks(d.Value.For), Member: d.Ref.ID})
		at := d.Value.Due.At(8, 0)
		if !at.After(l.v.Now) {
			at = nextMorning(l.v.Now)
		}
		l.t.Wake = append(l.t.Wake, store.Wake{Ref: d.Ref, At: at})
	}
	return n
}

// open lets alerts and questions that wait for her go to the next in line at once, and
// what she took care of be taken by another.
func (l *leave) open() int {
	n := 0
	for _, d := range l.v.Have.Alerts {
		if d.Value.Taken == l.who && d.Value.Closed.IsZero() && d.Value.Posyandu == l.posyandu {
			d.Value.Taken, d.Value.TakenAt = "", time.Time{}
		}
		if t, ok := ContactGone(d, l.who, l.v.Now); ok && d.Value.Posyandu == l.posyandu {
			l.t.Writes, l.t.Wake = append(l.t.Writes, t.Writes...), append(l.t.Wake, t.Wake...)
			n++
		}
	}
	for _, d := range l.v.Have.Questions {
		if t, ok := AskedGone(d, l.who, l.v.Now); ok && d.Value.Posyandu == l.posyandu {
			l.t.Writes, l.t.Wake = append(l.t.Writes, t.Writes...), append(l.t.Wake, t.Wake...)
			n++
		}
	}
	return n
}

// tell says to each what she has now, and thanks the one who leaves.
func (l *leave) tell(her store.Member) {
	p, _ := l.v.City.FindPosyandu(l.posyandu)
	c := newCtx(l.e, l.v, store.Incoming{})
	for _, m := range l.rest {
		if h := l.got[m.ID()]; h != nil {
			c.SayTo(m.Person, store.Reply, "", "serah.kabar-penerima", "kader", her.Person.Value.Name, "posyandu", p.Name, "keluarga", itoa(h.Families), "tugas", itoa(h.Tasks))
		}
	}
	c.SayTo(her.Person, store.Reply, "", "serah.kabar-kader", "nama", her.Person.Value.Name, "posyandu", p.Name)
	l.t.Say = c.others
}
