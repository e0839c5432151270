package whatsapp

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"go.mau.fi/whatsmeow/proto/waE2E"
	"go.mau.fi/whatsmeow/types"
	"google.golang.org/protobuf/proto"

	"tumbuh/bot"
	"tumbuh/bot/whatsapp/fakewa"
	"tumbuh/store"
)

// open starts a world in which siti and rina have written.
func openWorld(t testing.TB, change ...func(*Config)) *world {
	t.Helper()
	w := newWorld(t, change...)
	var in inbox
	run(t, w.door, in.handle)
	w.srv.DeliverText(siti, "halo")
	w.srv.DeliverText(rina, "halo")
	until(t, "two messages", func() bool { return len(in.all()) == 2 })
	w.srv.WaitIdle(t)
	return w
}

func (w *world) send(lane store.Lane, id, to string) bot.Outcome {
	return w.door.Send(context.Background(), bot.Outgoing{ID: id, To: to + "@s.whatsapp.net", Lane: lane, Text: "teks " + id})
}

// TestOutcomes: each way a send can fail has its fate.
func TestOutcomes(t *testing.T) {
	t.Parallel()
	w := openWorld(t, func(c *Config) { c.AckTimeout = 150 * time.Millisecond })
	for _, tt := range []struct {
		name  string
		b     fakewa.Behaviour
		fate  bot.Fate
		maybe bool
		code  string
	}{
		{"taken", fakewa.Behaviour{}, bot.Sent, false, ""},
		{"bad request", fakewa.Behaviour{AckError: 400}, bot.Invalid, false, "400"},
		{"invalid stanza", fakewa.Behaviour{AckError: 479}, bot.Invalid, false, "479"},
		{"slow down", fakewa.Behaviour{AckError: 429}, bot.Retry, false, "429"},
		{"no new chats", fakewa.Behaviour{AckError: 463}, bot.Retry, false, "463"},
		{"server fault", fakewa.Behaviour{AckError: 500}, bot.Retry, false, "500"},
		{"no answer", fakewa.Behaviour{NoAck: true}, bot.Retry, true, "no-answer"},
	} {
		w.srv.SetBehaviour(tt.b)
		out := w.send(store.Reply, tt.name, siti)
		if out.Fate != tt.fate || out.MaybeSent != tt.maybe || out.Code != tt.code || out.Fate == bot.Retry && out.After <= 0 {
			t.Errorf("%s: %+v", tt.name, out)
		}
	}
	w.srv.SetBehaviour(fakewa.Behaviour{})
	w.srv.NotOnWhatsApp("6281300000000")
	if out := w.send(store.Reply, "gone", "6281300000000"); out.Fate != bot.Gone {
		t.Errorf("a number without WhatsApp: %+v", out)
	}
	if out := w.door.Send(context.Background(), bot.Outgoing{ID: "e", To: siti + "@s.whatsapp.net", Lane: store.Reply}); out.Fate != bot.Invalid {
		t.Errorf("an empty message: %+v", out)
	}
}

// TestUnknownFateKeepsItsID: what may have been taken is sent again under the same id, and
// the phone can read both.
func TestUnknownFateKeepsItsID(t *testing.T) {
	t.Parallel()
	w := openWorld(t, func(c *Config) { c.AckTimeout = 150 * time.Millisecond })
	w.srv.SetBehaviour(fakewa.Behaviour{NoAck: true})
	if out := w.send(store.Reply, "m", siti); out.Fate != bot.Retry || !out.MaybeSent {
		t.Fatalf("%+v", out)
	}
	w.srv.SetBehaviour(fakewa.Behaviour{})
	if out := w.send(store.Reply, "m", siti); out.Fate != bot.Sent {
		t.Fatalf("%+v", out)
	}
	sent := w.srv.Sent()
	if sent[0].ID != sent[1].ID || !sent[1].Repeat || sent[1].Err != nil {
		t.Errorf("sent %+v", sent)
	}
}

// TestCutSendEnds: a send cut by a reconnect, whose repetition nobody acknowledges, ends by
// its deadline and does not hold up the others for ever.
func TestCutSendEnds(t *testing.T) {
	t.Parallel()
	w := openWorld(t)
	w.srv.SetBehaviour(fakewa.Behaviour{CutInAck: true, NoAck: true})
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	out := w.door.Send(ctx, bot.Outgoing{ID: "a", To: siti + "@s.whatsapp.net", Lane: store.Reply, Text: "x"})
	if out.Fate != bot.Retry || !out.MaybeSent {
		t.Errorf("%+v", out)
	}
	w.srv.SetBehaviour(fakewa.Behaviour{})
	w.connected()
	if out := w.send(store.Reply, "b", rina); out.Fate != bot.Sent {
		t.Errorf("the one behind: %+v", out)
	}
}

// TestClosedDoor: while nothing is connected nothing is tried.
func TestClosedDoor(t *testing.T) {
	t.Parallel()
	w := openWorld(t)
	w.srv.SetBehaviour(fakewa.Behaviour{HTTP: 503})
	w.srv.Drop()
	until(t, "the state", func() bool { return w.state().Code == Offline })
	if out := w.send(store.Reply, "x", siti); out.Fate != bot.Offline {
		t.Errorf("%+v", out)
	}
	w.srv.SetBehaviour(fakewa.Behaviour{})
	w.connected()
	if out := w.send(store.Reply, "x", siti); out.Fate != bot.Sent {
		t.Errorf("open again: %+v", out)
	}
}

// TestAskedAgainAfterARestart: a phone that could not read a message gets it once more,
// also from the next process, and whichever name it asks under.
func TestAskedAgainAfterARestart(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var in inbox
	stop := run(t, w.door, in.handle)
	w.srv.DeliverText(siti, "halo")
	until(t, "her message", func() bool { return len(in.all()) == 1 })
	if out := w.send(store.Reply, "m", siti); out.Fate != bot.Sent {
		t.Fatalf("%+v", out)
	}
	stop()
	w.door = w.make()
	run(t, w.door, in.handle)
	w.connected()
	w.srv.AskRetry(siti, w.srv.Peer(siti).LID, networkID("m"), 1)
	until(t, "the second copy", func() bool {
		sent := w.srv.Sent()
		return len(sent) == 2 && sent[1].Text == "teks m" && sent[1].ID == networkID("m")
	})
}

// TestLinkedDevicesAfterRestart: the first message after a start reaches a phone that has
// linked devices, and they can read it.
func TestLinkedDevicesAfterRestart(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.srv.LinkDevice(siti, 3)
	var in inbox
	stop := run(t, w.door, in.handle)
	w.srv.DeliverText(siti, "halo")
	until(t, "her message", func() bool { return len(in.all()) == 1 })
	w.send(store.Reply, "a", siti)
	stop()
	w.door = w.make()
	run(t, w.door, in.handle)
	w.connected()
	if out := w.send(store.Reply, "b", siti); out.Fate != bot.Sent {
		t.Fatalf("%+v", out)
	}
	sent := w.srv.Sent()
	if m := sent[len(sent)-1]; m.Err != nil || len(m.Linked) != 1 || m.Linked[3] != nil {
		t.Errorf("phone: %v, linked: %v", m.Err, m.Linked)
	}
}

// TestReceipts: delivered and read are kept; of broadcasts the program is told.
func TestReceipts(t *testing.T) {
	t.Parallel()
	told := make(chan string, 8)
	w := openWorld(t, func(c *Config) {
		c.Receipt = func(_ context.Context, message string, seen bool) {
			if seen {
				message += " seen"
			}
			told <- message
		}
	})
	w.srv.SetBehaviour(fakewa.Behaviour{Receipts: []types.ReceiptType{types.ReceiptTypeDelivered, types.ReceiptTypeRead}})
	w.send(store.Reply, "r", siti)
	w.send(store.Broadcast, "siaran:1", rina)
	if one, two := <-told, <-told; one != "siaran:1" || two != "siaran:1 seen" {
		t.Errorf("told %q, %q", one, two)
	}
	until(t, "the figures", func() bool {
		l, err := Numbers(context.Background(), w.dir, w.clock.Now())
		return err == nil && l[0].Tally == Tally{2, 2, 2}
	})
	w.healthy()
}

// TestRefusedChatStopsTheNumber: at the first 463 nothing unasked is sent any more from
// the number, in no lane, the one in preparation included, over a restart, for the time of
// the setting; answers go on.
func TestRefusedChatStopsTheNumber(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var in inbox
	stop := run(t, w.door, in.handle)
	w.srv.DeliverText(siti, "halo")
	w.srv.DeliverText(rina, "halo")
	until(t, "two messages", func() bool { return len(in.all()) == 2 })
	w.srv.SetBehaviour(fakewa.Behaviour{AckDelay: 100 * time.Millisecond, RejectIf: func(m fakewa.Msg) int {
		if strings.HasPrefix(m.Text, "teks p") {
			return 463
		}
		return 0
	}})
	var wg sync.WaitGroup
	var outs [6]bot.Outcome
	for i := range outs {
		lane := []store.Lane{store.Reminder, store.Broadcast}[i%2]
		wg.Go(func() { outs[i] = w.send(lane, "p"+string(rune('0'+i)), []string{siti, rina}[i%2]) })
	}
	wg.Wait()
	for _, out := range outs {
		if out.Fate != bot.Retry || !out.Paced || out.MaybeSent {
			t.Errorf("%+v", out)
		}
	}
	if n := len(w.srv.Sent()); n != 1 {
		t.Fatalf("%d unasked messages reached the network, want the refused one only", n)
	}
	if out := w.send(store.Reply, "jawab", siti); out.Fate != bot.Sent {
		t.Errorf("an answer: %+v", out)
	}
	if s := w.state(); s.Stopped.Sub(w.clock.Now()) < 59*time.Minute {
		t.Errorf("stopped until %v", s.Stopped)
	}
	stop()
	w.door = w.make()
	run(t, w.door, in.handle)
	w.connected()
	w.clock.Move(58 * time.Minute)
	if out := w.send(store.Reminder, "p6", siti); !out.Paced {
		t.Errorf("before the hour is over: %+v", out)
	}
	w.srv.SetBehaviour(fakewa.Behaviour{})
	w.clock.Move(3 * time.Minute)
	if out := w.send(store.Reminder, "p6", siti); out.Fate != bot.Sent {
		t.Errorf("after the hour: %+v", out)
	}
}

// TestOnlyWhoWrote: nothing unasked to anybody who did not write to the number; an answer
// to somebody whose contact was lost with the number's old file is sent.
func TestOnlyWhoWrote(t *testing.T) {
	t.Parallel()
	w := openWorld(t)
	if out := w.send(store.Reminder, "x", "6281300000001"); !out.Paced || out.Code != "never-wrote" {
		t.Errorf("a reminder: %+v", out)
	}
	if out := w.send(store.Reply, "y", "6281300000001"); out.Fate != bot.Sent {
		t.Errorf("an answer: %+v", out)
	}
}

// TestSeveralNumbers: each person is answered from the number she wrote to last.
func TestSeveralNumbers(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	link(t, w.srv, w.dir, "second", "6281100000002")
	var in inbox
	run(t, w.door, in.handle)
	until(t, "two numbers", func() bool { return len(w.door.States()) == 2 })
	text := func(s string) *waE2E.Message { return &waE2E.Message{Conversation: proto.String(s)} }
	w.srv.Deliver(siti, text("a"), fakewa.Delivery{To: botPhone})
	w.srv.Deliver(rina, text("b"), fakewa.Delivery{To: "6281100000002"})
	w.srv.WaitIdle(t)
	w.send(store.Reply, "1", siti)
	w.send(store.Reply, "2", rina)
	w.clock.Move(time.Minute)
	w.srv.Deliver(siti, text("c"), fakewa.Delivery{To: "6281100000002"})
	w.srv.WaitIdle(t)
	w.send(store.Reply, "3", siti)
	want := []string{botPhone, "6281100000002", "6281100000002"}
	for i, m := range w.srv.Sent() {
		if m.Bot != want[i] {
			t.Errorf("message %d came from %s, want %s", i, m.Bot, want[i])
		}
	}
}

// TestPictures: out and in, and never from a host that the sender chose.
func TestPictures(t *testing.T) {
	t.Parallel()
	w := openWorld(t)
	jpeg := bytes.Repeat([]byte("gambar"), 1000)
	out := w.door.Send(context.Background(), bot.Outgoing{ID: "p", To: siti + "@s.whatsapp.net", Lane: store.Reply, Text: "grafik",
		File: &bot.File{Name: "g.png", MIME: "image/png", Bytes: jpeg, Picture: true}})
	if out.Fate != bot.Sent {
		t.Fatalf("%+v", out)
	}
	m := w.srv.Sent()[0].Proto.GetImageMessage()
	if got, err := w.srv.Image(m); err != nil || !bytes.Equal(got, jpeg) || m.GetCaption() != "grafik" {
		t.Errorf("she sees %d bytes, %v", len(got), err)
	}
	l := w.door.lines["main"]
	in := l.withFile(store.Incoming{Kind: store.InPhoto}, &waE2E.Message{ImageMessage: &waE2E.ImageMessage{URL: proto.String("http://10.0.0.5:9200/_all"),
		DirectPath: m.DirectPath, MediaKey: m.MediaKey, FileEncSHA256: m.FileEncSHA256, FileSHA256: m.FileSHA256, FileLength: m.FileLength}})
	if got, err := w.door.Fetch(context.Background(), in.File); err != nil || !bytes.Equal(got, jpeg) {
		t.Errorf("fetched %d bytes, %v", len(got), err)
	}
	big := l.withFile(store.Incoming{}, &waE2E.Message{ImageMessage: &waE2E.ImageMessage{DirectPath: m.DirectPath, FileLength: proto.Uint64(maxMedia + 1)}})
	if _, err := w.door.Fetch(context.Background(), big.File); !errors.Is(err, errTooLarge) {
		t.Errorf("a picture without bound: %v", err)
	}
	for _, url := range []string{"http://mmg.whatsapp.net/v", "https://10.0.0.5:9200/v", "https://whatsapp.net.evil.example/v", "https://evilwhatsapp.net/v"} {
		r, err := http.NewRequest(http.MethodGet, url, nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := (ownHosts{failing{}}).RoundTrip(r); err == nil || errors.Is(err, errDialled) {
			t.Errorf("%s was asked", url)
		}
	}
	r, _ := http.NewRequest(http.MethodGet, "https://media-cgk1-1.cdn.whatsapp.net/v", nil)
	if _, err := (ownHosts{failing{}}).RoundTrip(r); !errors.Is(err, errDialled) {
		t.Errorf("WhatsApp's own host: %v", err)
	}
}

var errDialled = errors.New("dialled")

type failing struct{}

func (failing) RoundTrip(*http.Request) (*http.Response, error) { return nil, errDialled }
