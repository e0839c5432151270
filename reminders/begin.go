package reminders

import (
	"context"
	"slices"

	"tumbuh/store"
)

// recallPage is how many people of a recall are looked at together.
const recallPage = 100

// begin fixes whom a broadcast goes to: pages of people by channel, then the record
// that makes them hold. A kill in between begins anew: pages without the record mean nothing.
func (f *Feed) begin(ctx context.Context, s Slice, v store.View) (int, error) {
	by, left, err := f.meant(ctx, s)
	if err != nil {
		return 0, err
	}
	doc := copied(s.Doc)
	doc.Value.Stage, doc.Value.Began, doc.Value.Parts, doc.Value.Left = store.Sending, s.Now, nil, left
	for _, ch := range []store.Channel{store.Telegram, store.WhatsApp, store.WebPhone} {
		people := by[ch]
		if len(people) == 0 {
			continue
		}
		slices.Sort(people)
		part := store.Part{Channel: ch, Meant: len(people)}
		for page := range slices.Chunk(people, store.BroadcastPace(v.Settings, ch, v.Today()).Page) {
			if err := f.page(ctx, store.PageRef(doc.Ref.ID, ch, part.Pages), page); err != nil {
				return 0, err
			}
			part.Pages++
		}
		doc.Value.Parts = append(doc.Value.Parts, part)
	}
	return f.put(ctx, doc, "broadcast-began")
}

func (f *Feed) page(ctx context.Context, ref store.Ref, people []store.PersonID) error {
	p, err := f.Store.BroadcastPage(ctx, ref)
	if err != nil {
		return err
	}
	p.Value = store.Page{V: 1, People: people}
	_, err = f.Store.Commit(ctx, store.Turn{Now: f.Now(), Writes: []store.Write{p.Put()}})
	return err // stale: another process begins it too; the record decides whose pages hold, and both are the same people
}

// meant lists who gets the broadcast by channel, and counts who does not by reason. A
// recall goes to those who got the one it recalls.
func (f *Feed) meant(ctx context.Context, s Slice) (map[store.Channel][]store.PersonID, map[string]int, error) {
	by, left := map[store.Channel][]store.PersonID{}, map[string]int{}
	note := func(v store.View, via store.Address, why store.Why) error {
		if why == store.Reached {
			by[via.Channel] = append(by[via.Channel], v.ID())
		} else {
			left[string(why)]++
		}
		return nil
	}
	if s.Doc.Value.Recalls == "" {
		return by, left, f.Store.Whom(ctx, s.Audience, s.Now, note)
	}
	ids, err := f.Store.Heard(ctx, s.Doc.Value.Recalls)
	if err != nil {
		return nil, nil, err
	}
	for page := range slices.Chunk(ids, recallPage) {
		views, err := f.Store.Homes(ctx, page, s.Now)
		if err != nil {
			return nil, nil, err
		}
		for _, v := range views {
			via, why := s.Audience.Whom(v)
			_ = note(v, via, why) // never fails
		}
	}
	return by, left, nil
}
