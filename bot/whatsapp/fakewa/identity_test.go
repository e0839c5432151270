package fakewa_test

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.mau.fi/whatsmeow"
	"go.mau.fi/whatsmeow/proto/waE2E"
	"go.mau.fi/whatsmeow/types"
	"go.mau.fi/whatsmeow/types/events"
	waLog "go.mau.fi/whatsmeow/util/log"
	"google.golang.org/protobuf/proto"
	"tumbuh/bot/whatsapp/fakewa"
)

// phoneOf is how a bot should find the phone number behind a message.
func phoneOf(ctx context.Context, cli *whatsmeow.Client, info types.MessageInfo) string {
	for _, j := range []types.JID{info.Sender, info.SenderAlt} {
		if j.Server == types.DefaultUserServer {
			return j.User
		}
	}
	if pn, err := cli.Store.LIDs.GetPNForLID(ctx, info.Sender.ToNonAD()); err == nil && !pn.IsEmpty() {
		return pn.User
	}
	return ""
}

func TestLID(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	srv := fakewa.Start(t, time.Now)
	b := startBot(t, srv, true)
	for i, mode := range []fakewa.Addressing{fakewa.ByPN, fakewa.ByPNOnly, fakewa.ByLID, fakewa.ByLIDOnly} {
		srv.SetAddressing(ibu, mode)
		srv.DeliverText(ibu, "halo")
		sent := srv.WaitSent(t, i+1)[i]
		info := b.waitMessages(i + 1)[i].Info
		if phoneOf(ctx, b.cli, info) != ibu || sent.Phone != ibu || sent.Err != nil {
			t.Errorf("mode %d failed", mode)
		}
	}
	// A stranger who never showed a phone number.
	srv.SetAddressing(kader, fakewa.ByLIDOnly)
	srv.DeliverText(kader, "siapa saya")
	if m := srv.WaitSent(t, 5)[4]; m.Phone != kader || m.Err != nil {
		t.Errorf("the answer to a hidden stranger: %+v", m)
	}
	info := b.waitMessages(5)[4].Info
	if p := phoneOf(ctx, b.cli, info); p != "" {
		t.Errorf("a hidden stranger's number is known: %s", p)
	}
	// Asking the server about the number fills the map.
	if _, err := b.cli.GetUserInfo(ctx, []types.JID{types.NewJID(kader, types.DefaultUserServer)}); err != nil || phoneOf(ctx, b.cli, info) != kader {
		t.Errorf("after a look-up her number is %q, %v", phoneOf(ctx, b.cli, info), err)
	}
	srv.WaitIdle(t)
	noProblems(t, srv)
}

// TestLIDMigrated: once the account is migrated, messages to PNs go to LIDs.
func TestLIDMigrated(t *testing.T) {
	t.Parallel()
	srv := fakewa.Start(t, time.Now)
	b := newBot(t, srv, filepath.Join(t.TempDir(), "wa.db"), false)
	b.cli.Store.LIDMigrationTimestamp = time.Now().Unix()
	b.connect(srv)
	resp, err := send(b, ibuPN, "halo")
	if err != nil {
		t.Fatal(err)
	}
	sent := srv.WaitSent(t, 1)[0]
	if sent.To.Server != types.HiddenUserServer || sent.Text != "halo" {
		t.Fatal(sent)
	}
	srv.AskRetry(ibu, ibuPN, resp.ID, 1) // the phone answers under its number
	srv.AskRetry(ibu, sent.To, resp.ID, 1)
	eventually(t, "resend", func() bool { return len(srv.Sent()) >= 2 })
	srv.WaitIdle(t)
	roundTrip(b)
	if n := len(srv.Sent()) - 1; n != 1 {
		t.Errorf("sent again %d times: this version looks a message up by exactly the name it was sent to", n)
	}
	noProblems(t, srv)
}

func TestImage(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	srv := fakewa.Start(t, time.Now)
	b := startBot(t, srv, false)
	pic := bytes.Repeat([]byte("\xff\xd8jpeg"), 20000)
	up, err := b.cli.Upload(ctx, pic, whatsmeow.MediaImage)
	if err != nil {
		t.Fatal(err)
	}
	_, err = b.cli.SendMessage(ctx, ibuPN, &waE2E.Message{ImageMessage: &waE2E.ImageMessage{
		Caption: proto.String("KMS"), Mimetype: proto.String("image/jpeg"), URL: &up.URL, DirectPath: &up.DirectPath,
		MediaKey: up.MediaKey, FileEncSHA256: up.FileEncSHA256, FileSHA256: up.FileSHA256, FileLength: &up.FileLength,
	}})
	if err != nil {
		t.Fatal(err)
	}
	m := srv.WaitSent(t, 1)[0]
	got, err := srv.Image(m.Proto.GetImageMessage())
	if err != nil || !bytes.Equal(got, pic) {
		t.Fatalf("image: %v, %d bytes", err, len(got))
	}
	if _, err = srv.DeliverImage(ibu, pic, "buku KIA"); err != nil {
		t.Fatal(err)
	}
	in := b.waitMessages(1)[0]
	back, err := b.cli.Download(ctx, in.Message.GetImageMessage())
	if err != nil || !bytes.Equal(back, pic) {
		t.Fatalf("download: %v", err)
	}
	srv.WaitIdle(t)
	noProblems(t, srv)
}

// hostSpy records which hosts the media client is asked for.
type hostSpy struct{ hosts []string }

func (h *hostSpy) RoundTrip(r *http.Request) (*http.Response, error) {
	h.hosts = append(h.hosts, r.URL.Scheme+"://"+r.URL.Host)
	return nil, errors.New("blocked")
}

// TestSenderChoosesURL: the sender of a picture chooses the URL the client fetches.
func TestSenderChoosesURL(t *testing.T) {
	t.Parallel()
	srv := fakewa.Start(t, time.Now)
	b := startBot(t, srv, false)
	spy := &hostSpy{}
	b.cli.SetMediaHTTPClient(&http.Client{Transport: spy})
	srv.Deliver(ibu, &waE2E.Message{ImageMessage: &waE2E.ImageMessage{
		URL: proto.String("http://10.0.0.5:9200/_all"), MediaKey: make([]byte, 32), FileEncSHA256: make([]byte, 32),
		FileSHA256: make([]byte, 32), Mimetype: proto.String("image/jpeg"),
	}}, fakewa.Delivery{})
	m := b.waitMessages(1)[0]
	if _, err := b.cli.Download(context.Background(), m.Message.GetImageMessage()); err == nil {
		t.Error("downloaded from nowhere")
	}
	if len(spy.hosts) == 0 || spy.hosts[0] != "http://10.0.0.5:9200" {
		t.Error("expected the client to follow the sender's URL")
	}
}

func TestQRPairing(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	srv := fakewa.Start(t, time.Now)
	store := openStore(t, filepath.Join(t.TempDir(), "wa.db"))
	defer store.Close()
	b := &bot{t: t, db: store, ch: make(chan struct{}, 1)}
	b.cli = whatsmeow.NewClient(store.NewDevice(), waLog.Noop)
	srv.Attach(b.cli)
	b.cli.AddEventHandler(b.handle)
	defer b.cli.Disconnect()
	qr, err := b.cli.GetQRChannel(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if err = b.cli.Connect(); err != nil {
		t.Fatal(err)
	}
	item := <-qr
	if item.Event != "code" || strings.Count(item.Code, ",") < 3 {
		t.Fatalf("QR: %+v", item)
	}
	if err = srv.ScanQR(item.Code, botPhone); err != nil {
		t.Fatal(err)
	}
	if item = <-qr; item.Event != "success" {
		t.Errorf("QR: %+v", item)
	}
	waitEvent[*events.Connected](b)
	b.echo = true
	srv.DeliverText(ibu, "halo")
	m := srv.WaitSent(t, 1)[0]
	srv.WaitIdle(t)
	devs, _ := store.GetAllDevices(ctx)
	if len(devs) != 1 || m.Text != "echo: halo" {
		t.Fatal(devs, m)
	}
	noProblems(t, srv)
}

func TestCodePairing(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	srv := fakewa.Start(t, time.Now)
	store := openStore(t, filepath.Join(t.TempDir(), "wa.db"))
	defer store.Close()
	b := &bot{t: t, db: store, ch: make(chan struct{}, 1), echo: true}
	b.cli = whatsmeow.NewClient(store.NewDevice(), waLog.Noop)
	srv.Attach(b.cli)
	b.cli.AddEventHandler(b.handle)
	defer b.cli.Disconnect()
	if err := b.cli.Connect(); err != nil {
		t.Fatal(err)
	}
	waitEvent[*events.QR](b)
	code, err := b.cli.PairPhone(ctx, "+62 811-0000-0001", true, whatsmeow.PairClientChrome, "Chrome (Linux)")
	if err != nil {
		t.Fatal(err)
	}
	if _, err = b.cli.PairPhone(ctx, "0811 0000 0001", true, whatsmeow.PairClientChrome, "Chrome (Linux)"); !errors.Is(err, whatsmeow.ErrPhoneNumberIsNotInternational) {
		t.Errorf("local number: %v", err)
	}
	if err = srv.EnterCode(botPhone, code); err != nil {
		t.Fatal(err)
	}
	waitEvent[*events.PairSuccess](b)
	waitEvent[*events.Connected](b)
	srv.DeliverText(ibu, "halo")
	if m := srv.WaitSent(t, 1)[0]; m.Text != "echo: halo" || b.cli.Store.ID.User != botPhone {
		t.Errorf("%s answered %q", b.cli.Store.ID, m.Text)
	}
	srv.WaitIdle(t)
	noProblems(t, srv)
}
