package whatsapp

import (
	"context"
	"slices"
	"testing"
	"time"

	waBinary "go.mau.fi/whatsmeow/binary"
)

// TestMalformed: stanzas that would end the process are refused, at every start.
func TestMalformed(t *testing.T) {
	w := newWorld(t)
	var in inbox
	stop := run(t, w.door, in.handle)
	w.connected()
	cut := ""
	for _, body := range [][]byte{{}, {0x33, 0x12, 0, 0x1a, 0, 0x22, 0}, {0x33}} {
		cut = w.srv.DeliverRaw(siti, waBinary.Node{Tag: "enc", Attrs: waBinary.Attrs{"v": "2", "type": "pkmsg"}, Content: body})
	}
	w.srv.DeliverText(rina, "sesudah")
	came := func(text string) func() bool { return func() bool { return slices.Contains(in.texts(), text) } }
	until(t, "the message behind", came("sesudah"))
	until(t, "two refusals", func() bool { return w.door.count.Malformed.Load() == 2 })
	until(t, "the second try of the cut one", came("after "+cut))
	stop()
	second := w.make()
	run(t, second, in.handle)
	w.srv.DeliverText(rina, "lagi")
	until(t, "the message after a restart", came("lagi"))
	w.srv.WaitIdle(t)
	if n := len(in.all()); n != 3 {
		t.Errorf("%d messages came: %q", n, in.texts())
	}
}

// TestPanicInTransaction: a panic while a message is decrypted ends its transaction;
// otherwise nothing of the number could be written any more.
func TestPanicInTransaction(t *testing.T) {
	w := newWorld(t)
	b, err := openBox(context.Background(), w.dir, "main", w.door.cfg.Log)
	if err != nil {
		t.Fatal(err)
	}
	defer b.close()
	dev, err := b.device(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	_ = newClient(dev, Hook{}, quiet{w.door.cfg.Log, "main"}, func() {})
	func() {
		defer func() {
			if recover() != "stanza" {
				t.Error("the panic did not go on")
			}
		}()
		_ = dev.EventBuffer.DoDecryptionTxn(context.Background(), func(ctx context.Context) error {
			if err := dev.EventBuffer.PutBufferedEvent(ctx, [32]byte{1}, []byte("x"), time.Now()); err != nil {
				t.Error(err)
			}
			panic("stanza")
		})
	}()
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	if err := b.set(ctx, "x", "y"); err != nil {
		t.Errorf("writing afterwards: %v", err)
	}
	if e, err := dev.EventBuffer.GetBufferedEvent(ctx, [32]byte{1}); err != nil || e != nil {
		t.Errorf("the transaction left %+v, %v", e, err)
	}
}
