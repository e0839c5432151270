package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"mime"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"tumbuh/dialogs"
	"tumbuh/dialogs/naskah"
	"tumbuh/reminders"
	"tumbuh/store"
	"tumbuh/store/rdb"
)

type broadcastCmd struct {
	Make   broadcastMake   `cmd:"" default:"withargs" help:"Count, show samples and, with --send, queue a broadcast."`
	Status broadcastStatus `cmd:"" help:"How far broadcasts have come, and what became of their messages."`
	Stop   broadcastStop   `cmd:"" help:"Stop one: what is queued is taken back."`
}

type broadcastMake struct {
	Audience string `placeholder:"EXPR" help:"For whom, like 'kelurahan=Serua & hamil=28..40'; see above."`
	Text     string `placeholder:"FILE" help:"File with the words; {nama} {anak} {posyandu} {kelurahan} are filled in."`
	Attach   string `placeholder:"FILE" help:"A picture or document, at most 2 MB."`
	At       string `placeholder:"T" help:"Not before this moment: 2026-03-04 09:00 (WIB)."`
	Send     bool   `help:"Queue it. Without, nothing is sent: a dry run."`
}

// Run is a dry run unless --send is given.
func (b broadcastMake) Run(ctx context.Context, cfg config) error {
	text, err := b.text()
	if err != nil {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	return withStore(ctx, cfg, func(db *rdb.DB, v store.View) error {
		doc, err := b.announcement(v, text)
		if err != nil {
			return fmt.Errorf("%w: %w", errUsage, err)
		}
		pieces, err := b.attach(&doc)
		if err != nil {
			return err
		}
		v, err = db.Fetch(ctx, v, store.Need{Kind: store.NeedAudience, ID: doc.Value.Audience})
		if err != nil {
			return err
		}
		texts, err := naskah.Load()
		if err != nil {
			return err
		}
		h := v.Have.Heads
		for ch, n := range h.By {
			doc.Value.Expect[string(ch)] = n
		}
		preview(v, doc.Value, reminders.Slicer{Texts: texts})
		if !b.Send {
			fmt.Println("dry run: nothing was sent; add --send to queue it")
			return nil
		}
		return b.queue(ctx, db, v, doc, pieces)
	})
}

// text reads and checks the words.
func (b broadcastMake) text() (string, error) {
	if b.Audience == "" || b.Text == "" {
		return "", errors.New("broadcast wants --audience EXPR and --text FILE, like: tumbuh broadcast --audience 'hamil & kelurahan=Serua' --text words.txt (or: broadcast status, broadcast stop ID)")
	}
	return readWords(b.Text)
}

func readWords(path string) (string, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("reading the text: %w", err)
	}
	text := strings.TrimSpace(strings.ReplaceAll(string(raw), "\r\n", "\n"))
	switch bad := store.CheckBroadcast(text); {
	case !utf8.ValidString(text) || text == "":
		return "", errors.New("the text is empty or not UTF-8")
	case utf8.RuneCountInString(text) > 2500:
		return "", errors.New("the text has more than 2500 characters: too long for one message")
	case bad != "":
		return "", fmt.Errorf("the text has %q, which is no placeholder; known: {%s}", bad, strings.Join(store.Placeholders(), "} {"))
	}
	return text, nil
}

// announcement is the record as it would be kept.
func (b broadcastMake) announcement(v store.View, text string) (store.Doc[store.Announcement], error) {
	doc := store.Doc[store.Announcement]{Ref: store.Ref{Kind: store.KindBroadcast, ID: strings.ToLower(newCode()[:8])}}
	a, err := store.ParseAudience(b.Audience, v.City)
	if err != nil {
		return doc, wrongAudience(b.Audience, err)
	}
	at := v.Now
	if b.At != "" {
		if at, err = readMoment(b.At); err != nil {
			return doc, fmt.Errorf("--at: %w", err)
		}
		if at.Before(v.Now) {
			return doc, fmt.Errorf("--at: %s is past", b.At)
		}
	}
	doc.Value = store.Announcement{V: 1, Audience: a.String(), Text: text, Made: v.Now, At: at, Stage: store.Ready, Expect: map[string]int{}}
	return doc, nil
}

// readMoment reads a moment of WIB, or one with its own zone.
func readMoment(s string) (time.Time, error) {
	for _, layout := range []string{"2006-01-02 15:04", "2006-01-02T15:04", time.RFC3339} {
		if t, err := time.ParseInLocation(layout, s, store.WIB); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("%q is no moment, want 2026-03-04 09:00", s)
}

// preview prints the head-count, who is left out, the estimate and samples.
func preview(v store.View, b store.Announcement, s reminders.Slicer) {
	h := v.Have.Heads
	fmt.Println("audience:", b.Audience)
	fmt.Println("people:", b.Heads())
	for _, ch := range slices.Sorted(maps.Keys(h.By)) {
		fmt.Printf("channel %s: %d\n", ch, h.By[ch])
	}
	for _, why := range slices.Sorted(maps.Keys(h.Left)) {
		fmt.Printf("left out, %s: %d\n", whyWords(why), h.Left[why])
	}
	fmt.Println("begins:", store.BroadcastBegins(v.Settings, b.At).In(store.WIB).Format("2006-01-02 15:04 WIB"))
	fmt.Println("estimated finish:", store.Estimate(v.Settings, h.By, b.At).In(store.WIB).Format("2006-01-02 15:04 WIB"))
	if b.File != nil {
		fmt.Printf("attached: %s, %d bytes\n", b.File.Name, b.File.Size)
	}
	for i, w := range h.Samples {
		fmt.Printf("--- sample %d\n%s\n", i+1, s.Fill(b.Text, w))
	}
	if len(h.Samples) > 0 {
		fmt.Println("---")
	}
}

func whyWords(w store.Why) string {
	return map[store.Why]string{store.NoConsent: "no consent", store.SaidStop: "said stop", store.Mourning: "lost a child", store.Unreachable: "no address that works",
		store.LivesNotHere: "moved away", store.NotSure: "silent for long"}[w]
}

// queue keeps the broadcast, and asks the admins where it wants a second one.
func (b broadcastMake) queue(ctx context.Context, db *rdb.DB, v store.View, doc store.Doc[store.Announcement], pieces []store.Write) error {
	if doc.Value.Heads() == 0 {
		return errors.New("nobody can be reached with that: nothing was queued")
	}
	t := store.Turn{Now: v.Now, Index: []store.IndexOp{{Index: store.IndexBroadcasts(), Member: doc.Ref.ID}},
		Audit: []store.Audit{{At: v.Now, Act: "broadcast-made", On: doc.Ref, Detail: doc.Value.Account()}}}
	fate := "queued"
	if doc.Value.Heads() >= v.Settings.Int("siaran-izin", v.Today()) {
		doc.Value.Stage, fate = store.Waiting, "waits for an admin's yes on Telegram"
		w, err := db.Fetch(ctx, v, store.Need{Kind: store.NeedStaff})
		if err != nil {
			return err
		}
		engine, _, err := newEngine(true)
		if err != nil {
			return err
		}
		if t.Say = engine.AskApproval(w, doc, w.Have.Staff); len(t.Say) == 0 {
			return fmt.Errorf("%d people want an admin's yes (setting siaran-izin), and no admin can be reached: 'tumbuh invite --role admin'", doc.Value.Heads())
		}
	}
	t.Writes = append(pieces, doc.Put())
	if err := one(db.Commit(ctx, t)); err != nil {
		return err
	}
	fmt.Printf("broadcast %s: %s\n", doc.Ref.ID, fate)
	return nil
}

// attach reads the file that goes along and returns the writes of its pieces.
func (b broadcastMake) attach(doc *store.Doc[store.Announcement]) ([]store.Write, error) {
	if b.Attach == "" {
		return nil, nil
	}
	raw, err := os.ReadFile(b.Attach)
	if err != nil {
		return nil, fmt.Errorf("%w: reading the attachment: %w", errUsage, err)
	}
	if len(raw) == 0 || len(raw) > store.MaxAttachment {
		return nil, fmt.Errorf("%w: the attachment has %d bytes, want 1 to %d", errUsage, len(raw), store.MaxAttachment)
	}
	kind := mime.TypeByExtension(strings.ToLower(filepath.Ext(b.Attach)))
	if kind == "" {
		kind = "application/octet-stream"
	}
	f, pieces := store.Attach(doc.Ref.ID, filepath.Base(b.Attach), kind, raw)
	doc.Value.File = f
	return pieces, nil
}

type broadcastStop struct {
	ID     string `arg:"" help:"The broadcast's id."`
	Recall string `placeholder:"FILE" help:"Words for those who got it already (\"the day was wrong\")."`
}

// Run stops a broadcast and, with --recall, queues a word to those it reached.
func (s broadcastStop) Run(ctx context.Context, cfg config) error {
	words := ""
	if s.Recall != "" {
		var err error
		if words, err = readWords(s.Recall); err != nil {
			return fmt.Errorf("%w: %w", errUsage, err)
		}
	}
	return withStore(ctx, cfg, func(db *rdb.DB, v store.View) error {
		for range 50 { // slices move the record meanwhile
			d, err := rdb.Get[store.Announcement](ctx, db, store.Ref{Kind: store.KindBroadcast, ID: s.ID})
			if err != nil {
				return err
			}
			if d.Version == 0 || d.Value.V == 0 {
				return fmt.Errorf("%w: no broadcast %q; see 'tumbuh broadcast status'", errUsage, s.ID)
			}
			t, recall := stopTurn(d, v, words)
			if len(t.Writes) == 0 {
				return fmt.Errorf("broadcast %s is %s already", s.ID, d.Value.Stage)
			}
			r, err := db.Commit(ctx, t)
			if err != nil {
				return err
			}
			if r[0] == store.OK {
				fmt.Println("stopped", s.ID)
				if recall != "" {
					fmt.Println("recall:", recall)
				}
				return nil
			}
		}
		return errors.New("the record moved at every try; try again")
	})
}

// stopTurn stops the broadcast and leaves its recall; nothing to write: it is at its end.
func stopTurn(d store.Doc[store.Announcement], v store.View, words string) (t store.Turn, recall string) {
	t = store.Turn{Now: v.Now}
	if dialogs.StopBroadcast(&d.Value, v) {
		t.Writes = append(t.Writes, d.Put())
		t.Audit = append(t.Audit, store.Audit{At: v.Now, Act: "broadcast-stop", On: d.Ref})
		if !d.Value.Open() {
			t.Index = []store.IndexOp{{Index: store.IndexBroadcasts(), Member: d.Ref.ID, Drop: true}, {Index: store.IndexPastBroadcasts(), Member: d.Ref.ID}}
		}
	}
	if words == "" {
		return t, ""
	}
	recall = strings.ToLower(newCode()[:8])
	ref := store.Ref{Kind: store.KindBroadcast, ID: recall}
	t.Writes = append(t.Writes, store.Write{Ref: ref, Value: dialogs.RecallOf(d.Ref.ID, words, "", v.Now)})
	t.Index = append(t.Index, store.IndexOp{Index: store.IndexBroadcasts(), Member: recall})
	t.Audit = append(t.Audit, store.Audit{At: v.Now, Act: "broadcast-recall", On: ref, Detail: d.Ref.ID})
	return t, recall
}
