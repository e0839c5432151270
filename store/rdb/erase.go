package rdb

import (
	"context"
	"strings"
	"time"

	"tumbuh/store"
)

// tombDays is how long the proof of an erasure is kept.
const tombDays = 35

// tombRecord is all that stays of an erased person: HMACs, a hash and times.
type tombRecord struct {
	V         int       `json:"v"`
	Addresses []string  `json:"addresses"`
	Version   string    `json:"version,omitempty"`
	Hash      string    `json:"hash,omitempty"`
	Consented time.Time `json:"consented,omitzero"`
	Erased    time.Time `json:"erased"`
}

func (d *DB) tombOf(t store.Tomb) tombRecord {
	r := tombRecord{V: 1, Version: t.Consent.Version, Hash: t.Consent.Hash, Consented: t.Consent.At, Erased: t.At}
	for _, a := range t.Addresses {
		r.Addresses = append(r.Addresses, d.seal.mac("addr:"+string(a.Channel)+":"+a.ID))
	}
	return r
}

// compact rewrites the AOF so that what was erased is gone from the disk too.
// Redis may be rewriting already; then it does so once more when that is over.
func (d *DB) compact() {
	if d.Ephemeral() {
		return
	}
	for range 30 {
		ctx, cancel := context.WithTimeout(context.Background(), callTimeout)
		err := d.client.Do(ctx, "BGREWRITEAOF").Err()
		cancel()
		if err == nil || !strings.Contains(err.Error(), "in progress") {
			return
		}
		timer := time.NewTimer(time.Second)
		<-timer.C
	}
}
