package dialogs

import (
	"strconv"
	"strings"

	"tumbuh/dialogs/report"
	"tumbuh/store"
	"tumbuh/store/growth"
)

// GrowthChart shows a mother the growth chart of her child, as a picture. It shows how
// she grows; what that means the health worker says.
func GrowthChart() Dialog {
	return Dialog{
		ID: "grafik",
		Opens: []string{"grafik", "grafik anak", "lihat grafik", "grafik tumbuh", "grafik berat", "grafik berat badan", "grafik pertumbuhan", "grafik kms", "lihat kms",
			"grafik anak saya", "lihat grafik anak"},
		Steps: []Step{{ID: "anak", Choices: func(c *Ctx) []store.Choice { return c.charted() }, Skip: func(c *Ctx) bool { return len(c.charted()) < 2 }}},
		Done:  showChart,
	}
}

// charted are the children under five of her family, or of the one she cares for.
func (c *Ctx) charted() []store.Choice {
	var list []store.Choice
	children, ok := c.myChildren()
	if !ok {
		return nil
	}
	for _, ch := range children {
		if ch.Active() && !ch.Birth.IsZero() && ch.AgeDays(c.v.Today()) <= growth.LastDay {
			list = append(list, store.Choice{ID: ch.ID, Label: or(ch.Name, c.line("grafik.tanpa-nama"))})
		}
	}
	return list
}

func showChart(c *Ctx) {
	list := c.charted()
	if len(list) == 0 && c.need == nil {
		if len(c.measuring()) > 0 { // a kader means a child of her posyandu
			c.Session.Dialog = ""
			c.Open("cari", nil)
			return
		}
		c.Say("grafik.tanpa-anak")
		return
	}
	if len(list) == 0 {
		return // being fetched
	}
	chosen := list[0]
	for _, x := range list {
		if x.ID == c.Answer("anak") {
			chosen = x
		}
	}
	id := store.PersonID(c.homeID())
	if c.need != nil || !c.Want(store.Need{Kind: store.NeedGrowth, Person: id}) {
		return
	}
	var last store.Measurement
	if d := c.v.Have.GrowthOf(id, chosen.ID); d != nil {
		for _, m := range d.Value.Valid() {
			if m.Weight > 0 {
				last = m
			}
		}
	}
	if last.Weight == 0 {
		c.Say("grafik.kosong", "anak", chosen.Label)
		return
	}
	kg := strings.Replace(strconv.FormatFloat(float64(last.Weight)/1000, 'f', -1, 64), ".", ",", 1)
	c.Say("grafik.isi", "anak", chosen.Label, "tanggal", longDate(last.Day), "berat", kg)
	if string(id) != c.v.Family.Ref.ID {
		c.audit("see-child", store.Ref{Kind: store.KindFamily, ID: string(id)}, chosen.ID)
	}
	c.report = report.Grafik(string(id), chosen.ID, growth.WeightForAge)
}

// TabletCalendar shows the month's tablets as a picture.
func TabletCalendar() Dialog {
	return Dialog{
		ID:    "kalender",
		Opens: []string{"kalender", "kalender tablet", "kalender ttd", "lihat kalender", "lihat kalender tablet", "catatan tablet", "catatan ttd"},
		Done: func(c *Ctx) {
			p := c.Family.Pregnancy()
			if p == nil || p.Log.Days == "" {
				c.Say("kalender.kosong-semua")
				return
			}
			c.Say("kalender.isi", "jumlah", strconv.Itoa(p.Log.Count(store.TabletTaken)))
			c.report = report.KalenderOf(c.v.Family.Ref.ID, p.ID, c.v.Today())
		},
	}
}
