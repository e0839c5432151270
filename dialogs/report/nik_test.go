package report

import (
	"archive/zip"
	"bytes"
	"io"
	"regexp"
	"strings"
	"testing"
)

// numbered is a cell of a sheet's XML with its type and what it holds.
var numbered = regexp.MustCompile(`<c r="[A-Z]+\d+"([^>]*)>(.*?)</c>`)

// TestNumbersStayText: in every workbook the numbers of persons and family cards are text
// cells; a spreadsheet that took one for a number would round its last digits away.
func TestNumbersStayText(t *testing.T) {
	places := append(melati(t), onFood(t)...)
	for _, what := range Exports() {
		s, err := Export(texts(t), what, places, month(t, "2026-03"))
		if err != nil {
			t.Fatal(err)
		}
		b, err := XLSX(s)
		if err != nil {
			t.Fatal(err)
		}
		z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			t.Fatal(err)
		}
		seen := 0
		for _, f := range z.File {
			if !strings.HasPrefix(f.Name, "xl/worksheets/sheet") {
				continue
			}
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			xml, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range numbered.FindAllStringSubmatch(string(xml), -1) {
				if strings.Contains(c[2], "36740") {
					seen++
					if !strings.Contains(c[1], `t="inlineStr"`) {
						t.Errorf("%s, %s: %s", what, f.Name, c[0])
					}
				}
			}
		}
		if named := strings.HasPrefix(what, "sigizi") || what == "balita" || what == "kohort"; named != (seen > 0) {
			t.Errorf("%s: %d numbers seen", what, seen)
		}
	}
}
