package whatsapp

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"go.mau.fi/whatsmeow/types"

	"tumbuh/store"
)

// Who was erased, or was a stranger for too long, must leave this file too: her number,
// her keys, the sessions. The store alone knows; a number asks it about who has been
// silent for a moment, so that nobody is forgotten between her message and its turn.
const (
	forgetEvery = 20 * time.Second
	forgetAfter = 30 * time.Second
	forgetPage  = 500
)

// forgetting forgets, until ctx ends.
func (l *line) forgetting(ctx context.Context) {
	if l.door.cfg.Known == nil {
		return
	}
	often := time.NewTicker(forgetEvery)
	defer often.Stop()
	unwashed := false
	for {
		select {
		case <-ctx.Done():
			return
		case <-often.C:
		}
		if l.forgetUnknown(ctx) > 0 || unwashed {
			unwashed = !l.box.wash(ctx)
		}
	}
}

// forgetUnknown removes everybody of whom the store holds nothing any more and returns how
// many. While the store does not answer nobody is forgotten.
func (l *line) forgetUnknown(ctx context.Context) (gone int) {
	silent := l.contacts.silent(l.door.cfg.Now().Add(-forgetAfter))
	for page := range slices.Chunk(silent, forgetPage) {
		var asked []store.Address
		for _, p := range page {
			asked = append(append(asked, p.address()), p.aliases()...)
		}
		known, err := l.door.cfg.Known(ctx, asked)
		if err != nil {
			return gone
		}
		for _, p := range page {
			hers := known[:1+len(p.aliases())]
			known = known[len(hers):]
			if slices.Contains(hers, true) {
				continue
			}
			if err := l.contacts.forget(ctx, p); err != nil {
				l.log.Warn("whatsapp: forgetting a person; it is tried again", "number", l.name, "cause", plain(err))
				return gone
			}
			gone++
		}
	}
	return gone
}

// silent are the contacts who have not written since.
func (c *contacts) silent(since time.Time) (list []contact) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for id, p := range c.by {
		if id == p.first && p.wrote.Before(since) {
			list = append(list, *p)
		}
	}
	return list
}

// forget removes a contact, and what the library keeps about her, unless she wrote
// meanwhile. Should she write again the library makes a new session.
func (c *contacts) forget(ctx context.Context, p contact) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.by[p.first]
	if now == nil || !now.wrote.Equal(p.wrote) {
		return nil
	}
	err := c.tx(ctx, func(tx *sql.Tx) error {
		for _, name := range []string{p.first, p.lid, p.phone} {
			if name == "" {
				continue
			}
			if err := forgetName(ctx, tx, name); err != nil {
				return err
			}
		}
		_, err := tx.ExecContext(ctx, "DELETE FROM tumbuh_contact WHERE id = ?", p.id)
		return err
	})
	if err != nil {
		return fmt.Errorf("forgetting a contact: %w", err)
	}
	for id, other := range c.by {
		if other == now {
			delete(c.by, id)
		}
	}
	return nil
}

// forgetName deletes the rows of the library that name a person. Its tables write her as
// a JID, as its user part, or as a Signal address ("user:device", "user_1:device").
func forgetName(ctx context.Context, tx *sql.Tx, name string) error {
	j, err := types.ParseJID(name)
	if err != nil || j.User == "" {
		return err
	}
	signal := []any{j.User + ":*", j.User + "[_]*:*"}
	for _, d := range []struct {
		sql  string
		args []any
	}{
		{"DELETE FROM whatsmeow_sessions WHERE their_id GLOB ? OR their_id GLOB ?", signal},
		{"DELETE FROM whatsmeow_identity_keys WHERE their_id GLOB ? OR their_id GLOB ?", signal},
		{"DELETE FROM whatsmeow_sender_keys WHERE sender_id GLOB ? OR sender_id GLOB ?", signal},
		{"DELETE FROM whatsmeow_contacts WHERE their_jid = ?", []any{name}},
		{"DELETE FROM whatsmeow_chat_settings WHERE chat_jid = ?", []any{name}},
		{"DELETE FROM whatsmeow_privacy_tokens WHERE their_jid = ?", []any{name}},
		{"DELETE FROM whatsmeow_message_secrets WHERE chat_jid = ? OR sender_jid = ?", []any{name, name}},
		{"DELETE FROM whatsmeow_lid_map WHERE lid = ? OR pn = ?", []any{j.User, j.User}},
	} {
		if _, err := tx.ExecContext(ctx, d.sql, d.args...); err != nil {
			return err
		}
	}
	return nil
}

// wash empties SQLite's log, which still holds what was deleted; false when somebody was
// reading. (In the file itself deleted rows are overwritten: secure_delete.)
func (b *box) wash(ctx context.Context) bool {
	var busy, frames, done int
	err := b.db.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &frames, &done)
	return err == nil && busy == 0
}
