package bot

import (
	"context"
	"slices"

	"tumbuh/store"
)

// view reads the view of whoever wrote, under whichever of her names she is known. A
// network may know one person by several; names seen for the first time are left in
// View.New, and a second person behind one of them in View.Twin.
func (g *Gateway) view(ctx context.Context, in store.Incoming) (store.View, error) {
	now := g.Now()
	v, err := g.Store.View(ctx, in.From, now)
	for _, a := range in.Aliases {
		if err != nil {
			return v, err
		}
		if v.Bound != "" && knows(v.Person.Value, a) {
			continue
		}
		var w store.View
		w, err = g.Store.View(ctx, a, now)
		v = joined(v, w, in.From, a)
	}
	v.From = in.From
	return v, err
}

func knows(p store.Person, a store.Address) bool {
	return slices.ContainsFunc(p.Addresses, func(r store.Reach) bool { return r.Address == a })
}

// joined puts what one more name of a person points to into her view.
func joined(v, w store.View, from, alias store.Address) store.View {
	switch {
	case w.Bound == "":
		v.New = append(v.New, alias)
	case v.Bound == "":
		w.New = append(v.New, from)
		return w
	case w.Bound != v.Bound:
		if before(w, v) {
			v, w = w, v
		}
		v.Twin = &w
	}
	return v
}

// before tells which of two records of one person is kept: the one with a family, else
// the older.
func before(w, v store.View) bool {
	if one, other := w.Family.Version > 0, v.Family.Version > 0; one != other {
		return one
	}
	return w.Person.Value.FirstSeen.Before(v.Person.Value.FirstSeen)
}
