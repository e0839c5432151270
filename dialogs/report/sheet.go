package report

import (
	"bytes"
	"embed"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

//go:embed form
var forms embed.FS

// column is one column of a form: the header that the receiving system wants, and the
// key of the value that stands below it.
type column struct{ name, key string }

// form reads the columns of a form; forms are data, because they change every year.
func form(name string) ([]column, error) {
	b, err := forms.ReadFile("form/" + name + ".tsv")
	if err != nil {
		return nil, fmt.Errorf("no form %q", name)
	}
	var list []column
	for _, line := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		head, key, ok := strings.Cut(line, "\t")
		if !ok {
			return nil, fmt.Errorf("form %s: %q has no value", name, line)
		}
		list = append(list, column{head, key})
	}
	return list, nil
}

// Cell is one value. A number is one that a spreadsheet may add up; everything else,
// a NIK above all, is text.
type Cell struct {
	Text   string
	Number bool
}

func txt(s string) Cell { return Cell{Text: s} }
func num(n int) Cell    { return Cell{strconv.Itoa(n), true} }

// tenths writes grams as kg or millimetres as cm, with no digits that say nothing;
// nothing measured is an empty cell.
func tenths(v, unit int) Cell {
	if v <= 0 {
		return Cell{}
	}
	return Cell{strconv.FormatFloat(float64(v)/float64(unit), 'f', -1, 64), true}
}

// Sheet is a table with one header row.
type Sheet struct {
	Name   string
	Header []string
	Rows   [][]Cell
}

// CSV writes the sheet as UTF-8 with commas. A text that a spreadsheet would run as a
// formula gets an apostrophe in front.
func (s Sheet) CSV() ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	_ = w.Write(s.Header) // a buffer takes everything
	for _, row := range s.Rows {
		line := make([]string, len(row))
		for i, c := range row {
			line[i] = c.Text
			if !c.Number && c.Text != "" && strings.ContainsRune("=+@\t\r", rune(c.Text[0])) {
				line[i] = "'" + c.Text
			}
		}
		_ = w.Write(line)
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

// XLSX writes sheets as a workbook: the header bold and frozen, texts as text.
func XLSX(sheets []Sheet) ([]byte, error) {
	f := excelize.NewFile()
	defer f.Close()
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return nil, fmt.Errorf("writing a workbook: %w", err)
	}
	text, err := f.NewStyle(&excelize.Style{NumFmt: 49}) // "@": stays text when edited
	if err != nil {
		return nil, fmt.Errorf("writing a workbook: %w", err)
	}
	for i, s := range sheets {
		if i == 0 {
			err = f.SetSheetName("Sheet1", s.Name)
		} else {
			_, err = f.NewSheet(s.Name)
		}
		if err == nil {
			err = fill(f, s, bold, text)
		}
		if err != nil {
			return nil, fmt.Errorf("writing sheet %s: %w", s.Name, err)
		}
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		return nil, fmt.Errorf("writing a workbook: %w", err)
	}
	return b.Bytes(), nil
}

func fill(f *excelize.File, s Sheet, bold, text int) error {
	w, err := f.NewStreamWriter(s.Name)
	if err != nil {
		return err
	}
	if err := w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	head := make([]any, len(s.Header))
	for i, h := range s.Header {
		head[i] = excelize.Cell{StyleID: bold, Value: h}
	}
	if err := w.SetRow("A1", head); err != nil {
		return err
	}
	for n, row := range s.Rows {
		values := make([]any, len(row))
		for i, c := range row {
			values[i] = cellValue(c, text)
		}
		if err := w.SetRow("A"+strconv.Itoa(n+2), values); err != nil {
			return err
		}
	}
	return w.Flush()
}

func cellValue(c Cell, text int) any {
	if c.Number {
		if v, err := strconv.ParseFloat(c.Text, 64); err == nil {
			return excelize.Cell{Value: v}
		}
	}
	if c.Text == "" {
		return nil
	}
	return excelize.Cell{StyleID: text, Value: c.Text}
}
