package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"tumbuh/dialogs/answers"
	"tumbuh/store"
)

type parseCmd struct {
	Today string `help:"The day the lines were written, YYYY-MM-DD (default: today in WIB)."`
}

// Run reads lines of kader from standard input and prints a JSON line each.
func (p parseCmd) Run(cfg config) error {
	today, err := dateOr(p.Today, store.DateOf(newClock(time.Now, cfg.clockStart).Now()))
	if err != nil {
		return fmt.Errorf("%w: --today: %w", errUsage, err)
	}
	return parseLines(os.Stdin, os.Stdout, today)
}

// maxLine bounds one line; what is longer is read to its end and cut.
const maxLine = 64 << 10

func parseLines(in io.Reader, out io.Writer, today store.Date) error {
	r, w := bufio.NewReader(in), bufio.NewWriter(out)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for {
		line, err := r.ReadString('\n')
		if line == "" && err != nil {
			if errors.Is(err, io.EOF) {
				return w.Flush()
			}
			return fmt.Errorf("reading lines: %w", err)
		}
		line = strings.TrimRight(line, "\r\n")
		if len(line) > maxLine {
			line = line[:maxLine]
		}
		if err := enc.Encode(parsedLine(answers.CadreLine(line, today))); err != nil {
			return fmt.Errorf("writing a line: %w", err)
		}
	}
}

// parsed is one line out; parsedRecord one child or woman in it. What was not written
// is left out.
type parsed struct {
	Line    string         `json:"line"`
	Kind    string         `json:"kind"`
	Records []parsedRecord `json:"records"`
	Counts  map[string]int `json:"counts,omitempty"`
	Day     store.Date     `json:"day,omitzero"`
	Hour    string         `json:"hour,omitempty"`
	Ask     string         `json:"ask,omitempty"`
	Error   string         `json:"error,omitempty"`
}

type parsedRecord struct {
	Name      string     `json:"name,omitempty"`
	Mother    string     `json:"mother,omitempty"`
	RT        string     `json:"rt,omitempty"`
	Sex       string     `json:"sex,omitempty"`
	Weight    float64    `json:"weight_kg,omitempty"`
	Length    float64    `json:"length_cm,omitempty"`
	Arm       float64    `json:"muac_cm,omitempty"`
	Head      float64    `json:"head_cm,omitempty"`
	Position  string     `json:"position,omitempty"`
	Note      string     `json:"note,omitempty"`
	Status    string     `json:"status,omitempty"`
	Newborn   bool       `json:"newborn,omitempty"`
	Birth     store.Date `json:"birth,omitzero"`
	Weeks     int        `json:"weeks,omitempty"`
	Systolic  int        `json:"systolic,omitempty"`
	Diastolic int        `json:"diastolic,omitempty"`
	Hb        float64    `json:"hb,omitempty"`
	Tablets   int        `json:"tablets,omitempty"`
}

func parsedLine(l answers.Line) parsed {
	p := parsed{Line: l.Text, Kind: string(l.Kind), Records: []parsedRecord{}, Counts: l.Counts, Day: l.Day, Hour: l.Hour, Ask: l.Ask, Error: l.Error}
	for _, r := range l.Records {
		p.Records = append(p.Records, parsedRecord{Name: r.Name, Mother: r.Mother, RT: r.RT, Sex: r.Sex,
			Weight: float64(r.Weight) / 1000, Length: float64(r.Length) / 10, Arm: float64(r.Arm) / 10, Head: float64(r.Head) / 10,
			Position: string(r.Position), Note: r.Note, Status: r.Status, Newborn: r.Newborn, Birth: r.Birth,
			Weeks: r.Weeks, Systolic: r.Systolic, Diastolic: r.Diastolic, Hb: float64(r.Hb) / 10, Tablets: r.Tablets})
	}
	return p
}
