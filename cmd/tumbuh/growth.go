package main

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"tumbuh/dialogs/report"
	"tumbuh/store/growth"
)

// sheetCommands are the commands that turn sheets into answers and back.
type sheetCommands struct {
	Growth growthCmd `cmd:"" help:"z-scores and categories of a CSV of measurements."`
	Import importCmd `cmd:"" help:"Children, mothers, posyandu and kader from a sheet: a dry run first."`
	Export exportCmd `cmd:"" help:"Sigizi forms, recaps, register and SKDN of a month, as CSV or a workbook."`

	Handover handoverCmd `cmd:"" help:"Give the families, tasks and alerts of a kader who leaves to another."`
}

type growthCmd struct{}

// Help says what the columns are.
func (growthCmd) Help() string {
	return `Reads CSV on standard input and writes it back with results added.

In:  sex (L|P), birth_date, measured_at (2025-06-08 or 08/06/2025), weight_kg, length_cm, position (baring|berdiri|empty), oedema (0|1).
     Commas, semicolons or tabs; decimal points or commas; an empty cell is "not measured". Other columns are passed through.
Out: the same columns, age_days, waz, haz, whz, baz (two decimals), bbu, tbu, bbtb, imtu (names of Permenkes 2/2020), flags.
     Empty: cannot be computed. Flags: waz haz whz baz = outside WHO's plausible range, shown but not classified;
     position = measured standing before nine months; age = not 0 to 60 months; length = outside the weight-for-length table;
     unreadable = see standard error.

Exit 0: every row was read. 1: some were not, they stand in the output without results. 2: a column is missing.`
}

// columns the command needs, in the order a file without a header must have.
func growthIn() []string {
	return []string{"sex", "birth_date", "measured_at", "weight_kg", "length_cm", "position", "oedema"}
}

func growthOut() []string {
	return []string{"age_days", "waz", "haz", "whz", "baz", "bbu", "tbu", "bbtb", "imtu", "flags"}
}

func (growthCmd) Run() error { return assessCSV(os.Stdin, os.Stdout, os.Stderr) }

// assessCSV streams: a file may be larger than memory.
func assessCSV(in io.Reader, out, complain io.Writer) error {
	rows, err := report.NewRows(in)
	if err != nil {
		return fmt.Errorf("reading: %w", err)
	}
	first, line, err := rows.Next()
	if errors.Is(err, io.EOF) {
		return fmt.Errorf("%w: nothing to read; want CSV with the columns %s", errUsage, strings.Join(growthIn(), ","))
	} else if err != nil {
		return fmt.Errorf("reading: %w", err)
	}
	at, header, err := growthColumns(first)
	if err != nil {
		return err
	}
	names := first
	if !header {
		names = growthIn()
	}
	buffered := bufio.NewWriter(out)
	w := csv.NewWriter(buffered)
	w.Comma = rows.Comma
	if err := w.Write(append(slices.Clone(names), growthOut()...)); err != nil {
		return err
	}
	next := func() ([]string, int, error) { return rows.Next() }
	if !header {
		given := false
		next = func() ([]string, int, error) {
			if !given {
				given = true
				return first, line, nil
			}
			return rows.Next()
		}
	}
	n, bad, err := assessRows(next, w, complain, at, len(names))
	if err != nil {
		return err
	}
	w.Flush()
	if err := errors.Join(w.Error(), buffered.Flush()); err != nil {
		return fmt.Errorf("writing: %w", err)
	}
	if bad > 0 {
		return fmt.Errorf("%d of %d rows could not be read; they are in the output without results", bad, n)
	}
	return nil
}

// assessRows writes each row with its results and counts those it could not read.
func assessRows(next func() ([]string, int, error), w *csv.Writer, complain io.Writer, at []int, width int) (n, bad int, err error) {
	for {
		row, line, err := next()
		if errors.Is(err, io.EOF) {
			return n, bad, nil
		}
		if err != nil {
			return n, bad, fmt.Errorf("reading line %d: %w", line, err)
		}
		n++
		results, faults := assessRow(row, at, width)
		if len(faults) > 0 {
			bad++
			fmt.Fprintf(complain, "line %d: %s\n", line, strings.Join(faults, "; "))
		}
		for len(row) < width {
			row = append(row, "")
		}
		if err := w.Write(append(row, results...)); err != nil {
			return n, bad, fmt.Errorf("writing: %w", err)
		}
	}
}

// growthColumns finds the columns by name; a first row that is data has the usual order.
func growthColumns(row []string) (at []int, header bool, err error) {
	var missing []string
	for _, name := range growthIn() {
		i := slices.IndexFunc(row, func(s string) bool { return strings.EqualFold(strings.ReplaceAll(s, " ", "_"), name) })
		if i < 0 {
			missing = append(missing, name)
		}
		at = append(at, i)
	}
	if _, err := report.Sex(row[0]); err == nil && len(missing) == len(at) && len(row) == len(at) {
		return []int{0, 1, 2, 3, 4, 5, 6}, false, nil
	}
	if len(missing) > 0 {
		return nil, false, fmt.Errorf("%w: the first row lacks the columns %s; want %s", errUsage, strings.Join(missing, ","), strings.Join(growthIn(), ","))
	}
	return at, true, nil
}

// assessRow gives the added columns and what could not be read.
func assessRow(row []string, at []int, width int) (out, faults []string) {
	cell := func(i int) string {
		if at[i] < len(row) {
			return row[at[i]]
		}
		return ""
	}
	if len(row) > width {
		faults = append(faults, fmt.Sprintf("%d cells where the header has %d (a decimal comma in a file with commas?)", len(row), width))
	}
	note := func(i int, err error) {
		if err != nil {
			faults = append(faults, fmt.Sprintf("%s %q: %s", growthIn()[i], cell(i), err))
		}
	}
	if strings.Join(row, "") == "" {
		return make([]string, len(growthOut())), nil // the empty rows a spreadsheet leaves at its end
	}
	var c growth.Child
	var err error
	c.Sex, err = report.Sex(cell(0))
	note(0, err)
	birth, err := report.Day(cell(1))
	note(1, err)
	day, err := report.Day(cell(2))
	note(2, err)
	c.Weight, err = report.Number(cell(3))
	note(3, err)
	c.Length, err = report.Number(cell(4))
	note(4, err)
	position, err := report.Position(cell(5))
	note(5, err)
	oedema, err := report.Oedema(cell(6))
	note(6, err)
	c.Position, c.Oedema, c.AgeDays = string(position), oedema > 0, -1
	if !birth.IsZero() && !day.IsZero() {
		c.AgeDays = day.Sub(birth)
	}
	if c.AgeDays < 0 && len(faults) == 0 {
		faults = append(faults, "measured_at lies before birth_date, or one of them is empty")
	}
	if c.Weight < 0 || c.Length < 0 {
		faults = append(faults, "a weight or length below zero")
	}
	if len(faults) > 0 {
		return []string{"", "", "", "", "", "", "", "", "", "unreadable"}, faults
	}
	return growthCells(growth.Assess(c)), nil
}

func growthCells(r growth.Result) []string {
	s := growth.Classify(r)
	return []string{strconv.Itoa(r.AgeDays), decimals(r.WAZ), decimals(r.HAZ), decimals(r.WHZ), decimals(r.BAZ),
		s.WeightForAge.Name(), s.HeightForAge.Name(), s.WeightForHeight.Name(), s.BMIForAge.Name(), strings.Join(growthFlags(r), " ")}
}

// decimals prints a z with two decimals, never as -0.00.
func decimals(z growth.Z) string {
	if !z.Known {
		return ""
	}
	s := strconv.FormatFloat(z.Value, 'f', 2, 64)
	if s == "-0.00" {
		return "0.00"
	}
	return s
}

func growthFlags(r growth.Result) []string {
	var list []string
	for _, f := range []struct {
		on   bool
		name string
	}{{r.WAZ.Wild, "waz"}, {r.HAZ.Wild, "haz"}, {r.WHZ.Wild, "whz"}, {r.BAZ.Wild, "baz"}, {r.WrongPosition, "position"}, {r.OutOfAge, "age"}, {r.OutOfLength, "length"}} {
		if f.on {
			list = append(list, f.name)
		}
	}
	return list
}
