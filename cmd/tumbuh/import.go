package main

import (
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"strconv"

	"tumbuh/dialogs/report"
	"tumbuh/store"
	"tumbuh/store/rdb"
)

type importCmd struct {
	File     string `arg:"" help:"CSV or XLSX: children, mothers, posyandu or kader; what it is shows in its header."`
	Posyandu string `help:"Id or name of the posyandu of rows that name none."`
	Apply    bool   `help:"Write it. Without, nothing is changed: a report by row says what would be done."`

	newID func() store.PersonID // of who is new; nil: a random one
}

// Help says what is read and how rows are matched.
func (importCmd) Help() string {
	return `The header may stand on any of the first 15 rows. Read: names of columns as in Sigizi, e-PPGBM exports and simple templates; dates
as 2025-06-08, 08/06/2025, 8 Juni 2025 or Excel's numbers; wide registers with a set of columns a month (JANUARI_BERAT); decimal commas; "-" for nothing; Windows-1252; grams where a weight is over 100.

A child is found by NIK, else by name and birth date. What is known is only filled, never overwritten; what a file said before and
nobody has corrected since, a file may change. Done twice, it changes nothing the second time.

Name and birth date alone never open a record to a family that registered itself: such a child is taken as new, and its kader is
asked in chat whether both are one. One tap joins them, another takes them apart.

Printed: CSV line,action,name,detail with the actions new, filled, same, refused. Exit 1 when a row was refused.`
}

// Run reads the file, decides about every row, and writes only with --apply.
func (i importCmd) Run(ctx context.Context, cfg config) error {
	b, err := os.ReadFile(i.File)
	if err != nil {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	rows, err := report.Table(b)
	if err != nil {
		return fmt.Errorf("reading %s: %w", i.File, err)
	}
	return withStore(ctx, cfg, func(db *rdb.DB, v store.View) error {
		kind, records, err := report.Records(rows, v.Today())
		if err != nil {
			return fmt.Errorf("%w: %s: %w", errUsage, i.File, err)
		}
		var outcomes []report.Outcome
		switch kind {
		case report.InPosyandu:
			outcomes, err = i.posyandu(ctx, db, v, records)
		case report.InKader:
			outcomes, err = i.kader(ctx, db, v, records)
		default:
			outcomes, err = i.people(ctx, db, v, records)
		}
		if err != nil {
			return err
		}
		return i.print(kind, outcomes)
	})
}

// print writes the report of the rows.
func (i importCmd) print(kind report.InKind, outcomes []report.Outcome) error {
	w := csv.NewWriter(os.Stdout)
	if err := w.Write([]string{"line", "action", "name", "detail"}); err != nil {
		return err
	}
	n := map[report.Action]int{}
	for _, o := range outcomes {
		n[o.Action]++
		if err := w.Write([]string{strconv.Itoa(o.Line), string(o.Action), o.Name, o.Detail}); err != nil {
			return err
		}
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return fmt.Errorf("writing: %w", err)
	}
	done := "would be written with --apply"
	if i.Apply {
		done = "written"
	}
	fmt.Fprintf(os.Stderr, "%s: %d new, %d filled %s; %d same, %d refused\n", kind, n[report.Added], n[report.Filled], done, n[report.Same], n[report.Refused])
	if n[report.Refused] > 0 {
		return fmt.Errorf("%d rows were refused; their lines and reasons stand above", n[report.Refused])
	}
	return nil
}

// people takes children or mothers.
func (i importCmd) people(ctx context.Context, db *rdb.DB, v store.View, records []report.Record) ([]report.Outcome, error) {
	var place store.Posyandu
	if i.Posyandu != "" {
		list, err := choosePosyandu(v.City, i.Posyandu, "")
		if err != nil {
			return nil, err
		}
		place = list[0]
	}
	w, err := familiesFor(ctx, db, v, report.Places(v.City, place, records))
	if err != nil {
		return nil, err
	}
	id := i.newID
	if id == nil {
		id = newPersonID
	}
	im := report.NewImporter(v.City, place, w.Have, v.Now, id)
	var outcomes []report.Outcome
	for _, r := range records {
		outcomes = append(outcomes, im.Take(r))
	}
	if !i.Apply {
		return outcomes, nil
	}
	for n, t := range im.Turns() {
		if err := one(db.Commit(ctx, t)); err != nil {
			return nil, fmt.Errorf("writing family %d of the file (those before are written; run it again): %w", n+1, err)
		}
	}
	return outcomes, nil
}

// familiesFor reads the families and measurements of posyandu.
func familiesFor(ctx context.Context, db *rdb.DB, v store.View, list []store.Posyandu) (store.View, error) {
	var roster []store.Member
	for _, p := range list {
		for _, n := range []store.Need{{Kind: store.NeedRoster, ID: p.ID}, {Kind: store.NeedGrowth, ID: p.ID}} {
			var err error
			if v, err = db.Fetch(ctx, v, n); err != nil {
				return v, err
			}
		}
		roster = append(roster, v.Have.Roster...)
	}
	v.Have.Roster = roster
	return v, nil
}
