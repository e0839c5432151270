package rdb

import (
	"context"
	"fmt"
	"sort"

	"tumbuh/store"
)

// Fetch adds what a need asks for to the view. A record that is not there comes as
// Version 0, an index without members as an empty list: the decision says what it
// makes of that.
func (d *DB) Fetch(ctx context.Context, v store.View, n store.Need) (store.View, error) {
	var err error
	switch n.Kind {
	case store.NeedStaff:
		v.Have.Staff, err = d.staff(ctx, v, n.ID)
	case store.NeedRoster:
		v.Have.Roster, err = d.members(ctx, v, store.IndexFamilies(n.ID))
	case store.NeedInvite:
		v.Have.Invite, err = ptr(get[store.Invite](ctx, d, store.Ref{Kind: store.KindInvite, ID: n.ID}))
	case store.NeedPerson:
		v.Have.Other, err = d.member(ctx, v, n.Person)
		if v.Have.Other != nil {
			v.Have.People = append(v.Have.People, *v.Have.Other)
		}
	case store.NeedAlert:
		v.Have.Alert, err = ptr(get[store.Alert](ctx, d, store.Ref{Kind: store.KindAlert, ID: n.ID}))
	case store.NeedAlerts:
		v.Have.Alerts, err = list[store.Alert](ctx, d, store.KindAlert, store.IndexAlerts())
	case store.NeedTask:
		v.Have.Task, err = ptr(get[store.Task](ctx, d, store.Ref{Kind: store.KindTask, ID: n.ID}))
	case store.NeedTasks:
		v.Have.Tasks, err = list[store.Task](ctx, d, store.KindTask, store.IndexTasks(n.Person))
	case store.NeedAbout:
		v.Have.AboutTasks, v.Have.AboutAlerts, err = d.about(ctx, n.Person)
	default:
		err = fmt.Errorf("fetching %s: not a known need", n.Kind)
	}
	v.Have.Got = append(v.Have.Got, n)
	return v, err
}

func ptr[T any](doc store.Doc[T], err error) (*store.Doc[T], error) { return &doc, err }

// members returns the people of an index with their families, in a stable order.
func (d *DB) members(ctx context.Context, v store.View, i store.Index) ([]store.Member, error) {
	ids, err := d.client.SMembers(ctx, d.keys.index(i)).Result()
	if err != nil {
		return nil, d.down("reading an index", err)
	}
	sort.Strings(ids)
	people := make([]store.PersonID, len(ids))
	for i, id := range ids {
		people[i] = store.PersonID(id)
	}
	return d.people(ctx, v, people)
}

func (d *DB) people(ctx context.Context, v store.View, ids []store.PersonID) ([]store.Member, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	views, err := d.Views(ctx, ids, v.Now)
	if err != nil {
		return nil, err
	}
	out := make([]store.Member, 0, len(views))
	for _, w := range views {
		if w.Person.Version > 0 || w.Family.Version > 0 {
			out = append(out, store.Member{Person: w.Person, Family: w.Family})
		}
	}
	return out, nil
}

func (d *DB) member(ctx context.Context, v store.View, id store.PersonID) (*store.Member, error) {
	list, err := d.people(ctx, v, []store.PersonID{id})
	if err != nil || len(list) == 0 {
		return nil, err
	}
	return &list[0], nil
}

// staff are those who watch a posyandu: its kader, bidan and TPG of its puskesmas,
// and the city's admins, who are the last to be asked.
func (d *DB) staff(ctx context.Context, v store.View, posyandu string) ([]store.Member, error) {
	indexes := []store.Index{store.IndexRole(store.Admin)}
	if p, ok := v.City.FindPosyandu(posyandu); ok {
		indexes = append([]store.Index{store.IndexKader(p.ID), store.IndexPuskesmas(store.Bidan, p.Puskesmas),
			store.IndexPuskesmas(store.TPG, p.Puskesmas)}, indexes...)
	}
	var out []store.Member
	seen := map[store.PersonID]bool{}
	for _, i := range indexes {
		list, err := d.members(ctx, v, i)
		if err != nil {
			return nil, err
		}
		for _, m := range list {
			if !seen[m.ID()] {
				seen[m.ID()] = true
				out = append(out, m)
			}
		}
	}
	return out, nil
}

// list reads all records of an index, oldest id first.
func list[T any](ctx context.Context, d *DB, kind store.Kind, i store.Index) ([]store.Doc[T], error) {
	ids, err := d.client.SMembers(ctx, d.keys.index(i)).Result()
	if err != nil {
		return nil, d.down("reading an index", err)
	}
	sort.Strings(ids)
	var out []store.Doc[T]
	for _, id := range ids {
		doc, err := get[T](ctx, d, store.Ref{Kind: kind, ID: id})
		if err != nil {
			return nil, err
		}
		if doc.Version > 0 {
			out = append(out, doc)
		}
	}
	return out, nil
}

// List reads all records of an index; operator commands use it.
func List[T any](ctx context.Context, d *DB, kind store.Kind, i store.Index) ([]store.Doc[T], error) {
	return list[T](ctx, d, kind, i)
}

// about reads the tasks and alerts that speak of a person.
func (d *DB) about(ctx context.Context, id store.PersonID) (tasks []store.Doc[store.Task], alerts []store.Doc[store.Alert], err error) {
	refs, err := d.client.SMembers(ctx, d.keys.index(store.IndexAbout(id))).Result()
	if err != nil {
		return nil, nil, d.down("reading an index", err)
	}
	sort.Strings(refs)
	for _, s := range refs {
		ref, ok := store.ParseRef(s)
		if ok && ref.Kind == store.KindTask {
			doc, err := get[store.Task](ctx, d, ref)
			if err != nil {
				return nil, nil, err
			}
			tasks = append(tasks, doc)
		}
		if ok && ref.Kind == store.KindAlert {
			doc, err := get[store.Alert](ctx, d, ref)
			if err != nil {
				return nil, nil, err
			}
			alerts = append(alerts, doc)
		}
	}
	return tasks, alerts, nil
}
