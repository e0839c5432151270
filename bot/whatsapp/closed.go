package whatsapp

import (
	"context"
	"encoding/hex"
	"time"

	waStore "go.mau.fi/whatsmeow/store"
	"go.mau.fi/whatsmeow/types"
)

// closed is the library's buffer of what it decrypted and we have not taken yet. The words
// are sealed: SQLite keeps what was overwritten in its log for a while.
type closed struct {
	waStore.EventBuffer
	seal Sealer
}

func bufferName(hash [32]byte) string { return "whatsapp:event:" + hex.EncodeToString(hash[:]) }

func (c closed) PutBufferedEvent(ctx context.Context, hash [32]byte, plain []byte, at time.Time) error {
	sealed, err := c.seal.Seal(bufferName(hash), plain)
	if err != nil {
		return err
	}
	return c.EventBuffer.PutBufferedEvent(ctx, hash, sealed, at)
}

func (c closed) GetBufferedEvent(ctx context.Context, hash [32]byte) (*waStore.BufferedEvent, error) {
	e, err := c.EventBuffer.GetBufferedEvent(ctx, hash)
	if err != nil || e == nil || len(e.Plaintext) == 0 {
		return e, err
	}
	if plain, err := c.seal.Open(bufferName(hash), e.Plaintext); err == nil {
		e.Plaintext = plain
	} // else an earlier version wrote it as it is
	return e, nil
}

// nameless keeps no names: the library would note what people call themselves, which
// nothing here reads.
type nameless struct{ waStore.ContactStore }

func (nameless) PutPushName(context.Context, types.JID, string) (bool, string, error) {
	return false, "", nil
}

func (nameless) PutBusinessName(context.Context, types.JID, string) (bool, string, error) {
	return false, "", nil
}

func (nameless) PutContactName(context.Context, types.JID, string, string) error { return nil }

func (nameless) PutAllContactNames(context.Context, []waStore.ContactEntry) error { return nil }
