package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"tumbuh/dialogs/naskah"
	"tumbuh/reminders"
	"tumbuh/store"
)

type scheduleCmd struct {
	HPHT  string `name:"hpht" help:"First day of the last menstruation, YYYY-MM-DD."`
	Birth string `help:"A child's birth day, YYYY-MM-DD."`
	Sex   string `help:"L or P, with --birth." enum:",L,P" default:""`
	From  string `help:"First day shown (default: the anchor)."`
	To    string `help:"Last day shown (default: 300 days of pregnancy, 60 months of a child)."`
	At    string `help:"Hour of the tablet reminder." default:"19:00"`
	Day   int    `name:"posyandu-day" help:"Date on which the imaginary posyandu meets." default:"10"`
	JSON  bool   `name:"json" help:"A JSON line each."`
}

// Run prints the whole journey of one imaginary family.
func (s scheduleCmd) Run(cfg config) error {
	steps, err := s.steps(cfg.City)
	if err != nil {
		return err
	}
	for _, step := range steps {
		if s.JSON {
			if err := printJSON(step); err != nil {
				return err
			}
			continue
		}
		fmt.Printf("%s  %-18s %s\n", step.At.Format("2006-01-02 15:04"), step.Rule, strings.ReplaceAll(step.Text, "\n", " "))
	}
	return nil
}

// steps are those within the span shown, of a journey walked from its beginning: what is
// said depends on what was said and given before.
func (s scheduleCmd) steps(city string) ([]reminders.Step, error) {
	texts, err := naskah.Load()
	if err != nil {
		return nil, err
	}
	v, from, to, err := s.family(city)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errUsage, err)
	}
	steps := (reminders.Planner{Texts: texts, Unreviewed: true}).Journey(v, v.Family.Value.Planned, to)
	first := slices.IndexFunc(steps, func(x reminders.Step) bool { return !x.At.Before(from) })
	if first < 0 {
		return nil, nil
	}
	return steps[first:], nil
}

// family makes the imaginary family and the span shown.
func (s scheduleCmd) family(code string) (v store.View, from, to time.Time, err error) {
	city, err := store.LoadCity(code)
	if err != nil {
		return v, from, to, err
	}
	if h, m, ok := store.ParseClock(s.At); !ok || h < 4 || h*60+m > 22*60 || s.Day < 1 || s.Day > 31 {
		return v, from, to, fmt.Errorf("--at is an hour like 19:00, from 04:00 to 22:00, --posyandu-day 1 to 31")
	}
	const py = "py-contoh"
	v.City = city.With(store.Register{Posyandu: []store.Posyandu{{ID: py, Name: "Posyandu Contoh", Days: store.Meeting{Date: s.Day}}}}, 1)
	f := store.Family{V: 1, Mother: "contoh", MotherName: "Siti", Posyandu: py, Prefs: store.Prefs{TTDHour: s.At}}
	var start, end store.Date
	switch {
	case (s.HPHT == "") == (s.Birth == ""):
		return v, from, to, fmt.Errorf("want --hpht DATE or --birth DATE")
	case s.HPHT != "":
		if start, err = store.ParseDate(s.HPHT); err != nil {
			return v, from, to, err
		}
		end = start.Add(300)
		f.Pregnancies = []store.Pregnancy{{ID: "p1", HPHT: start, Since: start.At(0, 0)}}
	default:
		if start, err = store.ParseDate(s.Birth); err != nil {
			return v, from, to, err
		}
		if s.Sex == "" {
			return v, from, to, fmt.Errorf("--birth needs --sex L or P")
		}
		end = start.AddMonths(60)
		f.Pregnancies = []store.Pregnancy{{ID: "p1", HPHT: start.Add(-280), Since: start.Add(-250).At(9, 0), Ended: start, End: store.EndBirth}}
		f.Children = []store.Child{{ID: "c1", Name: "Aisyah", Sex: s.Sex, Birth: start, From: "p1", Since: start.At(0, 0)}}
	}
	f.Planned = start.At(0, 0)
	if start, err = dateOr(s.From, start); err != nil {
		return v, from, to, err
	}
	if end, err = dateOr(s.To, end); err != nil {
		return v, from, to, err
	}
	if end.Before(start) {
		return v, from, to, fmt.Errorf("--to lies before --from")
	}
	from, to = start.At(0, 0), end.At(23, 59)
	v.Family = store.Doc[store.Family]{Ref: store.Ref{Kind: store.KindFamily, ID: "contoh"}, Version: 1, Value: f}
	v.Person = store.Doc[store.Person]{Ref: store.Ref{Kind: store.KindPerson, ID: "contoh"}, Version: 1, Value: store.Person{Name: "Siti",
		Addresses: []store.Reach{{Address: store.Address{Channel: store.WebPhone, ID: "contoh"}}}, Consent: store.Consent{Data: true, Reminders: true}}}
	return v, from, to, nil
}

func dateOr(s string, other store.Date) (store.Date, error) {
	if s == "" {
		return other, nil
	}
	return store.ParseDate(s)
}
