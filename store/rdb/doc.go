// Package rdb keeps the nouns of package store in Redis: sealed records, views,
// the commit, the outbox, indexes, leases; with a private redis-server in the data
// folder, an external one, or one in this process for tests and `try`.
//
// keys.go is the whole map of what is in Redis. Scripts are in lua/*.lua, each with a
// header that says what its KEYS and ARGV are.
//
// What is in the clear in Redis: ids, versions, scores, counts and HMACs. Everything
// else is one AEAD blob a value, with its key as associated data.
package rdb
