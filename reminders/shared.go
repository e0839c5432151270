package reminders

import (
	"context"
	"slices"

	"tumbuh/store"
)

// shared is what the decisions of one page need alike: the families of a posyandu ask for
// the same day and the same staff, which are read once for all of them.
type shared map[store.Need]store.Have

// fetch brings what a decision needs.
func (s *Sweep) fetch(ctx context.Context, v store.View, n store.Need, kept shared) (store.View, error) {
	if n.Kind != store.NeedDay && n.Kind != store.NeedStaff {
		return s.Store.Fetch(ctx, v, n)
	}
	if have, ok := kept[n]; ok {
		if n.Kind == store.NeedDay {
			v.Have.Day = have.Day
		} else {
			v.Have.Staff = have.Staff
		}
		v.Have.Got = append(slices.Clip(v.Have.Got), n)
		return v, nil
	}
	full, err := s.Store.Fetch(ctx, v, n)
	if err == nil {
		kept[n] = full.Have
	}
	return full, err
}
