package naskah

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Hash is the fingerprint of what a health worker signs: key, variant, words,
// choices and source. 12 hex digits.
func (e Entry) Hash() string {
	h := sha256.New()
	for _, s := range []string{e.Key, e.Variant, e.Body, labels(e.Choices), e.Source} {
		fmt.Fprintf(h, "%d:%s\n", len(s), s)
	}
	return hex.EncodeToString(h.Sum(nil))[:12]
}

// signed is the form of a signature in a file: "2026-03-01 lembar 3f2a #1a2b3c4d5e6f".
var signed = regexp.MustCompile(`^(\d{4}-\d{2}-\d{2} .+) #([0-9a-f]{12})$`)

// trust takes a signature only for the very words it was given for: a changed
// text is unreviewed again.
func (e *Entry) trust() {
	if m := signed.FindStringSubmatch(e.Signature); m != nil && m[2] == e.Hash() {
		e.Reviewed = m[1]
	}
}

// Unreviewed lists the health texts nobody signed as they stand now.
func (t *Texts) Unreviewed() []Entry {
	return slices.DeleteFunc(t.All(), func(e Entry) bool { return e.Reviewed != "" || (!advises(e) && e.Source == "") })
}

// sheetHead are the columns of a review sheet; the last three are filled in by
// the health worker.
var sheetHead = []string{"kunci", "varian", "sidik", "sumber", "teks", "keputusan", "tanggal", "peninjau"}

// ReviewSheet is the table (tab-separated, opens in any spreadsheet) of the texts
// that wait for a health worker, who writes "setuju", a date and a name behind each.
func ReviewSheet(t *Texts) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Comma = '\t'
	_ = w.Write(sheetHead) // a bytes.Buffer does not fail
	for _, e := range t.Unreviewed() {
		words := e.Body
		if len(e.Choices) > 0 {
			words += "\n\n" + strings.TrimSpace(labels(e.Choices))
		}
		_ = w.Write([]string{e.Key, e.Variant, e.Hash(), e.Source, words, "", "", ""})
	}
	w.Flush()
	return b.Bytes()
}

// Signature is one line of a signed review sheet.
type Signature struct{ Key, Variant, Hash, Day, By, Sheet string }

// String is what stands behind `> ditinjau:`.
func (s Signature) String() string { return s.Day + " lembar " + s.Sheet + " #" + s.Hash }

// Signed reads a sheet back: the lines agreed to. A line without a decision is
// skipped, one that is agreed to without a day or name is a fault; all faults are
// reported and then nothing is taken.
func Signed(sheet []byte) ([]Signature, error) {
	sum := sha256.Sum256(sheet)
	id := hex.EncodeToString(sum[:])[:8]
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(sheet, []byte("\ufeff"))))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = '\t', true, -1
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("reading review sheet: %w", err)
	}
	if len(rows) == 0 || !slices.Equal(rows[0], sheetHead) {
		return nil, errors.New("reading review sheet: the first line must be the column names of the export")
	}
	var list []Signature
	var faults []error
	for i, row := range rows[1:] {
		if len(row) < 6 || !slices.Contains([]string{"setuju", "ya", "ok"}, strings.ToLower(strings.TrimSpace(row[5]))) {
			continue
		}
		row = append(row, "", "")
		s := Signature{row[0], row[1], row[2], strings.TrimSpace(row[6]), strings.TrimSpace(row[7]), id}
		if !day.MatchString(s.Day) || s.By == "" {
			faults = append(faults, fmt.Errorf("line %d (%s): agreed without a day like 2026-03-01 and a name", i+2, s.Key))
			continue
		}
		list = append(list, s)
	}
	if len(faults) > 0 {
		return nil, fmt.Errorf("reading review sheet: %w", errors.Join(faults...))
	}
	return list, nil
}

// WithSigned returns the texts with the signatures of a sheet: those given for the
// very words. It also names the signatures whose text has changed or is gone.
func (t *Texts) WithSigned(list []Signature) (*Texts, []Signature) {
	out := &Texts{entries: make(map[string][]Entry, len(t.entries))}
	for k, entries := range t.entries {
		out.entries[k] = slices.Clone(entries)
	}
	var stale []Signature
	for _, s := range list {
		i := slices.IndexFunc(out.entries[s.Key], func(e Entry) bool { return e.Variant == s.Variant && e.Hash() == s.Hash })
		if i < 0 {
			stale = append(stale, s)
			continue
		}
		e := &out.entries[s.Key][i]
		e.Signature = s.String()
		e.trust()
	}
	return out, stale
}

// Stamp writes the signatures into a text file: `> ditinjau: belum` of each signed
// entry becomes the day, the sheet and the fingerprint. Everything else stays.
func Stamp(src string, list []Signature) string {
	lines := strings.Split(src, "\n")
	entries := parse("", src)
	for i, e := range entries {
		stop := len(lines)
		if i+1 < len(entries) {
			stop = entries[i+1].Line - 1
		}
		for _, s := range list {
			if s.Key != e.Key || s.Variant != e.Variant || s.Hash != e.Hash() {
				continue
			}
			for n := e.Line; n < stop; n++ {
				if strings.HasPrefix(lines[n], "> ditinjau:") {
					lines[n] = "> ditinjau: " + s.String()
				}
			}
		}
	}
	return strings.Join(lines, "\n")
}
