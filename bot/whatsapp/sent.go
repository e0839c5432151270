package whatsapp

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"

	"go.mau.fi/whatsmeow/proto/waE2E"
	"google.golang.org/protobuf/proto"
)

// keepSent is how long a sent message is kept for a phone that could not read it and asks
// for it once more.
const keepSent = 7 * 24 * time.Hour

// networkID is the message's id on the network, a function of its id in the outbox: it is
// stored with it before anything is sent, and the same on every retry, whoever sends.
func networkID(outbox string) string {
	sum := sha256.Sum256([]byte("tumbuh:" + outbox))
	return "3EB0" + strings.ToUpper(hex.EncodeToString(sum[:9]))
}

// remember keeps a message, sealed, before it is sent; it tells whether it reached her phone
// before. ref is its id in the outbox, where that names nobody.
func (b *box) remember(ctx context.Context, id, ref string, m *waE2E.Message, seal Sealer, now time.Time) (reached bool, err error) {
	plain, err := proto.Marshal(m)
	if err != nil {
		return false, err
	}
	body, err := seal.Seal("whatsapp:"+id, plain)
	if err != nil {
		return false, err
	}
	err = b.db.QueryRowContext(ctx, "INSERT INTO tumbuh_sent (id, ref, body, at) VALUES (?, ?, ?, ?) "+
		"ON CONFLICT (id) DO UPDATE SET body = excluded.body RETURNING delivered + seen > 0", id, ref, body, now.Unix()).Scan(&reached)
	return reached, err
}

// recall returns a message that was sent, or nil.
func (b *box) recall(ctx context.Context, id string, seal Sealer) *waE2E.Message {
	var body []byte
	if b.db.QueryRowContext(ctx, "SELECT body FROM tumbuh_sent WHERE id = ?", id).Scan(&body) != nil {
		return nil
	}
	plain, err := seal.Open("whatsapp:"+id, body)
	if err != nil {
		return nil
	}
	m := &waE2E.Message{}
	if proto.Unmarshal(plain, m) != nil {
		return nil
	}
	return m
}

// receipts notes what became of messages.
func (b *box) receipts(ctx context.Context, marks []mark) error {
	tx, err := b.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	for _, m := range marks {
		column := "delivered"
		if m.seen {
			column = "seen"
		}
		for _, id := range m.ids {
			if _, err := tx.ExecContext(ctx, "UPDATE tumbuh_sent SET "+column+" = ? WHERE id = ? AND "+column+" = 0", m.at.Unix(), id); err != nil {
				return err
			}
		}
	}
	return tx.Commit()
}

// refs are the outbox ids of messages, where they are kept.
func (b *box) refs(ctx context.Context, ids []string) (list []string) {
	for _, id := range ids {
		var ref string
		if b.db.QueryRowContext(ctx, "SELECT ref FROM tumbuh_sent WHERE id = ? AND ref <> ''", id).Scan(&ref) == nil {
			list = append(list, ref)
		}
	}
	return list
}

// prune forgets what was sent long ago.
func (b *box) prune(ctx context.Context, now time.Time) {
	_, _ = b.db.ExecContext(ctx, "DELETE FROM tumbuh_sent WHERE at < ?", now.Add(-keepSent).Unix()) // next time
}

// Tally counts the messages of the last days by what the network said of them.
type Tally struct{ Sent, Delivered, Seen int }

func (b *box) tally(ctx context.Context) (t Tally) {
	_ = b.db.QueryRowContext(ctx, "SELECT COUNT(*), COUNT(NULLIF(MAX(delivered, seen), 0)), COUNT(NULLIF(seen, 0)) FROM tumbuh_sent").Scan(&t.Sent, &t.Delivered, &t.Seen)
	return t
}
