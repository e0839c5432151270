package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"text/tabwriter"
	"time"

	"tumbuh/dialogs"
	"tumbuh/store"
	"tumbuh/store/rdb"
)

// newCode is a one-time code.
func newCode() string {
	b := make([]byte, dialogs.CodeLength)
	for !dialogs.LikeCode(string(b)) {
		_, _ = rand.Read(b) // never fails (crypto/rand)
		for i := range b {
			b[i] = dialogs.CodeAlphabet[int(b[i])%len(dialogs.CodeAlphabet)]
		}
	}
	return string(b)
}

// invites is the sealed list of codes that were given out; codes are secrets, so they
// stand in no index. Its id is no code: the alphabet has no such letter.
type invites struct {
	V     int      `json:"v"`
	Codes []string `json:"codes"`
}

var invitesRef = store.Ref{Kind: store.KindInvite, ID: "*"}

// inviteTries is how often the list is read anew when two commands write at once.
const inviteTries = 20

// makeInvite keeps an invitation for one role and returns its code. Codes that can
// no longer be used leave the list.
func makeInvite(ctx context.Context, db *rdb.DB, g store.Grant, now time.Time, life time.Duration) (string, error) {
	code := newCode()
	inv := store.Invite{V: 1, Grant: g, Made: now, Expires: now.Add(life)}
	for range inviteTries {
		d, err := rdb.Get[invites](ctx, db, invitesRef)
		if err != nil {
			return "", err
		}
		open, err := openInvites(ctx, db, d.Value.Codes, now)
		if err != nil {
			return "", err
		}
		d.Value = invites{V: 1, Codes: []string{code}}
		for _, o := range open {
			d.Value.Codes = append(d.Value.Codes, o.Ref.ID)
		}
		r, err := db.Commit(ctx, store.Turn{Now: now, Writes: []store.Write{d.Put(), {Ref: store.Ref{Kind: store.KindInvite, ID: code}, Value: inv}},
			Audit: []store.Audit{{At: now, Act: "invite", Detail: string(g.Role)}}})
		if err != nil {
			return "", err
		}
		if r[0] == store.OK {
			return code, nil
		}
	}
	return "", errors.New("keeping the invitation: others write at the same moment; try again")
}

// openInvites reads those of the codes that can still be used.
func openInvites(ctx context.Context, db *rdb.DB, codes []string, now time.Time) ([]store.Doc[store.Invite], error) {
	var open []store.Doc[store.Invite]
	for _, c := range codes {
		d, err := rdb.Get[store.Invite](ctx, db, store.Ref{Kind: store.KindInvite, ID: c})
		if err != nil {
			return nil, err
		}
		if d.Version > 0 && d.Value.Used.IsZero() && d.Value.Revoked.IsZero() && d.Value.Expires.After(now) {
			open = append(open, d)
		}
	}
	return open, nil
}

// listInvites prints code, role, place and the last moment it is good for.
func listInvites(ctx context.Context, db *rdb.DB, v store.View) error {
	d, err := rdb.Get[invites](ctx, db, invitesRef)
	if err != nil {
		return err
	}
	open, err := openInvites(ctx, db, d.Value.Codes, v.Now)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(os.Stdout, 0, 4, 2, ' ', 0)
	for _, o := range open {
		g := o.Value.Grant
		fmt.Fprintf(w, "%s\t%s\t%s\tuntil %s\n", o.Ref.ID, g.Role, g.Posyandu+g.Puskesmas, o.Value.Expires.In(store.WIB).Format("2006-01-02 15:04 WIB"))
	}
	return w.Flush()
}
