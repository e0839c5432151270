package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sort"
	"strings"
	"text/tabwriter"
	"time"

	"tumbuh/bot"
	"tumbuh/store"
	"tumbuh/store/rdb"
)

type broadcastStatus struct {
	ID    string `arg:"" optional:"" help:"One broadcast; without, all that are kept."`
	Watch bool   `help:"Go on until it is at its end."`
	JSON  bool   `name:"json" help:"A JSON line each."`
}

// progress is what is known of a broadcast, without a word of it.
type progress struct {
	ID      string         `json:"id"`
	Stage   store.Stage    `json:"stage"`
	Meant   int            `json:"meant"`
	Queued  int            `json:"queued"`
	Results map[string]int `json:"results"`
	Left    map[string]int `json:"left,omitempty"`
	At      time.Time      `json:"at"`
}

// outcomes are the results in the order in which they are printed.
func outcomes() []string {
	return []string{"sent", "delivered", "read", "replied", "uncertain", "blocked", "dead", "expired", "silenced", "withdrawn"}
}

// Run prints how far broadcasts have come.
func (s broadcastStatus) Run(ctx context.Context, cfg config) error {
	return withStore(ctx, cfg, func(db *rdb.DB, _ store.View) error {
		for {
			list, err := s.progress(ctx, db)
			if err != nil {
				return err
			}
			if err := s.print(list); err != nil {
				return err
			}
			open := 0
			for _, p := range list {
				if (store.Announcement{Stage: p.Stage}).Open() {
					open++
				}
			}
			if !s.Watch || open == 0 {
				return nil
			}
			timer := time.NewTimer(2 * time.Second)
			select {
			case <-ctx.Done():
				timer.Stop()
				return ctx.Err()
			case <-timer.C:
			}
		}
	})
}

func (s broadcastStatus) progress(ctx context.Context, db *rdb.DB) ([]progress, error) {
	docs, err := db.Broadcasts(ctx)
	if err != nil {
		return nil, err
	}
	var list []progress
	for _, d := range docs {
		if s.ID != "" && d.Ref.ID != s.ID || d.Value.Stage == store.Draft {
			continue
		}
		tally, err := db.Tally(ctx, d.Ref.ID)
		if err != nil {
			return nil, err
		}
		queued, meant := d.Value.Queued()
		list = append(list, progress{ID: d.Ref.ID, Stage: d.Value.Stage, Meant: max(meant, d.Value.Heads()), Queued: queued, Results: tally, Left: d.Value.Left, At: d.Value.At})
	}
	if s.ID != "" && len(list) == 0 {
		return nil, fmt.Errorf("%w: no broadcast %q", errUsage, s.ID)
	}
	sort.Slice(list, func(i, j int) bool { return list[i].At.After(list[j].At) })
	return list, nil
}

func (s broadcastStatus) print(list []progress) error {
	if s.JSON {
		for _, p := range list {
			if err := printJSON(p); err != nil {
				return err
			}
		}
		return nil
	}
	w := tabwriter.NewWriter(os.Stdout, 0, 4, 2, ' ', 0)
	for _, p := range list {
		var parts []string
		for _, o := range outcomes() {
			if n := p.Results[o]; n > 0 || o == "sent" {
				parts = append(parts, fmt.Sprintf("%s %d", o, n))
			}
		}
		left := 0
		for _, n := range p.Left {
			left += n
		}
		parts = append(parts, fmt.Sprintf("left out %d", left))
		fmt.Fprintf(w, "%s\t%s\t%s\tqueued %d of %d\t%s\n", p.ID, p.Stage, p.At.In(store.WIB).Format("2006-01-02 15:04 WIB"), p.Queued, p.Meant, strings.Join(parts, ", "))
	}
	return w.Flush()
}

// attachment makes the file of a broadcast out of its pieces.
func attachment(ctx context.Context, db *rdb.DB, id string) (bot.File, error) {
	d, err := rdb.Get[store.Announcement](ctx, db, store.Ref{Kind: store.KindBroadcast, ID: id})
	if err != nil {
		return bot.File{}, err
	}
	f := d.Value.File
	if f == nil {
		return bot.File{}, errors.New("the broadcast has no attachment")
	}
	out := bot.File{Key: "siaran:" + id, Name: f.Name, MIME: f.MIME, Picture: strings.HasPrefix(f.MIME, "image/"), Bytes: make([]byte, 0, f.Size)}
	for n := range f.Chunks {
		c, err := rdb.Get[store.Chunk](ctx, db, store.ChunkRef(id, n))
		if err != nil {
			return bot.File{}, err
		}
		out.Bytes = append(out.Bytes, c.Value.Bytes...)
	}
	if len(out.Bytes) != f.Size {
		return bot.File{}, errors.New("a piece of the attachment is missing")
	}
	return out, nil
}
