package rdb

import (
	"context"
	"sort"

	"tumbuh/store"
)

// about reads the tasks, alerts and questions that speak of a person.
func (d *DB) about(ctx context.Context, id store.PersonID, have *store.Have) error {
	refs, err := d.client.SMembers(ctx, d.keys.index(store.IndexAbout(id))).Result()
	if err != nil {
		return d.down("reading an index", err)
	}
	sort.Strings(refs)
	have.AboutTasks, have.AboutAlerts, have.AboutQuestions, have.AboutReferrals = nil, nil, nil, nil
	for _, s := range refs {
		ref, _ := store.ParseRef(s) // one that cannot be read has no kind
		switch ref.Kind {
		case store.KindTask:
			err = add(ctx, d, ref, &have.AboutTasks)
		case store.KindAlert:
			err = add(ctx, d, ref, &have.AboutAlerts)
		case store.KindQuestion:
			err = add(ctx, d, ref, &have.AboutQuestions)
		case store.KindReferral:
			err = add(ctx, d, ref, &have.AboutReferrals)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func add[T any](ctx context.Context, d *DB, ref store.Ref, list *[]store.Doc[T]) error {
	doc, err := get[T](ctx, d, ref)
	*list = append(*list, doc)
	return err
}

// needQuestions reads one question for a person, or all that wait.
func (d *DB) needQuestions(ctx context.Context, n store.Need, have *store.Have) (err error) {
	if n.Kind == store.NeedQuestions {
		have.Questions, err = list[store.Question](ctx, d, store.KindQuestion, store.IndexQuestions())
		return err
	}
	have.Question, err = ptr(get[store.Question](ctx, d, store.Ref{Kind: store.KindQuestion, ID: n.ID}))
	return err
}
