package rdb

import (
	"context"
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/redis/go-redis/v9"

	"tumbuh/store"
)

// Fetch adds what a need asks for to the view. A record that is not there comes as
// Version 0, an index without members as an empty list: the decision says what it
// makes of that.
func (d *DB) Fetch(ctx context.Context, v store.View, n store.Need) (store.View, error) {
	var err error
	switch n.Kind {
	case store.NeedStaff:
		v.Have.Staff, v.Have.Duty, err = d.watchers(ctx, v, n.ID)
	case store.NeedRoster:
		var of []store.Index
		for id := range strings.SplitSeq(n.ID, ",") {
			of = append(of, store.IndexFamilies(id))
		}
		v.Have.Roster, err = d.members(ctx, v, of...)
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
	case store.NeedQuestion, store.NeedQuestions:
		err = d.needQuestions(ctx, n, &v.Have)
	case store.NeedTask:
		v.Have.Task, err = ptr(get[store.Task](ctx, d, store.Ref{Kind: store.KindTask, ID: n.ID}))
	case store.NeedTasks:
		v.Have.Tasks, err = list[store.Task](ctx, d, store.KindTask, store.IndexTasks(n.Person))
	case store.NeedAudience:
		v.Have.Heads, err = d.audience(ctx, v, n.ID)
	case store.NeedSettings:
		v.Have.Settings, err = ptr(get[store.Settings](ctx, d, store.Ref{Kind: store.KindSettings, ID: "all"}))
	case store.NeedBroadcast:
		v.Have.Broadcast, v.Have.Tally, err = d.broadcast(ctx, n.ID)
	case store.NeedBroadcasts:
		v.Have.Broadcasts, err = d.broadcasts(ctx)
	case store.NeedAbout:
		err = d.about(ctx, n.Person, &v.Have)
	case store.NeedGrowth:
		v, err = d.needGrowth(ctx, v, n)
	case store.NeedDay:
		v.Have.Day, err = ptr(get[store.Day](ctx, d, store.Ref{Kind: store.KindDay, ID: n.ID}))
	default:
		v, err = d.fetchCase(ctx, v, n)
	}
	v.Have.Got = append(v.Have.Got, n)
	return v, err
}

// fetchCase brings what a referral needs.
func (d *DB) fetchCase(ctx context.Context, v store.View, n store.Need) (store.View, error) {
	var err error
	switch n.Kind {
	case store.NeedReferral:
		v.Have.Referral, err = ptr(get[store.Referral](ctx, d, store.Ref{Kind: store.KindReferral, ID: n.ID}))
	case store.NeedReferrals:
		v.Have.Referrals, err = list[store.Referral](ctx, d, store.KindReferral, store.IndexReferrals(n.ID))
	case store.NeedHospital:
		v.Have.Hospital, err = d.members(ctx, v, store.IndexRole(store.RS))
	default:
		err = fmt.Errorf("fetching %s: not a known need", n.Kind)
	}
	return v, err
}

func ptr[T any](doc store.Doc[T], err error) (*store.Doc[T], error) { return &doc, err }

// index returns the members of indexes, each in a stable order, in one round trip.
func (d *DB) index(ctx context.Context, of ...store.Index) ([][]string, error) {
	out := make([][]string, len(of))
	err := d.around("index", func() error {
		pipe := d.client.Pipeline()
		cmds := make([]*redis.StringSliceCmd, len(of))
		for i, x := range of {
			cmds[i] = pipe.SMembers(ctx, d.keys.index(x))
		}
		_, err := pipe.Exec(ctx)
		for i, c := range cmds {
			out[i] = c.Val()
			sort.Strings(out[i])
		}
		return err
	})
	return out, err
}

// members returns the people of indexes with their families, each once, in the order
// of the indexes and stable within each.
func (d *DB) members(ctx context.Context, v store.View, of ...store.Index) ([]store.Member, error) {
	lists, err := d.index(ctx, of...)
	if err != nil {
		return nil, err
	}
	var people []store.PersonID
	for _, id := range distinct(lists) {
		people = append(people, store.PersonID(id))
	}
	return d.people(ctx, v, people)
}

// distinct joins lists, with what stands in several of them at its first place only.
func distinct(lists [][]string) []string {
	seen := map[string]bool{}
	return slices.DeleteFunc(slices.Concat(lists...), func(id string) bool {
		twice := seen[id]
		seen[id] = true
		return twice
	})
}

func (d *DB) people(ctx context.Context, v store.View, ids []store.PersonID) ([]store.Member, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	views, err := d.Homes(ctx, ids, v.Now)
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
// and the city's admins, who are the last to be asked. Of a puskesmas there are no kader.
func (d *DB) staff(ctx context.Context, v store.View, place string) ([]store.Member, error) {
	indexes := []store.Index{store.IndexRole(store.Admin)}
	if p, ok := v.City.FindPuskesmas(place); ok {
		indexes = append([]store.Index{store.IndexPuskesmas(store.Bidan, p.ID), store.IndexPuskesmas(store.TPG, p.ID)}, indexes...)
	} else if p, ok := v.City.FindPosyandu(place); ok {
		indexes = append([]store.Index{store.IndexKader(p.ID), store.IndexPuskesmas(store.Bidan, p.Puskesmas),
			store.IndexPuskesmas(store.TPG, p.Puskesmas)}, indexes...)
	}
	return d.members(ctx, v, indexes...)
}

// watchers are the staff of a place and the city's duty officer.
func (d *DB) watchers(ctx context.Context, v store.View, place string) ([]store.Member, store.PersonID, error) {
	list, err := d.staff(ctx, v, place)
	if err != nil {
		return nil, "", err
	}
	duty, err := d.dutyOfficer(ctx)
	return list, duty, err
}

// dutyOfficer is the person named as such, or who took the invitation named.
func (d *DB) dutyOfficer(ctx context.Context) (store.PersonID, error) {
	duty, err := get[store.Duty](ctx, d, store.DutyRef())
	if err != nil || duty.Value.Invite == "" {
		return duty.Value.Officer, err
	}
	invite, err := get[store.Invite](ctx, d, store.Ref{Kind: store.KindInvite, ID: duty.Value.Invite})
	if err != nil || invite.Value.Used.IsZero() {
		return "", err
	}
	return invite.Value.By, nil
}

// list reads all records of indexes in two round trips, each once, in the order of the
// indexes and of their ids.
func list[T any](ctx context.Context, d *DB, kind store.Kind, in ...store.Index) ([]store.Doc[T], error) {
	lists, err := d.index(ctx, in...)
	if err != nil {
		return nil, err
	}
	var refs []store.Ref
	var keys []string
	for _, id := range distinct(lists) {
		ref := store.Ref{Kind: kind, ID: id}
		refs, keys = append(refs, ref), append(keys, d.recKey(ref))
	}
	raw, err := d.getRaw(ctx, keys)
	if err != nil {
		return nil, err
	}
	var out []store.Doc[T]
	for n, ref := range refs {
		doc, err := decode[T](d, ref, raw[n])
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

// broadcast reads a broadcast with its outcomes.
func (d *DB) broadcast(ctx context.Context, id string) (*store.Doc[store.Announcement], map[string]int, error) {
	doc, err := get[store.Announcement](ctx, d, store.Ref{Kind: store.KindBroadcast, ID: id})
	if err != nil || doc.Version == 0 {
		return &doc, nil, err
	}
	tally, err := d.Tally(ctx, id)
	return &doc, tally, err
}

// broadcasts lists those that are not at their end, then those that are. One that comes to
// its end between the two is read from both, and listed once.
func (d *DB) broadcasts(ctx context.Context) ([]store.Doc[store.Announcement], error) {
	return list[store.Announcement](ctx, d, store.KindBroadcast, store.IndexBroadcasts(), store.IndexPastBroadcasts())
}
