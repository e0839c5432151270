package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"tumbuh/dialogs"
	"tumbuh/reminders"
	"tumbuh/store"
)

// askedBy is a family with a pregnancy and a child that one reminder has just asked.
func askedBy(e *dialogs.Engine, c *store.City, r reminders.Row, choices []store.Choice, now time.Time) (store.View, string) {
	about := map[reminders.Whom]string{reminders.Pregnant: "p1", reminders.Infant: "c1"}[r.For]
	day := store.DateOf(now)
	o := store.Open{ID: r.Opens + "/" + about + "/" + day.String(), Rule: r.ID, About: about, Day: day, Asked: now.Add(-time.Hour),
		Expires: now.Add(r.Wait), Dialog: r.Opens, Offered: choices}
	kel := c.Posyandu[0]
	v := store.View{Now: now, Bound: "ibu", City: c, From: store.Address{Channel: store.WhatsApp, ID: "1"}}
	v.Person = store.Doc[store.Person]{Ref: store.Ref{Kind: store.KindPerson, ID: "ibu"}, Version: 1}
	v.Session.Ref = store.Ref{Kind: store.KindSession, ID: "ibu"}
	v.Family = store.Doc[store.Family]{Ref: store.Ref{Kind: store.KindFamily, ID: "ibu"}, Version: 1}
	v.Person.Value = store.Person{V: 1, Name: "Siti", Family: "ibu", Addresses: []store.Reach{{Address: v.From}}, Grants: []store.Grant{{Role: store.Ibu}},
		FirstSeen: now, LastSeen: now, Consent: store.Consent{Version: dialogs.ConsentVersion, At: now, Data: true, Reminders: true}}
	v.Family.Value = store.Family{V: 1, Mother: "ibu", MotherName: "Siti", Kelurahan: kel.Kelurahan, Posyandu: kel.ID, Open: []store.Open{o},
		Pregnancies: []store.Pregnancy{{ID: "p1", HPHT: day.Add(-200), Since: now}},
		Children:    []store.Child{{ID: "c1", Name: "Aisyah", Sex: "P", Birth: day.AddMonths(-9), Since: now}}}
	return v, o.ID
}

// TestEveryAnswerToAReminder: of every reminder that asks, each choice is understood
// the same by its number, by its label, and by its button, pressed now or days later.
func TestEveryAnswerToAReminder(t *testing.T) {
	m := sharedEngine(t, true)
	city, err := store.LoadCity("36.74")
	if err != nil {
		t.Fatal(err)
	}
	city = city.With(store.Register{Posyandu: city.ExamplePosyandu()}, 1)
	now, seen := time.Date(2026, 3, 10, 19, 30, 0, 0, store.WIB), 0
	for _, r := range append(reminders.Rows(), reminders.Special()...) {
		if r.Opens == "" && r.ID != "ttd-lagi" {
			continue
		}
		if r.ID == "ttd-lagi" {
			r.Opens, r.Wait = "ttd", time.Hour
		}
		for _, key := range []string{r.Text, r.Quiet, "pengingat.ttd-jam"} {
			entry, ok := m.texts.Get(key)
			if !ok || key == "pengingat.ttd-jam" && r.ID != "ttd" {
				continue
			}
			var choices []store.Choice
			for _, ch := range entry.Choices {
				choices = append(choices, store.Choice(ch))
			}
			for i, ch := range choices {
				seen++
				v, question := askedBy(m.engine, city, r, choices, now)
				press := said1(t, m.engine, v, store.Incoming{Kind: store.InButton, Question: question, Choice: ch.ID})
				if strings.Contains(press, "tombol") || press == "" {
					t.Errorf("%s: button %q: %s", key, ch.Label, press)
				}
				for _, text := range []string{fmt.Sprint(i + 1), fmt.Sprint(i+1) + ".", ch.Label, strings.ToLower(ch.Label) + " bu"} {
					if got := said1(t, m.engine, v, store.Incoming{Kind: store.InText, Text: text}); got != press {
						t.Errorf("%s: %q was answered\n  %s\nthe button\n  %s", key, text, got, press)
					}
				}
				v.Now = now.Add(5 * 24 * time.Hour)
				if late := said1(t, m.engine, v, store.Incoming{Kind: store.InButton, Question: question, Choice: ch.ID}); late == "" {
					t.Errorf("%s: button %q pressed late says nothing", key, ch.Label)
				}
			}
		}
	}
	if seen < 40 {
		t.Errorf("%d answers only", seen)
	}
}

// said1 is what the program says to her, with whatever it needs fetched as absent.
func said1(t *testing.T, e *dialogs.Engine, v store.View, in store.Incoming) string {
	t.Helper()
	in.From, in.At, in.ID = v.From, v.Now, "m1"
	for range 5 {
		turn, need := e.Step(v, in)
		if need == nil {
			for _, m := range turn.Say {
				if m.To == v.ID() {
					return m.Text
				}
			}
			return ""
		}
		v.Have.Got = append(v.Have.Got, *need)
	}
	t.Fatal("it asked for too much")
	return ""
}
