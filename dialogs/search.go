package dialogs

import (
	"strings"

	"tumbuh/dialogs/answers"
	"tumbuh/store"
	"tumbuh/store/growth"
)

// Search finds a child by name for those who measure: age, mother, the last values,
// what is missing, and the chart of the only one found.
func Search() Dialog {
	return Dialog{
		ID:    "cari",
		Opens: []string{"cari", "cari anak", "cari nama"},
		May:   func(c *Ctx) bool { return len(c.measuring()) > 0 },
		Steps: []Step{
			{ID: "posyandu", Read: readOwnPosyandu, Choices: ownPosyandu, Skip: func(c *Ctx) bool { return len(c.measuring()) == 1 }},
			{ID: "nama", Read: readName},
		},
		Done: saySearch,
	}
}

// answerSearch takes "cari aisyah" in one message; "grafik aisyah" of staff is the same.
func (c *Ctx) answerSearch() bool {
	words := strings.Fields(c.in.Text)
	if c.in.Kind != store.InText || len(words) < 2 || len(words) > 6 || !searches(words[0]) || len(c.measuring()) == 0 {
		return false
	}
	name := strings.Join(words[1:], " ")
	at := c.whereNamed([]answers.Line{{Records: []answers.Record{{Name: name}}}})
	if c.need != nil {
		return true
	}
	c.Open("cari", map[string]string{"nama": name, "posyandu": at})
	return true
}

func searches(word string) bool {
	w := strings.ToLower(word)
	return w == "cari" || w == "grafik" || w == "kms"
}

func saySearch(c *Ctx) {
	w, ok := c.loadToday()
	if !ok {
		return
	}
	list := w.findChildren(answers.Record{Name: c.Given("nama")})
	if len(list) == 0 {
		c.Say("cari.tidak-ada", "nama", c.Given("nama"), "posyandu", w.posyandu.Name)
		return
	}
	for i, f := range list {
		if i == listed {
			break
		}
		c.said = append(c.said, w.lastOf(f))
	}
	c.audit("search-child", store.Ref{Kind: store.KindFamily, ID: list[0].m.Family.Ref.ID}, "")
	if len(list) == 1 && list[0].child != nil {
		c.report = &store.Report{Name: "grafik", Args: map[string]string{"family": list[0].m.Family.Ref.ID, "about": list[0].child.ID}}
	}
}

// lastOf words a child with her last measuring.
func (w *dayWork) lastOf(f found) string {
	last := w.c.line("hari.belum-pernah")
	if d := w.growth[f.ref()]; d != nil {
		if valid := d.Value.Valid(); len(valid) > 0 {
			m := valid[len(valid)-1]
			last = shortDate(m.Day) + ": " + w.c.sizes(m)
			if marks := growth.Card(*f.child, valid, growth.DefaultRules()); len(marks) > 0 {
				last += " · " + marks[len(marks)-1].String()
			}
		}
	}
	return w.c.line("cari.baris", "nama", w.label(f), "rt", or(f.m.Family.Value.RT, "–"), "lalu", last)
}

// Activity answers "kegiatan saya": a kader's own posyandu days of the year.
func Activity() Dialog {
	return Dialog{
		ID:    "kegiatan",
		Opens: []string{"kegiatan saya", "kegiatan", "catatan kegiatan", "kegiatanku"},
		May:   func(c *Ctx) bool { return c.Person.Has(store.Kader) },
		Done: func(c *Ctx) {
			var days []string
			for _, id := range c.Person.Days {
				_, day, _ := strings.Cut(id, ".")
				if d, err := store.ParseDate(day); err == nil && d.Year == c.v.Today().Year {
					days = append(days, shortDate(d))
				}
			}
			if len(days) == 0 {
				c.Say("kegiatan.kosong")
				return
			}
			digits, ok := c.lastDigits()
			if !ok {
				return
			}
			c.Say("kegiatan.isi", "tahun", itoa(c.v.Today().Year), "jumlah", itoa(len(days)), "isi", strings.Join(days, ", "))
			if share, n := int(100*digits.ZeroFive()+0.5), digits.N; n >= enoughDigits {
				c.Say("kegiatan.angka-akhir", "persen", itoa(share), "jumlah", itoa(n))
			}
		},
	}
}

// loadToday is [Ctx.loadDay] for today, of the posyandu that was answered or her only one.
func (c *Ctx) loadToday() (*dayWork, bool) {
	if list := c.measuring(); len(list) == 1 {
		c.Set("posyandu", list[0].ID)
	}
	c.Set("hari", c.v.Today().String())
	return c.loadDay()
}
