package rdb

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"

	"tumbuh/store"
)

// maxRecord bounds a sealed record. A family with twenty years of history stays
// far below it; what is larger is a fault.
const maxRecord = 256 << 10

// recKey is the key of a record; the id of an invitation is a secret and is hashed.
func (d *DB) recKey(r store.Ref) string {
	if r.Kind == store.KindInvite {
		return d.keys.rec(r.Kind, d.seal.mac("invite:"+r.ID))
	}
	return d.keys.rec(r.Kind, r.ID)
}

// encode seals a value and puts a head in the clear before it.
func (d *DB) encode(key, head string, v any) ([]byte, error) {
	buf := d.scratch()
	defer d.scraps.Put(buf)
	if err := json.MarshalWrite(buf, v, json.Deterministic(true)); err != nil {
		return nil, fmt.Errorf("encoding a record: %w", err)
	}
	plain := buf.Bytes()
	if len(plain) > maxRecord {
		return nil, fmt.Errorf("encoding a record: %d bytes, more than %d", len(plain), maxRecord)
	}
	blob, err := d.seal.seal(key, plain)
	if err != nil || head == "" {
		return blob, err
	}
	return append(append(make([]byte, 0, len(head)+len(blob)), head...), blob...), nil
}

// scratch is a buffer for what nobody keeps; it goes back to scraps.
func (d *DB) scratch() *bytes.Buffer {
	buf, _ := d.scraps.Get().(*bytes.Buffer)
	if buf == nil {
		return new(bytes.Buffer)
	}
	buf.Reset()
	return buf
}

// unseal opens a value as it was read.
func (d *DB) unseal(key, blob string) ([]byte, error) {
	buf := d.scratch()
	defer d.scraps.Put(buf)
	buf.WriteString(blob)
	return d.seal.open(key, buf.Bytes())
}

// decode opens "<version>\n<blob>"; an empty value is version 0.
func decode[T any](d *DB, ref store.Ref, raw string) (doc store.Doc[T], err error) {
	err = decodeInto(d, ref, raw, &doc)
	return doc, err
}

// decodeInto decodes where the record is wanted: views are large, copies of them cost.
func decodeInto[T any](d *DB, ref store.Ref, raw string, doc *store.Doc[T]) error {
	doc.Ref = ref
	if raw == "" {
		return nil
	}
	version, blob, err := split(raw)
	if err != nil {
		return fmt.Errorf("reading %s: %w", ref.Kind, err)
	}
	plain, err := d.unseal(d.recKey(ref), blob)
	if err != nil {
		return fmt.Errorf("reading %s: %w", ref.Kind, err)
	}
	if err := json.Unmarshal(plain, &doc.Value); err != nil {
		return fmt.Errorf("reading %s: damaged record", ref.Kind)
	}
	doc.Version = version
	return nil
}

func split(raw string) (int64, string, error) {
	i := strings.IndexByte(raw[:min(len(raw), 24)], '\n')
	if i < 0 {
		return 0, "", errors.New("no version")
	}
	v, err := strconv.ParseInt(raw[:i], 10, 64)
	if err != nil {
		return 0, "", errors.New("no version")
	}
	return v, raw[i+1:], nil
}

// get reads one record; Version 0 when there is none.
func get[T any](ctx context.Context, d *DB, ref store.Ref) (store.Doc[T], error) {
	var raw string
	err := d.around("get", func() (err error) {
		raw, err = d.client.Get(ctx, d.recKey(ref)).Result()
		return err
	})
	if err != nil {
		return store.Doc[T]{Ref: ref}, fmt.Errorf("reading %s: %w", ref.Kind, err)
	}
	return decode[T](d, ref, raw)
}

// getRaw reads a page of records as they are stored; "" where there is none.
func (d *DB) getRaw(ctx context.Context, keys []string) ([]string, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	raw := make([]string, len(keys))
	err := d.around("get", func() error {
		got, err := d.client.MGet(ctx, keys...).Result()
		for i, g := range got {
			raw[i] = str(g)
		}
		return err
	})
	return raw, err
}

// Get reads one record by its reference; Version 0 when there is none.
func Get[T any](ctx context.Context, d *DB, ref store.Ref) (store.Doc[T], error) {
	return get[T](ctx, d, ref)
}

// Version returns the version of a record; 0 when there is none.
func (d *DB) Version(ctx context.Context, ref store.Ref) (int64, error) {
	head, err := d.client.GetRange(ctx, d.recKey(ref), 0, 23).Result()
	if err != nil || head == "" {
		return 0, d.down("reading a version", err)
	}
	v, _, err := split(head)
	return v, err
}
