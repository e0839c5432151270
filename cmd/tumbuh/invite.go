package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"time"

	"tumbuh/store"
	"tumbuh/store/rdb"
)

// codeAlphabet has no letters or digits that are read for one another.
const codeAlphabet = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"

// newCode is a one-time code of 13 letters: 64 bits nobody guesses.
func newCode() string {
	b := make([]byte, 13)
	_, _ = rand.Read(b) // never fails (crypto/rand)
	for i := range b {
		b[i] = codeAlphabet[int(b[i])%len(codeAlphabet)]
	}
	return string(b)
}

// makeInvite keeps an invitation for one role and returns its code.
func makeInvite(ctx context.Context, db *rdb.DB, g store.Grant, now time.Time, life time.Duration) (string, error) {
	code := newCode()
	inv := store.Invite{V: 1, Grant: g, Made: now, Expires: now.Add(life)}
	r, err := db.Commit(ctx, store.Turn{Now: now, Writes: []store.Write{{Ref: store.Ref{Kind: store.KindInvite, ID: code}, Value: inv}},
		Audit: []store.Audit{{At: now, Act: "invite", Detail: string(g.Role)}}})
	if err != nil {
		return "", err
	}
	if r[0] != store.OK {
		return "", fmt.Errorf("keeping the invitation: %s", r[0])
	}
	return code, nil
}
