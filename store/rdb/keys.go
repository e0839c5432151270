package rdb

import (
	"tumbuh/store"
)

// keys is the whole map of Redis. No other file spells a key.
//
//	key                              type    lives             holds
//	{C}:meta                         hash    always            city, key fingerprint, sealed probe, what is to be compacted
//	{C}:rec:<kind>:<id>              string  the record's life "<version>\n" + sealed JSON
//	{C}:addr:<hmac>                  string  the person's life person id
//	{C}:idx:<name>:<id>              set     its members' life ids
//	{C}:once                         zset    15 days           HMAC of ledger keys, by program time
//	{C}:wake                         zset    always            "kind:id" by earliest time due (unix s)
//	{C}:quiet                        hash    the silence's life person -> unix s until
//	{C}:out:<lane>:<channel>:<id>    list    until sent        "<id>|<tries>|<maybe>|" + sealed message
//	{C}:ready:<channel>:<lane>       zset    while any waits   person by next moment (machine ms)
//	{C}:lease:<channel>              hash    a claim's life    person|d or person|s -> owner:claim|lane|count
//	{C}:alive                        zset    while it runs     process incarnation by last sign (machine ms)
//	{C}:hold                         hash    while held        singleton lease -> owner|until (machine ms)
//	{C}:stat                         hash    always            counters of outcomes
//	{C}:dead                         list    until dropped     dead letters: "person|channel|lane|" + sealed message
//	{C}:bcast:<id>                   hash    as its record     "#<outcome>" -> count; person -> letters: s sent, u uncertain, d delivered, r read, a answered
//	{C}:heard                        hash    two days          person -> "<broadcast>|<machine ms>" of the last one sent
//	{C}:audit:<yyyy-mm>              list    5 years           audit lines, sealed
//	{C}:tomb:<receipt>               string  35 days           sealed proof of an erasure
//	{C}:tombs                        zset    35 days           receipts by program time
type keys struct{ tag string }

func newKeys(city string) keys { return keys{"{" + city + "}:"} }

func (k keys) meta() string                          { return k.tag + "meta" }
func (k keys) rec(kind store.Kind, id string) string { return k.tag + "rec:" + string(kind) + ":" + id }
func (k keys) addr(mac string) string                { return k.tag + "addr:" + mac }
func (k keys) index(i store.Index) string            { return k.tag + "idx:" + i.Name + ":" + i.ID }
func (k keys) once() string                          { return k.tag + "once" }
func (k keys) wake() string                          { return k.tag + "wake" }
func (k keys) quiet() string                         { return k.tag + "quiet" }
func (k keys) ready(ch store.Channel, l store.Lane) string {
	return k.tag + "ready:" + string(ch) + ":" + string(l)
}
func (k keys) out(l store.Lane, ch store.Channel, p store.PersonID) string {
	return k.outPrefix(l, ch) + string(p)
}
func (k keys) outPrefix(l store.Lane, ch store.Channel) string {
	return k.tag + "out:" + string(l) + ":" + string(ch) + ":"
}
func (k keys) lease(ch store.Channel) string { return k.tag + "lease:" + string(ch) }
func (k keys) alive() string                 { return k.tag + "alive" }
func (k keys) hold() string                  { return k.tag + "hold" }
func (k keys) stat() string                  { return k.tag + "stat" }
func (k keys) dead() string                  { return k.tag + "dead" }
func (k keys) bcast(id string) string        { return k.bcasts() + id }
func (k keys) bcasts() string                { return k.tag + "bcast:" }
func (k keys) heard() string                 { return k.tag + "heard" }
func (k keys) audit(month string) string     { return k.tag + "audit:" + month }
func (k keys) tomb(receipt string) string    { return k.tag + "tomb:" + receipt }
func (k keys) tombs() string                 { return k.tag + "tombs" }
func (k keys) all() string                   { return k.tag + "*" }
func (k keys) recs() string                  { return k.tag + "rec:" }
