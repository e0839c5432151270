package store

import (
	"encoding/json"
	"errors"
	"slices"
	"strconv"
)

// Ledger is what a family was told: rule and subject -> due days ([Date.Number]), ascending.
// It is the greater part of a family's record, and read at every look at her; so it is
// written and read here digit by digit, in the form every reader of JSON knows.
type Ledger map[string][]int

// MarshalJSON writes the ledger, the same one always alike.
func (l Ledger) MarshalJSON() ([]byte, error) {
	keys, size := make([]string, 0, len(l)), 2
	for k, days := range l {
		keys, size = append(keys, k), size+len(k)+6+6*len(days)
	}
	slices.Sort(keys)
	b := append(make([]byte, 0, size), '{')
	for i, k := range keys {
		if i > 0 {
			b = append(b, ',')
		}
		b = quoted(b, k)
		b = append(b, ':', '[')
		for j, n := range l[k] {
			if j > 0 {
				b = append(b, ',')
			}
			b = strconv.AppendInt(b, int64(n), 10)
		}
		b = append(b, ']')
	}
	return append(b, '}'), nil
}

// quoted writes a key; a rule's name needs no escapes.
func quoted(b []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c >= 0x7f || c == '"' || c == '\\' {
			q, _ := json.Marshal(s) // a string always marshals
			return append(b, q...)
		}
	}
	return append(append(append(b, '"'), s...), '"')
}

// UnmarshalJSON reads a ledger.
func (l *Ledger) UnmarshalJSON(b []byte) error {
	if m, ok := plainLedger(b); ok {
		*l = m
		return nil
	}
	m := map[string][]int{}
	if err := json.Unmarshal(b, &m); err != nil {
		return errors.New("damaged ledger")
	}
	*l = m
	return nil
}

// plainLedger reads the form that MarshalJSON writes: no blanks, no escapes.
func plainLedger(b []byte) (Ledger, bool) {
	i := 0
	is := func(c byte) bool {
		if i < len(b) && b[i] == c {
			i++
			return true
		}
		return false
	}
	m, pool := Ledger{}, make([]int, 0, len(b)/5)
	if !is('{') {
		return nil, false
	}
	for first := true; !is('}'); first = false {
		if !first && !is(',') || !is('"') {
			return nil, false
		}
		start := i
		for i < len(b) && b[i] != '"' && b[i] != '\\' && b[i] < 0x7f {
			i++
		}
		key := string(b[start:i])
		if !is('"') || !is(':') || !is('[') {
			return nil, false
		}
		from := len(pool)
		for !is(']') {
			n, digits := 0, i
			for i < len(b) && b[i] >= '0' && b[i] <= '9' && i-digits < 9 {
				n = n*10 + int(b[i]-'0')
				i++
			}
			if i == digits || i < len(b) && b[i] == ',' && i+1 < len(b) && b[i+1] == ']' {
				return nil, false
			}
			pool = append(pool, n)
			if !is(',') && (i >= len(b) || b[i] != ']') {
				return nil, false
			}
		}
		m[key] = slices.Clip(pool[from:])
	}
	return m, i == len(b)
}
