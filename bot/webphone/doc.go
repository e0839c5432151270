// Package webphone is a messaging network of one page: several telephones side by
// side in a browser on this machine, each of them a person. It is a channel like any
// other, held to the same suite, and it can move the program's clock where it is told how.
//
// It answers the loopback only: Host and Origin are checked on every request, so that
// no page of another site can reach it.
package webphone
