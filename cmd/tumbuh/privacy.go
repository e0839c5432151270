package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"tumbuh/store"
	"tumbuh/store/rdb"
)

// privacyCmd is what the officer needs who answers for the data.
type privacyCmd struct {
	Export privacyExport `cmd:"" help:"Everything kept about one person, as JSON, for the person who asked."`
	Access privacyAccess `cmd:"" help:"Who of the staff looked at a family, when."`
	Case   privacyCase   `cmd:"" help:"Requests and breaches with their 72 hours: open, list, close."`
	Dead   privacyDead   `cmd:"" help:"Messages that could not be sent because of a fault: list, resend, drop; no words are shown."`
}

type privacyCase struct {
	Open  caseOpen  `cmd:"" help:"Open one: the 72 hours run from now, or from --at."`
	List  caseList  `cmd:"" help:"List the open ones with the hours that are left."`
	Close caseClose `cmd:"" help:"Close one with what was done."`
}

type caseOpen struct {
	Kind  string `required:"" enum:"tarik,lihat,betulkan,bocor" help:"tarik (withdraw), lihat (see), betulkan (correct), bocor (breach)."`
	About string `required:"" help:"In a few words; kept sealed."`
	At    string `placeholder:"T" help:"When it was asked or seen: 2026-03-04 09:00."`
}

type caseList struct{}

type caseClose struct {
	ID   string `arg:""`
	Done string `required:"" help:"What was done."`
}

// Run opens a case.
func (c caseOpen) Run(ctx context.Context, cfg config) error {
	return withStore(ctx, cfg, func(db *rdb.DB, v store.View) error {
		at := v.Now
		if c.At != "" {
			var err error
			if at, err = readMoment(c.At); err != nil || at.After(v.Now) {
				return fmt.Errorf("%w: --at %q is no moment that has passed, want one like 2026-03-02 09:30", errUsage, c.At)
			}
		}
		ref := store.Ref{Kind: store.KindCase, ID: strings.ToLower(newCode()[:6])}
		k := store.Case{V: 1, Kind: c.Kind, About: c.About, Opened: at}
		if err := one(db.Commit(ctx, store.Turn{Now: v.Now, Writes: []store.Write{{Ref: ref, Value: k}},
			Index: []store.IndexOp{{Index: store.IndexCases(), Member: ref.ID}}, Audit: []store.Audit{{At: v.Now, Act: "case-opened", On: ref, Detail: c.Kind}}})); err != nil {
			return err
		}
		fmt.Printf("%s\n%s, until %s\n", ref.ID, left(k.Left(v.Now)), at.Add(store.CaseHours).In(store.WIB).Format("2006-01-02 15:04 WIB"))
		return nil
	})
}

// left says how much of the 72 hours there is, or by how much they are over.
func left(d time.Duration) string {
	if d < 0 {
		return "OVER by " + hours(-d)
	}
	return hours(d) + " left"
}

func hours(d time.Duration) string { return fmt.Sprintf("%d h", int(d.Hours())) }

// Run lists the open cases.
func (caseList) Run(ctx context.Context, cfg config) error {
	return withStore(ctx, cfg, func(db *rdb.DB, v store.View) error {
		list, err := rdb.List[store.Case](ctx, db, store.KindCase, store.IndexCases())
		if err != nil {
			return err
		}
		w := tabwriter.NewWriter(os.Stdout, 0, 4, 2, ' ', 0)
		for _, d := range list {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", d.Ref.ID, d.Value.Kind, left(d.Value.Left(v.Now)), d.Value.Opened.In(store.WIB).Format("2006-01-02 15:04 WIB"), d.Value.About)
		}
		if since, on, err := db.CompactingSince(ctx); err == nil && on {
			fmt.Fprintf(w, "-\terasure\t%s\t%s\tleaves the disk with the next rewrite of the log\n", left(store.CaseHours-time.Since(since)), since.In(store.WIB).Format("2006-01-02 15:04 WIB"))
		}
		return w.Flush()
	})
}

// Run closes a case.
func (c caseClose) Run(ctx context.Context, cfg config) error {
	return withStore(ctx, cfg, func(db *rdb.DB, v store.View) error {
		d, err := rdb.Get[store.Case](ctx, db, store.Ref{Kind: store.KindCase, ID: c.ID})
		if err != nil {
			return err
		}
		if d.Version == 0 || !d.Value.Closed.IsZero() {
			return fmt.Errorf("%w: no open case %q", errUsage, c.ID)
		}
		d.Value.Closed, d.Value.Done = v.Now, c.Done
		return one(db.Commit(ctx, store.Turn{Now: v.Now, Writes: []store.Write{d.Put()}, Index: []store.IndexOp{{Index: store.IndexCases(), Member: c.ID, Drop: true}},
			Audit: []store.Audit{{At: v.Now, Act: "case-closed", On: d.Ref, Detail: d.Value.Kind}}}))
	})
}

// pending are requests that are not done.
type pending struct {
	open   int
	oldest time.Duration
}

// requests counts open cases and erasures that have not left the disk.
func requests(ctx context.Context, db *rdb.DB, now time.Time) (pending, error) {
	var p pending
	list, err := rdb.List[store.Case](ctx, db, store.KindCase, store.IndexCases())
	if err != nil {
		return p, err
	}
	for _, d := range list {
		p.open++
		p.oldest = max(p.oldest, now.Sub(d.Value.Opened))
	}
	since, on, err := db.CompactingSince(ctx)
	if on {
		p.open++
		p.oldest = max(p.oldest, time.Since(since)) // the log's time is the machine's
	}
	return p, err
}

type privacyDead struct {
	List   deadList   `cmd:"" help:"List them: number, channel, lane, age; no words, names or numbers."`
	Resend deadResend `cmd:"" help:"Put one back into its queue, after the fault was mended."`
	Drop   deadDrop   `cmd:"" help:"Drop one."`
}

type deadList struct{}
type deadResend struct {
	N int `arg:"" help:"Its number in the list."`
}
type deadDrop struct {
	N int `arg:"" help:"Its number in the list."`
}

// mostDead bounds the list: more of them are one fault.
const mostDead = 200

// Run lists dead letters without a word of them.
func (deadList) Run(ctx context.Context, cfg config) error {
	return withStore(ctx, cfg, func(db *rdb.DB, v store.View) error {
		list, err := db.DeadLetters(ctx, mostDead)
		if err != nil {
			return err
		}
		w := tabwriter.NewWriter(os.Stdout, 0, 4, 2, ' ', 0)
		for i, l := range list {
			state := "readable"
			if l.Damaged {
				state = "damaged: it can only be dropped"
			}
			age := "?"
			if !l.Made.IsZero() {
				age = hours(v.Now.Sub(l.Made))
			}
			fmt.Fprintf(w, "%d\tperson %s\t%s\t%s\tage %s\t%d bytes\t%s\n", i+1, l.To, l.Via.Channel, l.Lane, age, len(l.Text), state)
		}
		return w.Flush()
	})
}

// Run queues a dead letter again.
func (r deadResend) Run(ctx context.Context, cfg config) error {
	return deadOne(ctx, cfg, r.N, "dead-resent", func(l rdb.DeadLetter, t *store.Turn) error {
		if l.Damaged {
			return fmt.Errorf("%w: it is damaged and can only be dropped", errUsage)
		}
		m := l.Message
		m.ID += "+"
		if !m.NotAfter.IsZero() && m.NotAfter.Before(t.Now) {
			return fmt.Errorf("%w: it is past its use; drop it", errUsage)
		}
		t.Say = []store.Message{m}
		return nil
	})
}

// Run drops a dead letter.
func (r deadDrop) Run(ctx context.Context, cfg config) error {
	return deadOne(ctx, cfg, r.N, "dead-dropped", func(rdb.DeadLetter, *store.Turn) error { return nil })
}

func deadOne(ctx context.Context, cfg config, n int, act string, f func(rdb.DeadLetter, *store.Turn) error) error {
	return withStore(ctx, cfg, func(db *rdb.DB, v store.View) error {
		list, err := db.DeadLetters(ctx, mostDead)
		if err != nil {
			return err
		}
		if n < 1 || n > len(list) {
			return fmt.Errorf("%w: no dead letter %d; see 'tumbuh privacy dead list'", errUsage, n)
		}
		l := list[n-1]
		t := store.Turn{Now: v.Now, Audit: []store.Audit{{At: v.Now, Act: act, On: store.Ref{Kind: store.KindPerson, ID: string(l.To)}}}}
		if err := f(l, &t); err != nil {
			return err
		}
		if err := one(db.Commit(ctx, t)); err != nil {
			return err
		}
		if err := db.DropDead(ctx, l); err != nil {
			return err
		}
		fmt.Println("done")
		return nil
	})
}
