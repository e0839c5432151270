package report

import (
	"bufio"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Rows reads the rows of a CSV file one after another, as text.
type Rows struct {
	Comma rune // the separator that was found: , ; tab or |
	csv   *csv.Reader
}

// NewRows looks at the beginning of a file for its byte-order mark and separator.
func NewRows(r io.Reader) (*Rows, error) {
	b := bufio.NewReaderSize(r, 1<<16)
	head, err := b.Peek(1 << 15)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	if strings.HasPrefix(string(head), "\xef\xbb\xbf") {
		_, _ = b.Discard(3)
		head = head[3:]
	}
	rows := &Rows{Comma: separator(string(head)), csv: csv.NewReader(b)}
	rows.csv.Comma = rows.Comma
	rows.csv.FieldsPerRecord = -1
	rows.csv.LazyQuotes = true
	return rows, nil
}

// separator is the one that occurs most in the first line that has any, outside quotes.
func separator(head string) rune {
	for _, line := range strings.Split(head, "\n") {
		best, most := ',', 0
		for _, c := range ",;\t|" {
			n, quoted := 0, false
			for _, r := range line {
				if r == '"' {
					quoted = !quoted
				}
				if r == c && !quoted {
					n++
				}
			}
			if n > most {
				best, most = c, n
			}
		}
		if most > 0 {
			return best
		}
	}
	return ','
}

// Next returns the next row with its line in the file; io.EOF after the last.
func (r *Rows) Next() (row []string, line int, err error) {
	row, err = r.csv.Read()
	if len(row) > 0 {
		line, _ = r.csv.FieldPos(0)
	}
	for i, f := range row {
		row[i] = strings.TrimSpace(decoded(f))
	}
	return row, line, err
}

// decoded turns a field that is not UTF-8 from Windows-1252.
func decoded(s string) string {
	if utf8.ValidString(s) {
		return strings.ReplaceAll(s, "\u00a0", " ")
	}
	if t, err := charmap.Windows1252.NewDecoder().String(s); err == nil {
		return strings.ReplaceAll(t, "\u00a0", " ")
	}
	return strings.ToValidUTF8(s, "?")
}
