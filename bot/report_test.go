package bot_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"tumbuh/bot"
	"tumbuh/bot/bottest"
	"tumbuh/store"
	"tumbuh/store/storetest"
)

// TestPictureOrWords: a picture goes under the words; one that is there no more is left
// out; one that cannot be drawn is tried again and then the words go alone. A person
// never loses an answer over a picture.
func TestPictureOrWords(t *testing.T) {
	picture := bot.File{Name: "g.png", MIME: "image/png", Bytes: []byte("png"), Picture: true}
	for name, c := range map[string]struct {
		faults int
		file   bot.File
		want   bool
	}{"drawn": {0, picture, true}, "gone": {0, bot.File{}, false}, "drawn at the second try": {1, picture, true}, "never drawn": {99, picture, false}} {
		t.Run(name, func(t *testing.T) {
			db := open(t, nil)
			f := bottest.NewFake(store.WebPhone, true, true)
			machine, drawn, alarms := time.Unix(0, 0), 0, 0
			o := &bot.Outbox{Queue: db, Channel: f, Now: func() time.Time { return storetest.Now }, Machine: func() time.Time { return machine }, Log: quiet(),
				Alarm: func(string) { alarms++ },
				Draw: func(_ context.Context, r store.Report) (bot.File, error) {
					if r.Name != "grafik" || r.Args["about"] != "c1" {
						t.Errorf("asked for %+v", r)
					}
					if drawn++; drawn <= c.faults {
						return bot.File{}, errors.New("the store is away")
					}
					return c.file, nil
				}}
			g := gateway(db, func(v store.View, in store.Incoming) (store.Turn, *store.Need) {
				turn, need := echo(v, in)
				turn.Say[0].Report = &store.Report{Name: "grafik", Args: map[string]string{"about": "c1"}}
				return turn, need
			})
			if err := g.Handle(context.Background(), text("siti", "1", "grafik")); err != nil {
				t.Fatal(err)
			}
			runOutbox(t, o)
			shownTo(t, f, "siti", 1)
			m := f.Shown()[0]
			if m.Text != "jawab grafik" || (m.File != nil) != c.want || c.want && string(m.File.Bytes) != "png" {
				t.Errorf("shown %q with %+v", m.Text, m.File)
			}
			if (alarms > 0) != (name == "never drawn") {
				t.Errorf("%d alarms", alarms)
			}
		})
	}
}
