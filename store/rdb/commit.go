package rdb

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"tumbuh/store"
)

type commitJob struct {
	ctx   context.Context
	turns []encoded
	done  chan commitAnswer
}

type commitAnswer struct {
	results []store.Result
	err     error
}

// Commit writes a page of turns, each all or nothing, and says of each what became
// of it. Turns that come at the same time share one round trip and one fsync.
//
// One that cannot be written ([ErrRefused], [ErrWrongType]) does not hold up the rest
// of the page: the error comes with the results, in which it counts as Stale. With
// [ErrDown] there are no results and it is not known what was written; a turn with a
// Once may be committed again.
func (d *DB) Commit(ctx context.Context, turns ...store.Turn) ([]store.Result, error) {
	page, which, refused := d.encodeAll(turns)
	results := make([]store.Result, len(turns))
	for i := range results {
		results[i] = store.Stale
	}
	if len(page) == 0 {
		return results, refused
	}
	j := commitJob{ctx: ctx, turns: page, done: make(chan commitAnswer, 1)}
	a, err := ask(ctx, d.commits, "commit", j, j.done)
	if err == nil {
		err = a.err
	}
	if err != nil && len(a.results) == 0 {
		return nil, err
	}
	for i, r := range a.results {
		results[which[i]] = r
	}
	if slices.ContainsFunc(turns, func(t store.Turn) bool { return t.Tomb != nil }) {
		select {
		case d.nudge <- struct{}{}:
		default:
		}
	}
	return results, errors.Join(refused, err)
}

// commitNow writes without the batcher (at start).
func (d *DB) commitNow(ctx context.Context, turns []store.Turn) ([]store.Result, error) {
	page, _, err := d.encodeAll(turns)
	if err != nil {
		return nil, err
	}
	results, _, err := d.write(ctx, page)
	return results, err
}

// encodeAll encodes what can be written, and says which turn each is.
func (d *DB) encodeAll(turns []store.Turn) (page []encoded, which []int, refused error) {
	page, which = make([]encoded, 0, len(turns)), make([]int, 0, len(turns))
	for i, t := range turns {
		e, err := d.encodeTurn(t)
		if err != nil {
			refused = errors.Join(refused, fmt.Errorf("turn %d: %w", i, err))
			continue
		}
		page, which = append(page, e), append(which, i)
	}
	return page, which, refused
}

func (d *DB) runCommits(jobs []commitJob) {
	ctx, cancel := context.WithTimeout(context.Background(), callTimeout)
	defer cancel()
	wanted := slices.DeleteFunc(jobs, func(j commitJob) bool { return j.ctx.Err() != nil }) // nobody waits: not begun
	var page []encoded
	for _, j := range wanted {
		page = append(page, j.turns...)
	}
	if len(page) == 0 {
		return
	}
	results, wrong, err := d.write(ctx, page)
	at := 0
	for _, j := range wanted {
		a := commitAnswer{err: err}
		if err == nil {
			a.results = results[at : at+len(j.turns)]
			if slices.Contains(wrong[at:at+len(j.turns)], true) {
				a.err = fmt.Errorf("commit: %w", ErrWrongType) // one person's fault is not the page's
			}
		}
		at += len(j.turns)
		j.done <- a
	}
}

// commitPage is how many turns one script call writes.
const commitPage = 128

// write commits encoded turns; wrong says which of them met a wrong type.
func (d *DB) write(ctx context.Context, page []encoded) (results []store.Result, wrong []bool, err error) {
	if err := d.full(); err != nil {
		return nil, nil, err
	}
	for some := range slices.Chunk(page, commitPage) {
		keys, args := make([]string, 0, 8*len(some)), make([]any, 1, 16*len(some)+1)
		args[0] = len(some)
		for _, e := range some {
			keys, args = append(keys, e.keys...), append(args, e.args...)
		}
		out, err := d.runKept(ctx, "commit", d.commit, keys, args)
		if err != nil {
			return nil, nil, err
		}
		letters := str(out)
		if len(letters) != len(some) {
			return nil, nil, fmt.Errorf("commit: unexpected answer: %w", ErrDown)
		}
		for _, l := range letters {
			r := store.Stale // S, and E too
			switch l {
			case 'O':
				r = store.OK
			case 'D':
				r = store.Dup
			}
			results, wrong = append(results, r), append(wrong, l == 'E')
		}
	}
	return results, wrong, nil
}
