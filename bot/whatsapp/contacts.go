package whatsapp

import (
	"context"
	"database/sql"
	"fmt"
	"sync"
	"time"

	"go.mau.fi/whatsmeow/types"

	"tumbuh/store"
)

// contact is one person as a number knows her: by phone, by hidden id (LID), or both.
// first is how she was known first; it stays her address, so that the same message
// brought under the other name is the same message.
type contact struct {
	id         int64
	first      string
	lid, phone string // JIDs without a device, or ""
	wrote      time.Time
	changed    bool // her keys changed: maybe another person holds the phone
}

// address is how the rest of the program names her.
func (c contact) address() store.Address { return store.Address{Channel: store.WhatsApp, ID: c.first} }

// aliases are her other names.
func (c contact) aliases() []store.Address {
	var list []store.Address
	for _, id := range []string{c.lid, c.phone} {
		if id != "" && id != c.first {
			list = append(list, store.Address{Channel: store.WhatsApp, ID: id})
		}
	}
	return list
}

// number is her phone number in digits, or "".
func (c contact) number() string {
	j, err := types.ParseJID(c.phone)
	if err != nil {
		return ""
	}
	return j.User
}

// contacts are all people who wrote to a number. They are few enough to be kept in
// memory (about 200 bytes each).
type contacts struct {
	mu  sync.Mutex
	box *box
	by  map[string]*contact // by each of their JIDs
}

func loadContacts(ctx context.Context, b *box) (*contacts, error) {
	c := &contacts{box: b, by: map[string]*contact{}}
	rows, err := b.db.QueryContext(ctx, "SELECT id, first, COALESCE(lid, ''), COALESCE(phone, ''), wrote, changed FROM tumbuh_contact")
	if err != nil {
		return nil, fmt.Errorf("reading contacts: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var p contact
		var wrote int64
		if err := rows.Scan(&p.id, &p.first, &p.lid, &p.phone, &wrote, &p.changed); err != nil {
			return nil, fmt.Errorf("reading contacts: %w", err)
		}
		p.wrote = time.Unix(wrote, 0)
		c.index(&p)
	}
	return c, rows.Err()
}

func (c *contacts) index(p *contact) {
	for _, id := range []string{p.first, p.lid, p.phone} {
		if id != "" {
			c.by[id] = p
		}
	}
}

// find returns the contact with one of the names.
func (c *contacts) find(id string) (contact, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	p := c.by[id]
	if p == nil {
		return contact{}, false
	}
	return *p, true
}

// wroteEvery is how exact the time of the last message is kept on disk.
const wroteEvery = time.Hour

// meet notes that somebody wrote under one or two names and returns her; two contacts
// that turn out to be one become one, the older of them. A new contact or a new name is
// on the disk when meet returns; that she wrote again is, at most an hour later.
func (c *contacts) meet(ctx context.Context, sender, alt types.JID, now time.Time) (contact, error) {
	lid, phone := names2(sender, alt)
	c.mu.Lock()
	defer c.mu.Unlock()
	a, b := c.by[lid], c.by[phone]
	switch {
	case lid == "":
		a = b
	case phone == "":
		b = a
	}
	if a == nil {
		a = b
	}
	if a != nil && b != nil && a != b {
		return c.merge(ctx, a, b, now)
	}
	if a == nil {
		first := lid
		if sender.Server == types.DefaultUserServer {
			first = phone
		}
		p := &contact{first: first, lid: lid, phone: phone, wrote: now}
		return *p, c.save(ctx, p)
	}
	next := *a
	if lid != "" {
		next.lid = lid
	}
	if phone != "" {
		next.phone = phone
	}
	news := next != *a || now.Sub(a.wrote) > wroteEvery
	next.wrote = now
	if !news {
		a.wrote = now
		return *a, nil
	}
	return next, c.save(ctx, &next)
}

func names2(sender, alt types.JID) (lid, phone string) {
	for _, j := range []types.JID{sender, alt} {
		switch j.Server {
		case types.HiddenUserServer:
			lid = j.ToNonAD().String()
		case types.DefaultUserServer:
			phone = j.ToNonAD().String()
		}
	}
	return lid, phone
}

// save writes a contact and only then knows it.
func (c *contacts) save(ctx context.Context, p *contact) error {
	null := func(s string) any {
		if s == "" {
			return nil
		}
		return s
	}
	var id any
	if p.id != 0 {
		id = p.id
	}
	r, err := c.box.db.ExecContext(ctx, `INSERT INTO tumbuh_contact (id, first, lid, phone, wrote, changed) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET lid = excluded.lid, phone = excluded.phone, wrote = excluded.wrote, changed = excluded.changed`,
		id, p.first, null(p.lid), null(p.phone), p.wrote.Unix(), p.changed)
	if err != nil {
		return fmt.Errorf("keeping a contact: %w", err)
	}
	if p.id == 0 {
		if p.id, err = r.LastInsertId(); err != nil {
			return fmt.Errorf("keeping a contact: %w", err)
		}
	}
	c.index(p)
	return nil
}

// merge makes two contacts one: the older keeps its address.
func (c *contacts) merge(ctx context.Context, a, b *contact, now time.Time) (contact, error) {
	if b.id < a.id {
		a, b = b, a
	}
	p := *a
	if p.lid == "" {
		p.lid = b.lid
	}
	if p.phone == "" {
		p.phone = b.phone
	}
	p.wrote, p.changed = now, a.changed || b.changed
	err := c.tx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM tumbuh_contact WHERE id = ?", b.id); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "UPDATE tumbuh_contact SET lid = ?, phone = ?, wrote = ?, changed = ? WHERE id = ?", p.lid, p.phone, now.Unix(), p.changed, p.id)
		return err
	})
	if err != nil {
		return p, fmt.Errorf("joining two contacts: %w", err)
	}
	c.index(&p)
	c.by[b.first] = &p
	return p, nil
}

func (c *contacts) tx(ctx context.Context, f func(*sql.Tx) error) error {
	tx, err := c.box.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := f(tx); err != nil {
		_ = tx.Rollback()
		return err
	}
	return tx.Commit()
}

// change notes that the keys of a contact changed, or that somebody was told.
func (c *contacts) change(ctx context.Context, id string, changed bool) (contact, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	p := c.by[id]
	if p == nil || p.changed == changed {
		return contact{}, false
	}
	next := *p
	next.changed = changed
	if c.save(ctx, &next) != nil {
		return contact{}, false
	}
	return next, true
}
