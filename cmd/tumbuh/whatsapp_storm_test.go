package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.mau.fi/whatsmeow/types"

	"tumbuh/bot/whatsapp/fakewa"
	"tumbuh/store"
	"tumbuh/store/rdb"
)

// answersTo are what a mother writes when a message asks for something, for the first time
// or once more; the first that fits counts.
var answersTo = [][2]string{{"terdaftar", ""}, {"Sudah benar?", "ya, simpan"}, {"Balas *ya*", "ya, simpan"},
	{"Jam berapa", "19.00"}, {"04.00 dan 22.00", "19.00"}, {"Nomor HP", "lewati"}, {"0812 3456", "lewati"}, {"Posyandu Ibu yang mana", "belum tahu"}, {"tulis *belum tahu*", "belum tahu"},
	{"kelurahan apa", "rempoa"}, {"Tulis nama kelurahan", "rempoa"}, {"haid terakhir", "20 minggu"}, {"HPL 20", "20 minggu"}, {"Berapa umur", "27 tahun"}, {"*27 tahun*", "27 tahun"},
	{"Siapa nama", "Mawar Lestari"}, {"Tulis nama saja", "Mawar Lestari"}, {"mohon persetujuan", "1"}, {"Cukup balas", "1"},
	{"", "daftar hamil"}} // at the start, and where she wrote under a name not known yet to be hers

// mother registers over WhatsApp, answering what she is asked. She writes only when she was
// answered: one reply that is lost leaves her unregistered.
type mother struct {
	phone string
	wrote int
	done  bool
	seen  map[string]bool // ids of messages she was shown
	last  string
}

// reads takes what she was shown; it returns what she writes next, "" for nothing.
func (m *mother) reads(text string) string {
	if m.done {
		return ""
	}
	for _, a := range answersTo {
		if strings.Contains(text, a[0]) {
			m.done = m.done || a[0] == "terdaftar"
			return a[1]
		}
	}
	return ""
}

// waStorm is fifty mothers, the network, and when the program was killed.
type waStorm struct {
	srv     *fakewa.Server
	mothers map[string]*mother
	ways    []fakewa.Addressing // the names they write under, by turns
	kills   int
	began   time.Time
	read    int // of what the program sent
}

// write sends a mother's words under one of her names.
func (s *waStorm) write(m *mother, text string) {
	s.srv.SetAddressing(m.phone, s.ways[rand.IntN(len(s.ways))])
	s.srv.DeliverText(m.phone, text)
	m.wrote++
}

// round lets everybody read and answer; it returns how many are registered.
func (s *waStorm) round() (done int) {
	sent := s.srv.Sent()
	for _, msg := range sent[s.read:] {
		m := s.mothers[msg.Phone]
		if m == nil || msg.Err != nil || msg.Rejected != 0 || m.seen[msg.ID] {
			continue
		}
		m.seen[msg.ID], m.last = true, msg.Text
		if text := m.reads(msg.Text); text != "" {
			s.write(m, text)
		}
	}
	s.read = len(sent)
	for _, m := range s.mothers {
		if m.done {
			done++
		}
	}
	return done
}

// waStormLimit is how long the talking may take; alone on two cores it takes 15 seconds.
const waStormLimit = 2 * time.Minute

// TestStormOnWhatsApp: fifty mothers register at once, each under her number and her hidden
// id by turns, while the program is killed three times. All complete, none is two people,
// each is answered as often as she wrote, and what was sent twice has its cause.
func TestStormOnWhatsApp(t *testing.T) {
	s := &waStorm{srv: fakewa.Start(t, time.Now), mothers: map[string]*mother{}, ways: []fakewa.Addressing{fakewa.ByPN, fakewa.ByLID, fakewa.ByPNOnly, fakewa.ByLIDOnly}}
	s.srv.KeepStanzas(false)
	s.srv.SetBehaviour(fakewa.Behaviour{Retry: true, Receipts: []types.ReceiptType{types.ReceiptTypeDelivered}})
	h := waHouse(t, s.srv)
	pairByCode(t, h, s.srv, "main", botNumber)
	p := h.start("serve")
	s.began = time.Now()
	for i := range 50 {
		m := &mother{phone: fmt.Sprintf("62812555%05d", i), seen: map[string]bool{}}
		s.mothers[m.phone] = m
		s.write(m, "halo")
	}
	defer func() {
		for _, m := range s.mothers {
			if !m.done {
				t.Logf("not registered after %d messages of hers: %.200s", m.wrote, m.last)
			}
		}
		if t.Failed() {
			t.Logf("%d with the network; the program said:\n%s", len(s.srv.Pending()), p.err.String())
		}
	}()
	until(t, "fifty registrations", waStormLimit, func() bool {
		done := s.round()
		if s.killNow() {
			p.kill()
			s.kills++
			p = h.start("serve")
		}
		return done == len(s.mothers)
	})
	s.srv.WaitIdle(t)
	until(t, "an answer to everything", time.Minute, func() bool {
		s.round()
		wrote, replies := s.counts()
		return replies >= wrote
	})
	if code := p.stop(); code != 0 {
		t.Errorf("exit %d", code)
	}
	s.judge(t)
	h.onePersonEach(t, s.srv, s.mothers)
}

// killNow tells when the program is killed: at the first receipt of fifty messages that
// came at once, when the rest is under way, and twice in the middle of talking.
func (s *waStorm) killNow() bool {
	switch s.kills {
	case 0:
		return len(s.srv.Pending()) < len(s.mothers)
	case 1, 2:
		return s.read >= 170*s.kills
	}
	return false
}

// judge counts what was sent twice and finds the cause of each: her phone asked for it, or
// the line it went out by ended with the process before its receipt was read.
func (s *waStorm) judge(t *testing.T) {
	toMothers, lines := s.srv.Sent(), map[int]bool{}
	toMothers = slices.DeleteFunc(toMothers, func(m fakewa.Msg) bool { return s.mothers[m.Phone] == nil })
	for _, m := range toMothers {
		lines[m.Conn] = true
	}
	if len(lines) > s.kills+1 {
		t.Errorf("%d lines for %d kills: one was cut without a kill", len(lines), s.kills)
	}
	asked, killed, without := causes(toMothers)
	for _, m := range without {
		t.Errorf("sent twice without a cause: %.60s", m.Text)
	}
	for _, m := range s.mothers {
		if len(m.seen) != m.wrote {
			t.Errorf("she wrote %d times and was answered %d times", m.wrote, len(m.seen))
		}
	}
	wrote, replies := s.counts()
	t.Logf("storm on WhatsApp: %d mothers, %d kills, %d written, %d answered in %s; sent again because the phone asked %d, by a kill %d, without a cause %d",
		len(s.mothers), s.kills, wrote, replies, time.Since(s.began).Round(time.Second), asked, killed, len(without))
}

// causes tells why messages were sent more than once. What answers a phone that asked is no
// sending of the outbox: a message whose line was killed may be asked for on the next line
// first, and be sent by the outbox after that; the kill is still the cause.
func causes(sent []fakewa.Msg) (asked, killed int, without []fakewa.Msg) {
	by := map[string]int{}
	for _, m := range sent {
		key := m.Phone + m.ID
		was, again := by[key]
		if m.Retry > 0 {
			asked++
			continue
		}
		by[key] = m.Conn
		switch {
		case again && was != m.Conn:
			killed++
		case again:
			without = append(without, m)
		}
	}
	return asked, killed, without
}

// TestCausesOfASecondSending: the killed line, the phone that asked, both in either order;
// two sendings by one line have no cause, whatever came between.
func TestCausesOfASecondSending(t *testing.T) {
	first, again, retry := fakewa.Msg{ID: "m", Conn: 1}, fakewa.Msg{ID: "m", Conn: 2}, fakewa.Msg{ID: "m", Conn: 2, Retry: 1}
	for name, row := range map[string]struct {
		sent                   []fakewa.Msg
		asked, killed, without int
	}{
		"once":                     {[]fakewa.Msg{first}, 0, 0, 0},
		"killed":                   {[]fakewa.Msg{first, again}, 0, 1, 0},
		"killed, asked, sent":      {[]fakewa.Msg{first, retry, again}, 1, 1, 0},
		"killed, sent, asked":      {[]fakewa.Msg{first, again, retry}, 1, 1, 0},
		"twice by one line":        {[]fakewa.Msg{first, first}, 0, 0, 1},
		"twice by the second line": {[]fakewa.Msg{first, again, retry, again}, 1, 1, 1},
	} {
		if asked, killed, without := causes(row.sent); asked != row.asked || killed != row.killed || len(without) != row.without {
			t.Errorf("%s: asked %d, killed %d, without %d", name, asked, killed, len(without))
		}
	}
}

func (s *waStorm) counts() (wrote, replies int) {
	for _, m := range s.mothers {
		wrote, replies = wrote+m.wrote, replies+len(m.seen)
	}
	return wrote, replies
}

// onePersonEach looks into the store: one person and one family behind both names.
func (h *house) onePersonEach(t *testing.T, srv *fakewa.Server, mothers map[string]*mother) {
	db, err := rdb.Open(context.Background(), rdb.Config{City: "36.74", DataDir: h.dir, NeedDisk: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	people := map[store.PersonID]string{}
	var mu sync.Mutex
	for phone := range mothers {
		peer := srv.Peer(phone)
		ids := map[store.PersonID]bool{}
		for _, name := range []string{peer.PN.String(), peer.LID.String()} {
			v, err := db.View(context.Background(), store.Address{Channel: store.WhatsApp, ID: name}, time.Now())
			if err != nil {
				t.Fatal(err)
			}
			if v.Bound != "" {
				ids[v.Bound] = true
				if len(v.Family.Value.Pregnancies) != 1 {
					t.Errorf("%d pregnancies behind one of her names", len(v.Family.Value.Pregnancies))
				}
				mu.Lock()
				if other, taken := people[v.Bound]; taken && other != phone {
					t.Error("two mothers are one person")
				}
				people[v.Bound] = phone
				mu.Unlock()
			}
		}
		if len(ids) != 1 {
			t.Errorf("she is %d people", len(ids))
		}
	}
	if len(people) != len(mothers) {
		t.Errorf("%d people, want %d", len(people), len(mothers))
	}
}
