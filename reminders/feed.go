package reminders

import (
	"context"
	"log/slog"
	"strconv"
	"time"

	"tumbuh/store"
)

// Announcements is what feeding broadcasts needs of the store.
type Announcements interface {
	OpenBroadcasts(ctx context.Context) ([]store.Doc[store.Announcement], error)
	BroadcastPage(ctx context.Context, ref store.Ref) (store.Doc[store.Page], error)
	Whom(ctx context.Context, a store.Audience, now time.Time, each func(store.View, store.Address, store.Why) error) error
	Heard(ctx context.Context, id string) ([]store.PersonID, error)
	Tally(ctx context.Context, id string) (map[string]int, error)
	ViewOf(ctx context.Context, id store.PersonID, now time.Time) (store.View, error)
	Homes(ctx context.Context, ids []store.PersonID, now time.Time) ([]store.View, error) // without sessions
	Depth(ctx context.Context, ch store.Channel) (map[store.Lane]int64, error)
	Commit(ctx context.Context, turns ...store.Turn) ([]store.Result, error)
}

// Feed takes broadcasts through their stages, slice by slice. It keeps about a page
// in a channel's queue and no more, so that a stop has little to take back and nothing
// waits for the night.
type Feed struct {
	Store  Announcements
	Slicer Slicer
	Now    func() time.Time
	Kick   func()
	Log    *slog.Logger
}

// maxSlices is how many slices of one broadcast are made in a row, so that another
// gets its turn.
const maxSlices = 20

// Run takes every open broadcast as far as it goes now; it returns how many turns that took.
func (f *Feed) Run(ctx context.Context) (int, error) {
	docs, err := f.Store.OpenBroadcasts(ctx)
	if err != nil {
		return 0, err
	}
	total := 0
	for _, doc := range docs {
		n, err := f.one(ctx, doc)
		total += n
		if err != nil {
			return total, err
		}
	}
	if total > 0 && f.Kick != nil {
		f.Kick()
	}
	return total, nil
}

// Next returns when a broadcast that is ready can begin or go on; the zero time when none waits for a time.
func (f *Feed) Next(ctx context.Context) (time.Time, error) {
	docs, err := f.Store.OpenBroadcasts(ctx)
	var next time.Time
	if err != nil || len(docs) == 0 {
		return next, err
	}
	v, err := f.Store.ViewOf(ctx, "operator", f.Now())
	if err != nil {
		return next, err
	}
	for _, d := range docs {
		if d.Value.Stage != store.Ready && (d.Value.Stage != store.Sending || fed(d.Value)) {
			continue
		}
		at := d.Value.At
		if at.Before(f.Now()) {
			at = f.Now()
		}
		open, feed, _ := store.BroadcastWindow(v.Settings, at)
		switch {
		case at.Before(open):
			at = open
		case !at.Before(feed):
			at, _, _ = store.BroadcastWindow(v.Settings, store.DateOf(at).Add(1).At(0, 0))
		}
		if next.IsZero() || at.Before(next) {
			next = at
		}
	}
	return next, nil
}

// one takes one broadcast as far as it goes now.
func (f *Feed) one(ctx context.Context, doc store.Doc[store.Announcement]) (int, error) {
	now := f.Now()
	v, err := f.Store.ViewOf(ctx, "operator", now)
	if err != nil {
		return 0, err
	}
	a, err := store.ParseAudience(doc.Value.Audience, v.City)
	if err != nil { // a place left the register since
		f.Log.Error("a broadcast's audience is not understood any more", "broadcast", doc.Ref.ID)
		return f.put(ctx, ended(doc, store.Refused, now), "broadcast-refused")
	}
	open, feed, shut := store.BroadcastWindow(v.Settings, now)
	s := Slice{Doc: doc, Audience: a, Now: now, NotAfter: shut}
	inside := !now.Before(open) && now.Before(feed)
	switch {
	case doc.Value.Stage == store.Stopping:
		return f.withdraw(ctx, s)
	case doc.Value.Stage == store.Ready && inside && !now.Before(doc.Value.At):
		return f.begin(ctx, s, v)
	case doc.Value.Stage == store.Sending && fed(doc.Value):
		return f.finish(ctx, doc, now)
	case doc.Value.Stage == store.Sending && inside:
		return f.send(ctx, s, v)
	}
	return 0, nil
}

func fed(b store.Announcement) bool {
	for _, p := range b.Parts {
		if p.Done < p.Pages {
			return false
		}
	}
	return true
}

// put writes the record with an audit line; stale means somebody else moved it: the
// next round looks again.
func (f *Feed) put(ctx context.Context, doc store.Doc[store.Announcement], act string) (int, error) {
	queued, meant := doc.Value.Queued()
	t := store.Turn{Now: f.Now(), Writes: []store.Write{doc.Put()}, Audit: []store.Audit{{At: f.Now(), Actor: doc.Value.By, Act: act, On: doc.Ref,
		Detail: "meant " + strconv.Itoa(meant) + ", queued " + strconv.Itoa(queued)}}}
	if !doc.Value.Open() {
		t.Index = []store.IndexOp{{Index: store.IndexBroadcasts(), Member: doc.Ref.ID, Drop: true}, {Index: store.IndexPastBroadcasts(), Member: doc.Ref.ID}}
	}
	r, err := f.Store.Commit(ctx, t)
	if err != nil || r[0] != store.OK {
		return 0, err
	}
	return 1, nil
}

func ended(doc store.Doc[store.Announcement], stage store.Stage, now time.Time) store.Doc[store.Announcement] {
	doc.Value.Stage, doc.Value.Ended = stage, now
	return doc
}

// send queues pages while a channel has room.
func (f *Feed) send(ctx context.Context, s Slice, v store.View) (int, error) {
	total := 0
	for i, part := range s.Doc.Value.Parts {
		for part.Done < part.Pages && total < maxSlices {
			depth, err := f.Store.Depth(ctx, part.Channel)
			if err != nil {
				return total, err
			}
			if depth[store.Broadcast] >= int64(store.BroadcastPace(v.Settings, part.Channel, v.Today()).Page) {
				break
			}
			s.Part = i
			ok, err := f.slice(ctx, &s, part.Done, f.Slicer.Queue)
			if err != nil || !ok {
				return total, err
			}
			total++
			part = s.Doc.Value.Parts[i]
		}
	}
	return total, nil
}

// slice commits the turn of one page. False: a version moved (she wrote meanwhile, or
// somebody stopped it); nothing is written and the next round decides anew.
func (f *Feed) slice(ctx context.Context, s *Slice, page int, decide func(Slice) store.Turn) (bool, error) {
	p, err := f.Store.BroadcastPage(ctx, store.PageRef(s.Doc.Ref.ID, s.Doc.Value.Parts[s.Part].Channel, page))
	if err != nil {
		return false, err
	}
	if s.People, err = f.Store.Homes(ctx, p.Value.People, s.Now); err != nil {
		return false, err
	}
	t := decide(*s)
	r, err := f.Store.Commit(ctx, t)
	if err != nil || r[0] != store.OK {
		return false, err
	}
	s.Doc.Value, s.Doc.Version = t.Writes[0].Value.(store.Announcement), s.Doc.Version+1
	return true, nil
}

// withdraw takes back what is queued, page by page, then ends the broadcast.
func (f *Feed) withdraw(ctx context.Context, s Slice) (int, error) {
	total := 0
	for i := range s.Doc.Value.Parts {
		s.Part = i
		for p := s.Doc.Value.Parts[i]; p.Undone < p.Done; p = s.Doc.Value.Parts[i] {
			// the newest pages first: those are the ones that wait
			ok, err := f.slice(ctx, &s, p.Done-1-p.Undone, f.Slicer.Withdraw)
			if err != nil || !ok {
				return total, err
			}
			total++
		}
	}
	n, err := f.put(ctx, ended(s.Doc, store.Stopped, s.Now), "broadcast-stopped")
	return total + n, err
}

// finish ends a broadcast when every message has its outcome; one that is still queued
// the next day had none.
func (f *Feed) finish(ctx context.Context, doc store.Doc[store.Announcement], now time.Time) (int, error) {
	tally, err := f.Store.Tally(ctx, doc.Ref.ID)
	if err != nil {
		return 0, err
	}
	queued, _ := doc.Value.Queued()
	if Settled(tally) < queued && store.DateOf(now) == store.DateOf(doc.Value.Ended) {
		return 0, nil
	}
	if Settled(tally) < queued && doc.Value.Ended.IsZero() { // note the day on which the last page was queued
		doc.Value.Ended = now
		return f.put(ctx, doc, "broadcast-queued")
	}
	return f.put(ctx, ended(doc, store.Finished, now), "broadcast-finished")
}

// Settled is how many messages of a tally have left the queue, whatever became of them.
func Settled(tally map[string]int) int {
	return tally["sent"] + tally["uncertain"] + tally["expired"] + tally["dead"] + tally["blocked"] + tally["silenced"] + tally["withdrawn"]
}
