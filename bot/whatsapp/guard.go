package whatsapp

import (
	"context"
	"errors"
	"reflect"
	"unsafe"

	"go.mau.fi/whatsmeow"
	waBinary "go.mau.fi/whatsmeow/binary"
	waStore "go.mau.fi/whatsmeow/store"
)

// errGuard says that the library moved its table of handlers.
var errGuard = errors.New("whatsmeow has no handler table where it was: the guard against malformed stanzas cannot be set")

// guard puts a recover around whatsmeow's node handlers, which this version lacks: a
// prekey message with an empty body would end the process, and again at every start, as
// it stays unacknowledged. The table is not exported, so this reaches for it by name; a
// test fails when a new version moves it. before sees every stanza that has a handler;
// what it does not want the library does not get.
func guard(cli *whatsmeow.Client, before func(*waBinary.Node) (wanted bool), report func(tag string)) error {
	f := reflect.ValueOf(cli).Elem().FieldByName("nodeHandlers")
	if !f.IsValid() || f.Kind() != reflect.Map || f.Type().Key().Kind() != reflect.String {
		return errGuard
	}
	handlers := *(*map[string]func(context.Context, *waBinary.Node))(unsafe.Pointer(f.UnsafeAddr()))
	for tag, old := range handlers {
		handlers[tag] = func(ctx context.Context, n *waBinary.Node) {
			defer func() {
				if recover() == nil {
					return
				}
				report(tag)
				if tag == "message" {
					cli.DangerousInternals().SendAck(ctx, n, whatsmeow.NackParsingError)
				}
			}()
			if before(n) {
				old(ctx, n)
			}
		}
	}
	return nil
}

// rollback ends the transaction of a decryption that panics. The library leaves it open,
// and with it the only writer's place: nothing could be decrypted or sent any more.
type rollback struct{ waStore.EventBuffer }

// DoDecryptionTxn runs f in a transaction; a panic of f goes on after it was rolled back.
func (r rollback) DoDecryptionTxn(ctx context.Context, f func(context.Context) error) error {
	var cause any
	err := r.EventBuffer.DoDecryptionTxn(ctx, func(ctx context.Context) (err error) {
		defer func() {
			if cause = recover(); cause != nil {
				err = errPanic
			}
		}()
		return f(ctx)
	})
	if cause != nil {
		panic(cause)
	}
	return err
}
