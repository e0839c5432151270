package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"time"

	"tumbuh/bot"
	"tumbuh/bot/bottest"
	"tumbuh/store"
	"tumbuh/store/rdb"
)

var update = flag.Bool("update", false, "rewrite the bot's lines of the conversations")

// TestConversations plays every file of testdata/percakapan through the wired
// program on a fake channel, each message delivered twice.
func TestConversations(t *testing.T) {
	if *update && os.Getenv("CI") == "true" {
		t.Fatal("-update is refused in CI")
	}
	files, err := filepath.Glob("testdata/percakapan/*.txt")
	if err != nil || len(files) < 30 {
		t.Fatalf("%d conversations, want at least 30 (%v)", len(files), err)
	}
	for _, f := range files {
		t.Run(strings.TrimSuffix(filepath.Base(f), ".txt"), func(t *testing.T) {
			t.Parallel()
			want, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			got := play(t, string(want))
			if *update {
				if err := os.WriteFile(f, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if got != string(want) {
				t.Errorf("the conversation differs (go test ./cmd/tumbuh -run Conversations -update shows how):\n%s", diff(string(want), got))
			}
		})
	}
}

// stage is one conversation being played.
type stage struct {
	t      *testing.T
	dir    string
	app    *app
	fake   *bottest.Fake
	clock  *clock
	ids    int
	people int
	code   string
	last   map[string]bot.Outgoing // the last message with choices each person got
	gone   map[string]bool         // who blocked the bot
	strict bool                    // unreviewed texts are not sent, as in serve
}

// play returns the script with the bot's lines as they are.
func play(t *testing.T, script string) string {
	s := &stage{t: t, dir: t.TempDir(), last: map[string]bot.Outgoing{}, gone: map[string]bool{}}
	fixed := time.Date(2026, 3, 3, 9, 0, 0, 0, store.WIB)
	s.clock = newClock(func() time.Time { return fixed }, fixed)
	s.strict = strings.Contains(script, "\nbelum ditinjau\n")
	s.open()
	defer func() { _ = s.app.db.Close() }()
	s.seed()
	var out strings.Builder
	defer func() {
		if t.Failed() {
			t.Logf("so far:\n%s", out.String())
		}
	}()
	for _, line := range strings.Split(strings.TrimRight(script, "\n"), "\n") {
		if said(line) {
			continue // a bot's line: written anew
		}
		out.WriteString(line + "\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		s.perform(line)
		out.WriteString(s.shown())
	}
	return out.String()
}

// said tells the bot's lines from the others: they begin with "  " or "bot".
func said(line string) bool { return strings.HasPrefix(line, "bot") || strings.HasPrefix(line, "  ") }

func (s *stage) open() {
	db, err := rdb.Open(context.Background(), rdb.Config{City: "36.74", DataDir: s.dir, InProc: inProc, NeedDisk: true,
		NewID: func() store.PersonID { s.people++; return store.PersonID(fmt.Sprintf("orang%011d", s.people)) }})
	if err != nil {
		s.t.Fatal(err)
	}
	if s.fake == nil {
		s.fake = bottest.NewFake(store.WebPhone, true, true)
		s.fake.Files = map[string][]byte{"poster.png": []byte("\x89PNG\r\n\x1a\n poster"), "tabel.xlsx": []byte("PK\x03\x04"), "besar.png": make([]byte, store.MaxAttachment+1)}
		s.fake.Fate = func(m bot.Outgoing) bot.Outcome {
			if s.gone[m.To] {
				return bot.Outcome{Fate: bot.Gone}
			}
			return bot.Outcome{Fate: bot.Sent}
		}
	}
	m := sharedEngine(s.t, !s.strict)
	s.app, err = newApp(parts{db: db, clock: s.clock, log: quiet(), channels: []bot.Channel{s.fake}, unreviewed: !s.strict, hold: 10 * time.Second, engine: m.engine, texts: m.texts})
	if err != nil {
		s.t.Fatal(err)
	}
	if err := s.app.watchCalendar(context.Background()); err != nil {
		s.t.Fatal(err)
	}
}

// inProc: conversations run on the in-process server, but a conversation that dies
// and comes back needs one that keeps.
const inProc = false

func quiet() *slog.Logger { return slog.New(slog.NewTextHandler(io.Discard, nil)) }

func (s *stage) seed() {
	if err := seedSample(context.Background(), s.app, s.clock.Now()); err != nil {
		s.t.Fatal(err)
	}
}

// perform does one line of the script.
func (s *stage) perform(line string) {
	ctx := context.Background()
	word, rest, _ := strings.Cut(line, " ")
	switch {
	case word == "jam":
		to, err := time.ParseInLocation("2006-01-02 15:04", rest, store.WIB)
		if err != nil {
			s.t.Fatalf("%q: %v", line, err)
		}
		if err := s.app.Walk(ctx, to, nil); err != nil {
			s.t.Fatalf("%q: %v", line, err)
		}
	case line == "belum ditinjau": // read before the play begins
	case line == "mati":
		if err := s.app.db.Close(); err != nil {
			s.t.Fatal(err)
		}
		s.open()
	case word == "lihat":
		s.look(rest)
	case word == "putus":
		s.gone[rest] = true
	case word == "jaga":
		s.duty(rest)
	case word == "setelan":
		s.setting(rest)
	case word == "impor":
		s.sheet(rest)
	case word == "undang":
		role, place, _ := strings.Cut(rest, " ")
		s.code = s.invite(role, place)
	default:
		who, text, ok := strings.Cut(line, ": ")
		text = strings.ReplaceAll(text, `\n`, "\n") // several lines in one message
		if !ok {
			s.t.Fatalf("not a line of a conversation: %q", line)
		}
		s.say(who, text)
	}
}

// say delivers one message of a person, twice, and sends what is answered.
func (s *stage) say(who, text string) {
	s.ids++
	in := store.Incoming{From: store.Address{Channel: store.WebPhone, ID: who}, ID: fmt.Sprint("m", s.ids), At: s.clock.Now(), Kind: store.InText,
		Text: strings.ReplaceAll(text, "KODE", s.code)}
	switch {
	case text == "stiker":
		in.Kind, in.Text = store.InSticker, ""
	case text == "suara":
		in.Kind, in.Text = store.InVoice, ""
	case strings.HasPrefix(text, "ditulis ") && len(text) > 25: // "ditulis 2026-03-07 11:30 Rafa 9,1/74": the network brings it late
		at, err := time.ParseInLocation("2006-01-02 15:04", text[8:24], store.WIB)
		if err != nil {
			s.t.Fatalf("%s: %s: %v", who, text, err)
		}
		in.At, in.Text = at, strings.ReplaceAll(text[25:], `\n`, "\n")
	case strings.HasPrefix(text, "lampir "):
		in.Kind = store.InPhoto
		in.File, in.Text, _ = strings.Cut(strings.TrimPrefix(text, "lampir "), " ")
	case strings.HasPrefix(text, "foto "):
		in.Kind, in.Text = store.InPhoto, strings.TrimPrefix(text, "foto ")
	case text == "grup":
		in.Kind, in.Text = store.InGroup, ""
	case strings.HasPrefix(text, "tekan "):
		f := strings.Fields(text)
		in.Kind, in.Text, in.Question, in.Choice = store.InButton, "", f[1], f[2]
	case strings.HasPrefix(text, "[") && strings.HasSuffix(text, "]"):
		in.Kind, in.Text = store.InButton, ""
		in.Question, in.Choice = s.button(who, strings.Trim(text, "[]"))
	}
	for range 2 {
		if err := s.app.gateway.Handle(context.Background(), in); err != nil {
			s.t.Fatalf("%s: %s: %v", who, text, err)
		}
	}
	if err := s.app.settle(context.Background()); err != nil {
		s.t.Fatalf("%s: %s: %v", who, text, err)
	}
}

func (s *stage) button(who, label string) (question, choice string) {
	m := s.last[who]
	for _, c := range m.Choices {
		if c.Label == label {
			return m.Question, c.ID
		}
	}
	s.t.Fatalf("%s has no button %q; she has %v", who, label, m.Choices)
	return "", ""
}

// shown writes what people saw since the last line, person by person; the same
// words again are counted, not repeated.
func (s *stage) shown() string {
	seen := s.fake.Take()
	sort.SliceStable(seen, func(i, j int) bool { return seen[i].To < seen[j].To })
	var b strings.Builder
	for i := 0; i < len(seen); i++ {
		text, n := s.show(seen[i]), 1
		for i+1 < len(seen) && s.show(seen[i+1]) == text {
			i, n = i+1, n+1
		}
		b.WriteString(text)
		if n > 1 {
			fmt.Fprintf(&b, "  × %d\n", n)
		}
	}
	return b.String()
}

// show writes a message as the bot's lines, and the choices it offers.
func (s *stage) show(m bot.Outgoing) string {
	for _, c := range m.Choices {
		if n := len("1|" + m.Question + "|" + c.ID); n > 64 {
			s.t.Errorf("button %q of question %q takes %d bytes, Telegram bears 64", c.ID, m.Question, n)
		}
	}
	if len(m.Choices) > 0 {
		s.last[m.To] = m
	}
	var b strings.Builder
	fmt.Fprintf(&b, "bot → %s: %s\n", m.To, strings.ReplaceAll(m.Text, "\n", "\n  | "))
	if m.File != nil && m.File.Key != "" {
		fmt.Fprintf(&b, "  (lampiran %s, %d byte)\n", m.File.Name, len(m.File.Bytes))
	}
	if len(m.Choices) > 0 {
		b.WriteString(" ")
		for _, c := range m.Choices {
			b.WriteString(" [" + c.Label + "]")
		}
		b.WriteString("\n")
	}
	return b.String()
}

// diff shows the first lines that differ.
func diff(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range g {
		if i >= len(w) || w[i] != g[i] {
			have := "(the end)"
			if i < len(w) {
				have = w[i]
			}
			return fmt.Sprintf("line %d\n  want %s\n  got  %s", i+1, have, g[i])
		}
	}
	return fmt.Sprintf("line %d: something is missing", len(g)+1)
}
