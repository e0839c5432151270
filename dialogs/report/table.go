package report

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"
)

// ErrOldXLS is an .xls workbook of before 2007, which has to be saved anew.
var ErrOldXLS = errors.New("this is an old .xls workbook: open it and save it as .xlsx")

// maxSheetBytes bounds an unpacked workbook.
const maxSheetBytes = 64 << 20

// Table reads a CSV file or the first sheet of a workbook that has a header we know, as
// text: dates of a workbook come as Excel's numbers, a NIK as its digits.
func Table(b []byte) ([][]string, error) {
	switch {
	case bytes.HasPrefix(b, []byte("\xd0\xcf\x11\xe0")):
		return nil, ErrOldXLS
	case bytes.HasPrefix(b, []byte("PK")):
		return workbook(b)
	}
	rows, err := NewRows(bytes.NewReader(b))
	if err != nil {
		return nil, fmt.Errorf("reading a sheet: %w", err)
	}
	var list [][]string
	for {
		row, line, err := rows.Next()
		if errors.Is(err, io.EOF) {
			return list, nil
		}
		if err != nil {
			return nil, fmt.Errorf("reading a sheet: line %d: %w", line, err)
		}
		for len(list) < line-1 { // lines the file leaves empty
			list = append(list, nil)
		}
		list = append(list, row)
	}
}

func workbook(b []byte) ([][]string, error) {
	f, err := excelize.OpenReader(bytes.NewReader(b), excelize.Options{RawCellValue: true, UnzipSizeLimit: maxSheetBytes, UnzipXMLSizeLimit: maxSheetBytes})
	if err != nil {
		return nil, fmt.Errorf("reading a workbook: %w", err)
	}
	defer f.Close()
	var first [][]string
	for i, name := range f.GetSheetList() {
		rows, err := f.GetRows(name, excelize.Options{RawCellValue: true})
		if err != nil {
			return nil, fmt.Errorf("reading sheet %s: %w", name, err)
		}
		for _, r := range rows {
			for i := range r {
				r[i] = strings.TrimSpace(strings.ReplaceAll(r[i], "\u00a0", " "))
			}
		}
		if i == 0 {
			first = rows
		}
		if _, err := findHeader(rows); err == nil {
			return rows, nil
		}
	}
	return first, nil
}
