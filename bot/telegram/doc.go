// Package telegram is the door to Telegram, on go-telegram-bot-api/v5. Of the library
// it uses requests and types; polling is its own, because the library's confirms
// updates before they are handled, blocks on one bad update and prints the token.
//
//   - poll.go, hook.go: two ways of receiving; take.go: one update, confirmed only when
//     it and every earlier one is committed (progress.go), one chat's things in order,
//     chats side by side.
//   - send.go: messages, files, the fates of every way a send can fail; limit.go: what
//     Telegram bears; file.go: photos and documents that came in.
//   - read.go, render.go: pure, one for each direction.
//   - state.go: what the operator is told; redact.go: the token never gets into an error
//     or a log line.
//
// Telegram keeps button presses for 150 seconds and messages for 24 hours: what waits
// longer while the program is down is gone.
package telegram
