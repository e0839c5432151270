package bot_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"tumbuh/bot"
	"tumbuh/store"
)

// downStore is a store that is away until a moment.
type downStore struct {
	until   time.Time
	commits int
}

var errAway = errors.New("away")

func (d *downStore) View(context.Context, store.Address, time.Time) (store.View, error) {
	if time.Now().Before(d.until) {
		return store.View{}, errAway
	}
	return store.View{}, nil
}

func (d *downStore) Fetch(_ context.Context, v store.View, _ store.Need) (store.View, error) {
	return v, nil
}

func (d *downStore) Commit(context.Context, ...store.Turn) ([]store.Result, error) {
	d.commits++
	return []store.Result{store.OK}, nil
}

// TestHeldTenSecondsNotSixMinutes: a message is held while the store is away, for at most
// four minutes; after that the network is told nothing and brings it again. The time is
// the bubble's.
func TestHeldTenSecondsNotSixMinutes(t *testing.T) {
	for away, kept := range map[time.Duration]bool{10 * time.Second: true, 3*time.Minute + 50*time.Second: true, 6 * time.Minute: false} {
		synctest.Test(t, func(t *testing.T) {
			d := &downStore{until: time.Now().Add(away)}
			g := &bot.Gateway{Store: d, Decide: func(store.View, store.Incoming) (store.Turn, *store.Need) { return store.Turn{}, nil }, Now: time.Now, Hold: 4 * time.Minute, Log: quiet()}
			begun := time.Now()
			in := store.Incoming{From: store.Address{Channel: store.WhatsApp, ID: "siti"}, ID: "1", Kind: store.InText, Text: "halo"}
			err := g.Handle(context.Background(), in)
			took := time.Since(begun)
			if kept && (err != nil || d.commits != 1 || took > away+2*time.Second) {
				t.Errorf("away %s: %v after %s, %d commits", away, err, took, d.commits)
			}
			if !kept && (!errors.Is(err, errAway) || d.commits != 0 || took < 4*time.Minute || took > 4*time.Minute+5*time.Second) {
				t.Errorf("away %s: %v after %s, %d commits", away, err, took, d.commits)
			}
			if kept {
				return
			}
			time.Sleep(away - took) // of the bubble
			if err := g.Handle(context.Background(), in); err != nil || d.commits != 1 {
				t.Errorf("brought again: %v, %d commits", err, d.commits)
			}
		})
	}
}
