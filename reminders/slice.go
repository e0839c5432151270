package reminders

import (
	"strings"
	"time"

	"tumbuh/dialogs/naskah"
	"tumbuh/store"
)

// Slicer decides about broadcasts, a page of people at a time. It is pure: the same
// record and views give the same turn.
type Slicer struct{ Texts *naskah.Texts }

// Slice is one page of a part with what is known of its people.
type Slice struct {
	Doc      store.Doc[store.Announcement]
	Part     int
	People   []store.View
	Audience store.Audience
	Now      time.Time
	NotAfter time.Time
}

// Queue is the turn that queues a page: every message and how far the broadcast has
// come, all or nothing. Who may not be written to any more since the pages were made
// (a STOP, a loss) gets nothing. A kill repeats nothing: the record's version has moved.
func (s Slicer) Queue(p Slice) store.Turn {
	doc := copied(p.Doc)
	t := store.Turn{Now: p.Now}
	part := &doc.Value.Parts[p.Part]
	for _, v := range p.People {
		via, why := p.Audience.Whom(v)
		if why == store.Reached && via.Channel != part.Channel {
			why = store.Unreachable // her address changed since: it would overtake that channel's pace
		}
		if why != store.Reached {
			doc.Value.Left[string(why)]++
			continue
		}
		t.Reads = append(t.Reads, v.Person.Read(), v.Family.Read())
		t.Say = append(t.Say, s.message(doc, v, via, p))
		part.Queued++
	}
	part.Done++
	t.Writes = append(t.Writes, doc.Put())
	return t
}

// Withdraw is the turn that takes back what is queued of a page and not being sent now.
func (s Slicer) Withdraw(p Slice) store.Turn {
	doc := copied(p.Doc)
	t := store.Turn{Now: p.Now}
	for _, v := range p.People {
		t.Withdraw = append(t.Withdraw, store.Withdraw{Person: v.ID(), Lanes: []store.Lane{store.Broadcast}, Broadcast: doc.Ref.ID})
	}
	doc.Value.Parts[p.Part].Undone++
	t.Writes = append(t.Writes, doc.Put())
	return t
}

func copied(d store.Doc[store.Announcement]) store.Doc[store.Announcement] {
	d.Value.Parts = append([]store.Part(nil), d.Value.Parts...)
	left := map[string]int{}
	for k, n := range d.Value.Left {
		left[k] = n
	}
	d.Value.Left = left
	return d
}

func (s Slicer) message(d store.Doc[store.Announcement], v store.View, via store.Address, p Slice) store.Message {
	m := store.Message{ID: store.BroadcastMessageID(d.Ref.ID, v.ID()), To: v.ID(), Via: via, Lane: store.Broadcast,
		Text: s.Fill(d.Value.Text, v), NotAfter: p.NotAfter, Rule: "siaran", Made: p.Now}
	if f := d.Value.File; f != nil && !v.Person.Value.Discreet {
		m.Report = &store.Report{Name: "siaran", Args: map[string]string{"id": d.Ref.ID}}
	}
	return m
}

// Fill puts what is known of a person into the text of a broadcast. Who asked for
// discretion reads only that there is news.
func (s Slicer) Fill(text string, v store.View) string {
	if v.Person.Value.Discreet {
		return s.Texts.Say("siaran.diam").Text
	}
	f := v.Family.Value
	py, _ := v.City.FindPosyandu(f.Posyandu)
	kel, _ := v.City.FindKelurahan(f.Kelurahan)
	say := func(known, key string) string {
		if known != "" {
			return known
		}
		return s.Texts.Say(key).Text
	}
	name := v.Person.Value.Name
	if name == "" && f.Mother == v.ID() {
		name = f.MotherName
	}
	return strings.NewReplacer("{nama}", say(name, "siaran.tanpa-nama"), "{anak}", (Planner{Texts: s.Texts}).children(&v, []Due{{s: &subject{}}}, 0),
		"{posyandu}", say(py.Name, "siaran.tanpa-posyandu"), "{kelurahan}", say(kel.Name, "siaran.tanpa-kelurahan")).Replace(text)
}
