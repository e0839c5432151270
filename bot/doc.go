// Package bot carries messages between people and decisions. It knows no health
// and speaks no sentence: the gateway receives, asks somebody to decide, commits
// and only then lets the network be told "received"; the outbox claims what was
// committed, renders it to a channel's limits and settles what became of it.
//
// A messaging network is a [Channel]; its adapter lives in a room of its own
// (bot/telegram, bot/whatsapp, bot/webphone) and is held to bot/bottest.Suite.
package bot
