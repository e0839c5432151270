// Package whatsapp is the door to WhatsApp, on whatsmeow with one SQLite file for each
// linked number. It speaks plain text and numbered lists; a list or button message of an
// ordinary account may never be shown.
//
//   - door.go: the numbers of a folder and which of them serves a person. line.go: one
//     number from its lock to its last goodbye. events.go, state.go: what its connection
//     is, in codes.
//   - box.go: the file of a number. contacts.go: phone and hidden id of one person are one
//     contact. sent.go: what was sent, sealed, for phones that ask once more.
//   - inbound.go: the commit is the inbox; what is not committed is not acknowledged.
//     convert.go: pure. guard.go: a malformed stanza does not end the process.
//   - send.go: the outcomes of every way a send can fail. manners.go: what a number may send
//     unasked. capacity.go: how many people that is.
//   - hook.go: whom the client may dial. log.go: nothing personal reaches a log.
//   - pair.go: linking a number.
//
// What whatsmeow does and does not do (acknowledgement, crashes, bans) is written in the
// tests: each trap has one.
package whatsapp
