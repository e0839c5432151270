package report

import (
	"context"
	"errors"
	"fmt"
	"time"

	"tumbuh/dialogs/naskah"
	"tumbuh/store"
	"tumbuh/store/growth"
)

// Names of the reports a message can carry. All take "family" (record id); "about" is a
// child's or pregnancy's id, "day" the ISO day it is drawn for.
const (
	GrafikName   = "grafik" // growth chart; "of" is a growth.Index, "" = weight
	LembarName   = "lembar" // a form of a month as a workbook: "what", "posyandu" or "puskesmas", "month"
	KalenderName = "ttd"    // tablet calendar of the month that holds most of the 30 days before "day"; "month": its own month
)

// Grafik is the part of a message that shows a child's growth chart.
func Grafik(family, child string, of growth.Index) *store.Report {
	return &store.Report{Name: GrafikName, Args: map[string]string{"family": family, "about": child, "of": string(of)}}
}

// Lembar is the part of a message that brings a form of a month as a workbook: of one
// posyandu, or of all of a puskesmas. Who decides has asked [store.May].
func Lembar(what, posyandu, puskesmas string, m Month) *store.Report {
	return &store.Report{Name: LembarName, Args: map[string]string{"what": what, "posyandu": posyandu, "puskesmas": puskesmas, "month": m.String()}}
}

// Kalender is the part of a message that shows a pregnancy's tablets.
func Kalender(family, pregnancy string, day store.Date) *store.Report {
	return &store.Report{Name: KalenderName, Args: map[string]string{"family": family, "about": pregnancy, "day": day.String()}}
}

// KalenderOf shows the month of the day itself: what a mother who asks wants to see.
func KalenderOf(family, pregnancy string, day store.Date) *store.Report {
	r := Kalender(family, pregnancy, day)
	r.Args["month"] = "this"
	return r
}

// File is what was drawn.
type File struct {
	Name, MIME string
	Bytes      []byte
	Picture    bool
}

// ErrNothing says that what a report speaks of is there no more (erased, corrected): the
// message goes without it.
var ErrNothing = errors.New("nothing to draw")

// Source reads the records a picture is drawn of; a record that is not there comes empty.
type Source interface {
	Family(ctx context.Context, id store.PersonID) (store.Family, error)
	Growth(ctx context.Context, family store.PersonID, child string) (store.Growth, error)
	Places(ctx context.Context, posyandu, puskesmas string) ([]Place, error)
}

// Drawer draws the reports of messages.
type Drawer struct {
	Texts  *naskah.Texts
	Source Source
}

// Draw makes the bytes of a report. [ErrNothing]: there is nothing (any more) to draw.
func (d Drawer) Draw(ctx context.Context, r store.Report) (File, error) {
	if r.Name == LembarName {
		return d.lembar(ctx, r)
	}
	id := store.PersonID(r.Args["family"])
	f, err := d.Source.Family(ctx, id)
	if err != nil {
		return File{}, fmt.Errorf("drawing %s: %w", r.Name, err)
	}
	switch r.Name {
	case GrafikName:
		return d.grafik(ctx, id, f, r)
	case KalenderName:
		return d.kalender(f, r)
	}
	return File{}, fmt.Errorf("drawing %q: no such report", r.Name)
}

func (d Drawer) grafik(ctx context.Context, id store.PersonID, f store.Family, r store.Report) (File, error) {
	c := f.Child(r.Args["about"])
	if c == nil || c.Sex == "" || c.Birth.IsZero() {
		return File{}, ErrNothing
	}
	g, err := d.Source.Growth(ctx, id, c.ID)
	if err != nil {
		return File{}, fmt.Errorf("drawing %s: %w", r.Name, err)
	}
	of := growth.WeightForAge
	if r.Args["of"] == string(growth.HeightForAge) {
		of = growth.HeightForAge
	}
	b, err := Chart(d.Texts, *c, g.Measures, of)
	return File{Name: "grafik-" + string(of) + ".png", MIME: "image/png", Bytes: b, Picture: true}, err
}

func (d Drawer) kalender(f store.Family, r store.Report) (File, error) {
	day, err := store.ParseDate(r.Args["day"])
	if err != nil {
		return File{}, fmt.Errorf("drawing %s: %w", r.Name, err)
	}
	for _, p := range f.Pregnancies {
		if p.ID == r.Args["about"] && p.Log.Days != "" {
			month := day
			if r.Args["month"] == "" {
				month = day.Add(-15)
			}
			b, err := Calendar(d.Texts, p.Log, month.Year, time.Month(month.Month), day)
			return File{Name: "kalender.png", MIME: "image/png", Bytes: b, Picture: true}, err
		}
	}
	return File{}, ErrNothing
}

// lembar makes a workbook for a chat. Telephone numbers are left out: who serves a
// posyandu sees a number only where a case asks for it.
func (d Drawer) lembar(ctx context.Context, r store.Report) (File, error) {
	m, err := MonthOf(r.Args["month"])
	if err != nil {
		return File{}, fmt.Errorf("drawing %s: %w", r.Name, err)
	}
	places, err := d.Source.Places(ctx, r.Args["posyandu"], r.Args["puskesmas"])
	if err != nil {
		return File{}, fmt.Errorf("drawing %s: %w", r.Name, err)
	}
	for _, p := range places {
		for i := range p.Homes {
			p.Homes[i].Person.Phone = ""
		}
	}
	sheets, err := Export(d.Texts, r.Args["what"], places, m)
	if err != nil {
		return File{}, fmt.Errorf("drawing %s: %w", r.Name, err)
	}
	b, err := XLSX(sheets)
	return File{Name: r.Args["what"] + "-" + m.String() + ".xlsx", MIME: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Bytes: b}, err
}
