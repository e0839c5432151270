// Package telegram is the door to Telegram, on go-telegram-bot-api/v5. Of the library
// it uses requests and types; polling is its own, because the library's confirms
// updates before they are handled, blocks on one bad update and prints the token.
//
//   - poll.go: updates are decoded one by one and confirmed only when every earlier one
//     is committed; one chat's things are handled in order, chats side by side.
//   - send.go: messages, buttons, the outcomes of every way a send can fail.
//   - convert.go: pure, both directions. limit.go: what Telegram bears.
//   - redact.go: the token never gets into an error or a log line.
//
// Telegram keeps button presses for 150 seconds and messages for 24 hours: what waits
// longer while the program is down is gone.
package telegram
