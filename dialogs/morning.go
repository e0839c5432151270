package dialogs

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"tumbuh/store"
)

// listed is how many tasks a message names; the others follow with the next "tugas".
const listed = 10

// ownWords are the kinds of tasks that are told alone, because they ask something of
// their own.
var ownWords = map[string]string{"duka-lanjut": "tugas.ingat-lanjut"}

// WakeTask tells the one who has tasks what is due today, all of it in one message
// however many wake: v is her view with her open tasks in Have.Tasks, d the woken one.
func (e *Engine) WakeTask(v store.View, d store.Doc[store.Task]) store.Turn {
	t := store.Turn{Person: v.ID(), Now: v.Now}
	via, ok := v.Person.Value.Reachable(store.Address{})
	if d.Version == 0 || !d.Value.Done.IsZero() || !ok {
		t.Reads, t.Wake = []store.Read{d.Read()}, []store.Wake{{Ref: d.Ref}}
		return t
	}
	due := []store.Doc[store.Task]{d}
	if ownWords[d.Value.Kind] == "" {
		due = dueWith(v, d)
	}
	ids := v.Today().String()
	for i, x := range due {
		ids += "|" + x.Ref.ID
		x.Value.Told, x.Value.Number = v.Now, i+1
		if len(due) == 1 {
			x.Value.Number = 0
		}
		t.Writes, t.Wake = append(t.Writes, x.Put()), append(t.Wake, store.Wake{Ref: x.Ref})
	}
	sum := sha256.Sum256([]byte(ids))
	t.Once = "tasks:" + string(v.ID()) + ":" + hex.EncodeToString(sum[:6])
	m := store.Message{ID: t.Once, To: v.ID(), Via: via, Lane: store.Reply, Question: "tugas", Made: v.Now}
	if len(due) == 1 {
		e.oneTask(&m, d)
	} else {
		lines, choices := e.taskLines(due)
		m.Text = e.Texts.Say("tugas.pagi", "jumlah", itoa(len(due)), "isi", strings.Join(lines, "\n")).Text
		m.Choices = choices
	}
	t.Say = []store.Message{m}
	return t
}

// dueWith lists the woken task and what else is due to the same person by today, in an
// order that does not depend on which of them woke: the ledger knows the same list again.
func dueWith(v store.View, d store.Doc[store.Task]) []store.Doc[store.Task] {
	list := []store.Doc[store.Task]{d}
	for _, x := range v.Have.Tasks {
		if x.Ref != d.Ref && ownWords[x.Value.Kind] == "" && x.Value.Done.IsZero() && !x.Value.Due.After(v.Today()) {
			list = append(list, x)
		}
	}
	slices.SortFunc(list, func(a, b store.Doc[store.Task]) int {
		return cmp.Or(a.Value.Due.Sub(b.Value.Due), a.Value.Made.Compare(b.Value.Made), strings.Compare(a.Ref.ID, b.Ref.ID))
	})
	return list
}

// oneTask words a task that stands alone.
func (e *Engine) oneTask(m *store.Message, d store.Doc[store.Task]) {
	s := e.Texts.Say(or(ownWords[d.Value.Kind], "tugas.ingat"), "apa", e.taskTitle(d.Value), "nama", d.Value.Name)
	m.Text, m.About = s.Text, d.Ref.ID
	for _, ch := range s.Choices {
		m.Choices = append(m.Choices, store.Choice{ID: ch.ID + ":" + d.Ref.ID, Label: ch.Label})
	}
}

// taskTitle says what is to be done, and why: the reason of an absence or a missed date, the
// words that somebody is to pass on.
func (e *Engine) taskTitle(t store.Task) string {
	vars := []string{"nama", t.Name}
	switch {
	case strings.HasSuffix(t.Kind, "-belum"):
		vars = append(vars, "sebab", e.Texts.Say("belum.sebab-"+t.Note).Text)
	case t.Kind == "tidak-datang":
		vars = append(vars, "sebab", e.Texts.Say("absen.sebab-"+t.Subject).Text)
	case t.Kind == "sampaikan":
		vars = append(vars, "pesan", passedOn(t.Note))
	}
	return e.Texts.Say("tugas.jenis-"+t.Kind, vars...).Text
}

// passedOn is the gist of a message in a line: without the greeting, cut at a word.
func passedOn(text string) string {
	if head, rest, ok := strings.Cut(text, "\n"); ok && strings.HasPrefix(head, "Halo ") {
		text = rest
	}
	line := strings.Join(strings.Fields(text), " ")
	short := clip(line, 200)
	if end := strings.LastIndexByte(short, ' '); short != line && end > 0 {
		short = short[:end] + " …"
	}
	return short
}

// taskLines are tasks as numbered lines, each with a button that ticks it off.
func (e *Engine) taskLines(tasks []store.Doc[store.Task]) (lines []string, choices []store.Choice) {
	for i, d := range tasks {
		if i == listed {
			lines = append(lines, e.Texts.Say("tugas.masih", "jumlah", itoa(len(tasks)-listed)).Text)
			break
		}
		n := itoa(i + 1)
		lines = append(lines, e.Texts.Say("tugas.baris", "nomor", n, "apa", e.taskTitle(d.Value), "tanggal", shortDate(d.Value.Due)).Text)
		choices = append(choices, store.Choice{ID: "selesai:" + d.Ref.ID, Label: e.Texts.Say("tugas.tombol-selesai", "nomor", n).Text})
	}
	return lines, choices
}
