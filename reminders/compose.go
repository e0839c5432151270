package reminders

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"tumbuh/dialogs/naskah"
	"tumbuh/store"
)

// compose writes one message of the reminders given, under one greeting. On a shared
// phone the greeting says nothing of health, and where a row has quiet words these
// are used instead of its own.
func (p Planner) compose(v *store.View, list []Due) store.Message {
	quiet := v.Person.Value.Discreet
	var texts []string
	if len(list) > 1 || list[0].row != &lagi { // who is asked once more was greeted before
		texts = append(texts, p.greeting(v, quiet))
	}
	first := list[len(list)-1]
	m := store.Message{
		ID: "ingat:" + string(v.ID()) + ":" + first.Rule + ":" + first.About + ":" + first.Day.String(),
		To: v.ID(), Lane: store.Reminder, About: first.About, Rule: rules(list), Made: v.Now, NotAfter: p.notAfter(v, list),
	}
	for i, x := range list {
		if x.row.Report != "" && m.Report == nil {
			m.Report = &store.Report{Name: x.row.Report, Args: map[string]string{"family": v.Family.Ref.ID, "about": x.About, "day": x.Day.String()}}
		}
		if i > 0 && p.together(list[i-1], x, quiet) {
			continue // said with the one before
		}
		if x.row.Fast != "" && x.s.firstFast(x.Day.Number()) {
			texts = append(texts, p.fastWord(x, quiet))
		}
		entry := p.plain(v, p.entry(x, quiet))
		s := entry.Say(p.vars(v, entry, list, i)...)
		texts = append(texts, s.Text)
		for _, c := range s.Choices {
			m.Choices = append(m.Choices, store.Choice(c))
		}
	}
	gap := "\n\n"
	if len(texts) == 2 && !quiet {
		gap = "\n"
	}
	m.Text = strings.Join(texts, gap)
	return m
}

// together tells whether two reminders make one paragraph: vaccines of one child, one
// visit of twins, or two rows that have the same words for a shared phone.
func (p Planner) together(a, b Due, quiet bool) bool {
	switch {
	case quiet && a.row.Quiet != "" && a.row.Quiet == b.row.Quiet:
		return true
	case a.row.Text != b.row.Text:
		return false
	case a.row.Item != "":
		return a.About == b.About
	}
	return a.row == b.row && p.entry(a, quiet).Variant == p.entry(b, quiet).Variant
}

func (p Planner) greeting(v *store.View, quiet bool) string {
	name := motherName(v)
	switch {
	case quiet:
		return p.Texts.Say("pengingat.sapa.diam").Text
	case name == "":
		return p.Texts.Say("pengingat.sapa-tanpa-nama").Text
	}
	return p.Texts.Say("pengingat.sapa", "nama", name).Text
}

// fastWord tells her, once a Ramadan, that her hour has moved, and how to move it back.
func (p Planner) fastWord(x Due, quiet bool) string {
	n := x.row.hour(x.s, x.Day.Number(), 0)
	hour := fmt.Sprintf("%02d.%02d", n/60, n%60)
	if quiet {
		return p.Texts.Say("pengingat.puasa-awal.diam", "jam", hour).Text
	}
	return p.Texts.Say("pengingat.puasa-awal", "jam", hour).Text
}

// entry picks the words: quiet ones on a shared phone, else the variant for the
// week of pregnancy or the child's age.
func (p Planner) entry(x Due, quiet bool) naskah.Entry {
	if quiet && x.row.Quiet != "" {
		entry, _ := p.Texts.Get(x.row.Quiet)
		return entry
	}
	if x.row.Fast != "" && x.s.view.Settings.Fasts(x.s.view.Family.Value.Prefs, x.Day) {
		entry, _ := p.Texts.Get(x.row.Fast)
		return entry
	}
	months, weeks := -1, -1
	if !x.s.born.IsZero() {
		months = x.s.ageMonths(x.Day.Number())
	}
	if x.s.preg != nil {
		weeks, _ = x.s.preg.Weeks(x.Day)
	}
	key := x.row.Text
	if x.row.Ledger == "ttd" {
		key = x.s.tabletWords(x.Day.Number(), key)
	}
	switch {
	case x.row.Bare == "":
	case !x.s.kids:
		key = x.row.Bare
	case !x.s.older:
		key += "-bayi"
	}
	entry, _ := p.Texts.Variant(key, months, weeks)
	return entry
}

// notAfter is the end of the message's use: never later than the window of the day,
// save for an hour she chose.
func (p Planner) notAfter(v *store.View, list []Due) time.Time {
	today := store.DateOf(v.Now).Number()
	day := windowOn(v.Settings, store.DateNumber(today)).day
	end := time.Unix(at(today, day.to), 0).In(store.WIB)
	early := v.Now.Before(time.Unix(at(today, day.from), 0))
	var use time.Time
	for _, x := range list {
		if g := x.At.Add(grace); x.row.Own && (early || g.After(end)) {
			end = g
		}
		if x.Until.After(use) {
			use = x.Until
		}
	}
	if use.Before(end) {
		return use
	}
	return end
}

// rules names what a message says: "posyandu-h3+imunisasi-dpt1".
func rules(list []Due) string {
	names := make([]string, len(list))
	for i, x := range list {
		names[i] = x.Rule
	}
	return strings.Join(names, "+")
}

// vars gives the placeholders an entry has.
func (p Planner) vars(v *store.View, entry naskah.Entry, list []Due, i int) []string {
	out := make([]string, 0, 2*len(entry.Vars))
	for _, name := range entry.Vars {
		out = append(out, name, p.fill(v, name, list, i))
	}
	return out
}

func (p Planner) fill(v *store.View, name string, list []Due, i int) string {
	x := list[i]
	switch name {
	case "nama":
		return motherName(v)
	case "anak":
		return p.children(v, list, i)
	case "posyandu":
		py, _ := v.City.FindPosyandu(v.Family.Value.Posyandu)
		return py.Name
	case "hari":
		return longDay(store.DateNumber(x.meet))
	case "lagi":
		return p.Texts.Say("pengingat.lagi-" + strconv.Itoa(x.meet-store.DateOf(v.Now).Number())).Text
	case "kapan":
		return p.when(v, x)
	case "tablet":
		return p.Texts.Say("pengingat.nama-" + x.s.tablet).Text
	case "hari-lama":
		return longDay(x.was)
	case "bulan":
		return strconv.Itoa(x.s.ageMonths(x.meet))
	case "hpl":
		return longDay(x.s.preg.HPL())
	case "sampai":
		return x.s.set("ttd-nifas")
	case "vaksin":
		return items(list, i)
	}
	return ""
}

// when says how the day a reminder speaks of lies to the day on which it is said, which is
// not always the day on which it was due.
func (p Planner) when(v *store.View, x Due) string {
	day := x.meet
	if x.row.Anchor == HPL {
		day = x.row.base(x.s)
	}
	switch n := day - store.DateOf(v.Now).Number(); n {
	case 1:
		return p.Texts.Say("pengingat.kapan-besok").Text
	case 0:
		return p.Texts.Say("pengingat.kapan-hari-ini").Text
	case -1:
		return p.Texts.Say("pengingat.kapan-kemarin").Text
	}
	return p.Texts.Say("pengingat.kapan-lalu").Text
}

// items lists what the rows of one text name for one child.
func items(list []Due, i int) string {
	var words []string
	for _, x := range list {
		if x.row.Text != list[i].row.Text || x.About != list[i].About {
			continue
		}
		word := x.row.Item
		if x.s.hexa && x.row.Hexa != "" {
			word = x.row.Hexa
		}
		words = append(words, word)
	}
	return strings.Join(words, ", ")
}

func motherName(v *store.View) string {
	name := v.Family.Value.MotherName
	if name == "" {
		name = v.Person.Value.Name
	}
	return name
}

// children names the children a paragraph is about, or those in our care.
func (p Planner) children(v *store.View, list []Due, i int) string {
	var names []string
	add := func(c *store.Child) {
		if c.Active() && c.Name != "" && !slices.Contains(names, c.Name) {
			names = append(names, c.Name)
		}
	}
	for j := range list {
		if x := &list[j]; x.s.child != nil && x.row == list[i].row && (x.row.Item == "" || x.About == list[i].About) {
			add(x.s.child)
		}
	}
	for j := range v.Family.Value.Children {
		if list[i].s.child == nil {
			add(&v.Family.Value.Children[j])
		}
	}
	if len(names) == 0 {
		return p.Texts.Say("pengingat.si-kecil").Text
	}
	if n := len(names) - 1; n > 0 {
		return p.Texts.Say("pengingat.dan", "banyak", strings.Join(names[:n], ", "), "satu", names[n]).Text
	}
	return names[0]
}

// longDay writes a day as "Selasa, 3 Maret". Names of days and months are names, not
// sentences.
func longDay(d store.Date) string {
	days := [...]string{"Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"}
	months := [...]string{"Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"}
	return days[d.Weekday()] + ", " + strconv.Itoa(d.Day) + " " + months[d.Month-1]
}
