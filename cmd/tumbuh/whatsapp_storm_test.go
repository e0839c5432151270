package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"tumbuh/bot/whatsapp/fakewa"
	"tumbuh/store"
	"tumbuh/store/rdb"
)

// answersTo are what a mother writes when a message asks for something; the first that
// fits counts.
var answersTo = [][2]string{{"terdaftar", ""}, {"Sudah benar?", "ya, simpan"}, {"Jam berapa", "19.00"}, {"Nomor HP", "lewati"}, {"Posyandu Ibu yang mana", "belum tahu"},
	{"kelurahan apa", "rempoa"}, {"haid terakhir", "20 minggu"}, {"Berapa umur", "27 tahun"}, {"Siapa nama", "Mawar Lestari"}, {"mohon persetujuan", "1"}, {"Cukup balas", "1"},
	{"Mulai dari mana", "daftar hamil"}, {"belum paham", "daftar hamil"}, {"Hubungi kader", "daftar hamil"}} // the last two: she wrote under a name not known yet to be hers

// mother registers over WhatsApp, answering what she is asked.
type mother struct {
	phone   string
	answers int
	done    bool
	seen    map[string]bool // ids of messages she was shown
	last    string
}

// reads takes what she was shown; it returns what she writes next, "" for nothing.
func (m *mother) reads(text string) string {
	for _, a := range answersTo {
		if strings.Contains(text, a[0]) {
			m.done = m.done || a[0] == "terdaftar"
			return a[1]
		}
	}
	return ""
}

// TestStormOnWhatsApp: fifty mothers register at once, each under her number and her hidden
// id by turns, while the program is killed three times. All complete, none is two people.
func TestStormOnWhatsApp(t *testing.T) {
	srv := fakewa.Start(t, time.Now)
	srv.KeepStanzas(false)
	srv.SetBehaviour(fakewa.Behaviour{Retry: true})
	h := waHouse(t, srv)
	pairByCode(t, h, srv, "main", botNumber)
	p := h.start("serve")
	mothers := map[string]*mother{}
	ways := []fakewa.Addressing{fakewa.ByPN, fakewa.ByLID, fakewa.ByPNOnly, fakewa.ByLIDOnly}
	write := func(m *mother, text string) {
		srv.SetAddressing(m.phone, ways[rand.IntN(len(ways))])
		srv.DeliverText(m.phone, text)
		m.answers++
	}
	for i := range 50 {
		m := &mother{phone: fmt.Sprintf("62812555%05d", i), seen: map[string]bool{}}
		mothers[m.phone] = m
		write(m, "halo")
	}
	kills, read := 0, 0
	defer func() {
		for _, m := range mothers {
			if !m.done {
				t.Logf("not done after %d answers: %.200s", m.answers, m.last)
			}
		}
	}()
	until(t, "fifty registrations", 4*time.Minute, func() bool {
		sent := srv.Sent()
		done := 0
		for _, msg := range sent[read:] {
			m := mothers[msg.Phone]
			if m == nil || msg.Err != nil || msg.Rejected != 0 || m.seen[msg.ID] {
				continue
			}
			m.seen[msg.ID], m.last = true, msg.Text
			if text := m.reads(msg.Text); text != "" {
				write(m, text)
			}
		}
		read = len(sent)
		for _, m := range mothers {
			if m.done {
				done++
			}
		}
		if kills < 3 && done >= 10*(kills+1) {
			kills++
			p.kill()
			p = h.start("serve")
		}
		return done == len(mothers)
	})
	srv.WaitIdle(t)
	if code := p.stop(); code != 0 {
		t.Errorf("exit %d", code)
	}
	h.onePersonEach(t, srv, mothers)
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
