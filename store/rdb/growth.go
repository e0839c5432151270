package rdb

import (
	"context"
	"slices"

	"tumbuh/store"
)

// growth reads the measurements of the children and the checks of the pregnancies of
// families in one round trip; what was never written comes as Version 0.
func (d *DB) growth(ctx context.Context, families []store.Doc[store.Family]) ([]store.Doc[store.Growth], []store.Doc[store.Checks], error) {
	var refs []store.Ref
	for _, f := range families {
		id := store.PersonID(f.Ref.ID)
		for _, c := range f.Value.Children {
			refs = append(refs, store.GrowthRef(id, c.ID))
		}
		for _, p := range f.Value.Pregnancies {
			refs = append(refs, store.ChecksRef(id, p.ID))
		}
	}
	keys := make([]string, len(refs))
	for i, r := range refs {
		keys[i] = d.recKey(r)
	}
	raw, err := d.getRaw(ctx, keys)
	if err != nil {
		return nil, nil, err
	}
	growth, checks := make([]store.Doc[store.Growth], len(refs)), make([]store.Doc[store.Checks], len(refs))
	err = beside(len(refs), func(i int) error {
		if refs[i].Kind == store.KindGrowth {
			return decodeInto(d, refs[i], raw[i], &growth[i])
		}
		return decodeInto(d, refs[i], raw[i], &checks[i])
	})
	if err != nil {
		return nil, nil, err
	}
	growth = slices.DeleteFunc(growth, func(g store.Doc[store.Growth]) bool { return g.Ref.Kind == "" })
	checks = slices.DeleteFunc(checks, func(c store.Doc[store.Checks]) bool { return c.Ref.Kind == "" })
	return growth, checks, nil
}

// needGrowth answers [store.NeedGrowth]: of one family, or of all families of a posyandu.
func (d *DB) needGrowth(ctx context.Context, v store.View, n store.Need) (store.View, error) {
	var families []store.Doc[store.Family]
	if n.Person == v.ID() {
		families = append(families, v.Family)
	} else if n.Person != "" {
		m, err := d.member(ctx, v, n.Person)
		if err != nil {
			return v, err
		}
		if m != nil {
			families = append(families, m.Family)
		}
	} else {
		list, err := d.members(ctx, v, store.IndexFamilies(n.ID))
		if err != nil {
			return v, err
		}
		for _, m := range list {
			families = append(families, m.Family)
		}
	}
	growth, checks, err := d.growth(ctx, families)
	v.Have.Growth, v.Have.Checks = append(v.Have.Growth, growth...), append(v.Have.Checks, checks...)
	return v, err
}
