package reminders

import (
	"slices"
	"time"

	"tumbuh/store"
)

// dose is one dose of the national schedule (health-facts §4.1), ages in completed months.
type dose struct {
	id, series   string
	n            int
	name, hexa   string // as the officer writes it; hexa: where DPT-HB-Hib-IPV is given (§4.3)
	from, closed int    // first age; first age at which it is not given any more
	gap          int    // days after the dose before it (§4.2)
	source       string
}

// doses is the schedule, by age. JE is not given in Tangsel (§4.5).
var doses = []dose{
	{"bcg", "bcg", 1, "BCG", "", 1, 12, 0, "IMTAB §4.1; KMK35 §4.1"},
	{"opv1", "opv", 1, "polio tetes 1 (OPV1)", "", 1, 60, 0, "IMTAB §4.1; KIApy §4.1"},
	{"dpt1", "dpt", 1, "DPT-HB-Hib 1", "DPT-HB-Hib-IPV 1", 2, 60, 0, "IMTAB §4.1; KIApy §4.1; HEXA §4.3"},
	{"opv2", "opv", 2, "polio tetes 2 (OPV2)", "", 2, 60, 28, "IMTAB §4.1; KIApy §4.1"},
	{"pcv1", "pcv", 1, "PCV 1", "", 2, 60, 0, "IMTAB §4.1; PCV §4.2"},
	{"rv1", "rv", 1, "rotavirus 1 (RV1)", "", 2, 5, 0, "IMTAB §4.1"},
	{"dpt2", "dpt", 2, "DPT-HB-Hib 2", "DPT-HB-Hib-IPV 2", 3, 60, 28, "IMTAB §4.1; KIApy §4.1; HEXA §4.3"},
	{"opv3", "opv", 3, "polio tetes 3 (OPV3)", "", 3, 60, 28, "IMTAB §4.1; KIApy §4.1"},
	{"pcv2", "pcv", 2, "PCV 2", "", 3, 60, 28, "IMTAB §4.1; PCV §4.2"},
	{"rv2", "rv", 2, "rotavirus 2 (RV2)", "", 3, 7, 28, "IMTAB §4.1"},
	{"dpt3", "dpt", 3, "DPT-HB-Hib 3", "DPT-HB-Hib-IPV 3", 4, 60, 28, "IMTAB §4.1; KIApy §4.1; HEXA §4.3"},
	{"opv4", "opv", 4, "polio tetes 4 (OPV4)", "", 4, 60, 28, "IMTAB §4.1; KIApy §4.1"},
	{"ipv1", "ipv", 1, "polio suntik 1 (IPV1)", "", 4, 60, 0, "IMTAB §4.1; IPV2 §4.1"},
	{"rv3", "rv", 3, "rotavirus 3 (RV3)", "", 4, 7, 28, "IMTAB §4.1"},
	{"mr1", "mr", 1, "campak-rubela 1 (MR1)", "", 9, 60, 0, "IMTAB §4.1; KIApy §4.1"},
	{"ipv2", "ipv", 2, "polio suntik 2 (IPV2)", "", 9, 60, 28, "IPV2 §4.1"},
	{"pcv3", "pcv", 3, "PCV 3", "", 12, 60, 56, "IMTAB §4.1; PCV §4.2"},
	{"dpt4", "dpt", 4, "DPT-HB-Hib 4", "", 18, 60, 365, "IMTAB §4.1; KIApy §4.1"},
	{"mr2", "mr", 2, "campak-rubela 2 (MR2)", "", 18, 60, 183, "IMTAB §4.1; KIApy §4.1"},
}

// Doses lists the dose ids of Child.Vaccines, by age, HB0 first.
func Doses() []string {
	list := []string{"hb0"}
	for i := range doses {
		list = append(list, doses[i].id)
	}
	return list
}

// DoseName is a dose as an officer writes it.
func DoseName(id string) string {
	for i := range doses {
		if doses[i].id == id {
			return doses[i].name
		}
	}
	return "HB0"
}

// DosesUpTo lists the doses of a child that had all its age allows on a day.
func DosesUpTo(birth, on store.Date) []string {
	list, age := []string{"hb0"}, store.MonthsBetween(birth, on)
	for i := range doses {
		if doses[i].from <= age {
			list = append(list, doses[i].id)
		}
	}
	return list
}

// Named lists the doses that were named to a family for a child's posyandu day.
func Named(f store.Family, child string, meet store.Date) []string {
	var list []string
	day := meet.Number()
	for i := range doses {
		if days := f.Sent["imunisasi-"+doses[i].id+"/"+child]; slices.Contains(days, day-3) || slices.Contains(days, day-1) {
			list = append(list, doses[i].id)
		}
	}
	return list
}

// vaccineRows name, three days and one day before each posyandu day, what a child may
// get on it: month by month until it was given or is closed, never from the start
// again. The officer decides.
func vaccineRows() []Row {
	list := []Row{
		{ID: "imunisasi-tanya", Kind: "imunisasi", For: Infant, Reader: "anak", Anchor: Registered, On: []int{2}, Hour: morning, Use: 5 * day,
			When: func(s *subject, _ int) bool {
				return s.before() >= 1 && !s.child.VaccinesAll && len(s.child.Vaccines) == 0
			},
			Text: "pengingat.imunisasi-tanya", Opens: "imunisasi", Wait: 14 * day, Ends: "riwayat dicatat", Source: "design §4.2"},
		{ID: "imunisasi-hb0", Kind: "imunisasi", For: Infant, Reader: "anak", Anchor: Birth, On: []int{1}, Late: 6, Hour: morning, Use: 2 * day,
			When: func(s *subject, _ int) bool { return !s.gave("hb0") },
			Text: "pengingat.imunisasi-hb0", Pass: true, Dose: "hb0", Ends: "sudah diberikan, umur 7 hari", Source: "IMTAB §4.1; KIApy §4.1"},
	}
	for i := range doses {
		d := &doses[i]
		list = append(list, Row{ID: "imunisasi-" + d.id, Kind: "imunisasi", For: Infant, Reader: "anak", Anchor: Month, On: []int{-3, -1}, Hour: morning,
			Hours: []int{morning, afternoon}, Use: 39 * time.Hour, When: func(s *subject, meet int) bool { return s.needs(d, meet) },
			Text: "pengingat.imunisasi", Item: d.name, Hexa: d.hexa, Dose: d.id, Pass: true, Ends: "sudah diberikan, umur lewat", Source: d.source})
	}
	return append(list, Row{ID: "imunisasi-hasil", Kind: "imunisasi", For: Infant, Reader: "anak", Anchor: Month, On: []int{1}, Hour: afternoon, Use: 2 * day,
		When: func(s *subject, meet int) bool { return s.waits(meet) },
		Text: "pengingat.imunisasi-hasil", Opens: "imunisasi", Wait: 20 * day, Ends: "dijawab, dicatat kader", Source: "design §4.2"})
}

// before is the child's age in months when it was registered.
func (s *subject) before() int { return s.joined }

// gave tells whether the dose is recorded.
func (s *subject) gave(id string) bool {
	_, ok := s.child.Vaccines[id]
	return ok
}

// had tells whether the child had the dose: it is recorded, a later one of its series
// is, or its time was over before the child was registered and nobody has told its
// history yet, so that nothing is said of it.
func (s *subject) had(d *dose) bool {
	for i := range doses {
		if len(s.child.Vaccines) == 0 {
			break
		}
		if o := &doses[i]; o.series == d.series && o.n >= d.n && s.gave(o.id) {
			return true
		}
	}
	return !s.child.VaccinesAll && s.before() > d.from
}

// needs tells whether the dose may be given on a posyandu day.
func (s *subject) needs(d *dose, meet int) bool {
	age := s.ageMonths(meet)
	if age < d.from || age >= d.closed || s.had(d) || s.replaced(d) {
		return false
	}
	i := slices.IndexFunc(doses, func(o dose) bool { return o.series == d.series && o.n == d.n-1 })
	if i < 0 {
		return true
	}
	last := &doses[i]
	if s.replaced(last) {
		return true
	}
	when, known := s.child.Vaccines[last.id]
	if d.series == "pcv" && !s.pcv(d, meet) {
		return false
	}
	return s.had(last) && (!known || when.IsZero() || meet-when.Number() >= d.gap)
}

// replaced tells whether the hexavalent vaccine stands for the dose (health-facts §4.3).
func (s *subject) replaced(d *dose) bool {
	return s.hexa && (d.id == "ipv1" || d.id == "ipv2" && s.set("heksavalen-ipv2") == "tidak")
}

// pcv tells whether a series of PCV that began late goes on: after a first dose in the
// second year there is one more, eight weeks later; after a later one none
// (health-facts §4.2, UNV).
func (s *subject) pcv(d *dose, meet int) bool {
	first := s.child.Vaccines["pcv1"]
	if first.IsZero() {
		return true
	}
	switch age := store.MonthsBetween(s.born, first); {
	case age >= 24:
		return false
	case age >= 12:
		return d.n == 2 && meet-first.Number() >= 56
	}
	return true
}

// waits tells whether a dose was named for a posyandu day and nothing is recorded since.
func (s *subject) waits(meet int) bool {
	if meet-3 > s.view.Today().Number() {
		return false // nothing is named for it yet
	}
	named := Named(s.view.Family.Value, s.about, store.DateNumber(meet))
	return slices.ContainsFunc(named, func(id string) bool { return !s.gave(id) })
}
