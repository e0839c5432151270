package dialogs

import (
	"regexp"
	"strings"

	"tumbuh/dialogs/answers"
	"tumbuh/store"
)

// A task is answered by its number in her own words too: "selesai 1", "tunda 2 sampai tgl
// 20", "nomor 1 tidak bisa, rumahnya kosong".
var (
	taskVerbFirst   = regexp.MustCompile(`^(selesai|beres|sudah|tunda|undur|nanti|tidak bisa|enggak bisa|belum bisa) (?:nomor |no |tugas )*(\d{1,2})\b[ ,:.;-]*(.*)$`)
	taskNumberFirst = regexp.MustCompile(`^(?:nomor |no |tugas )*(\d{1,2})[ ,:.;-]+(selesai|beres|sudah|tunda|ditunda|undur|nanti|tidak bisa|enggak bisa|belum bisa)\b[ ,:.;-]*(.*)$`)
	unable          = regexp.MustCompile(`\b(?:ga|gak|gk|tdk|ngga|nggak|engga|kaga|gabisa)\b(?: bisa)?`)
)

// answerTaskWord hears such words from staff who were shown their tasks.
func (c *Ctx) answerTaskWord() bool {
	if c.in.Kind != store.InText || !c.Person.Staff() || c.Session.Dialog != "" {
		return false
	}
	s := unable.ReplaceAllString(strings.Join(strings.Fields(answers.Normalise(c.in.Text)), " "), "tidak bisa")
	verb, n, rest := "", 0, ""
	if m := taskVerbFirst.FindStringSubmatch(s); m != nil {
		verb, n, rest = m[1], number(m[2]), m[3]
	} else if m := taskNumberFirst.FindStringSubmatch(s); m != nil {
		verb, n, rest = m[2], number(m[1]), m[3]
	}
	if verb == "" {
		return false
	}
	if !c.Want(store.Need{Kind: store.NeedTasks, Person: c.v.ID()}) {
		return true
	}
	if c.told() == nil && !strings.HasPrefix(c.Session.Question, "tugas") {
		return false
	}
	d, ok := c.numbered(n)
	if !ok {
		c.Say("tugas.nomor-tidak-ada", "jumlah", itoa(len(c.v.Have.Tasks)))
		return true
	}
	if d.Value.Kind == matchTask { // it asks something of its own
		c.in.Choice = "selesai:" + d.Ref.ID
		return pickTask(c, c.in.Choice)
	}
	c.taskSaid(d, verb, rest)
	return true
}

func (c *Ctx) taskSaid(d store.Doc[store.Task], verb, rest string) {
	d.Value.Note = clip(strings.TrimSpace(d.Value.Note+" "+rest), 400)
	switch verb {
	case "tunda", "ditunda", "undur", "nanti":
		day := c.v.Today().Add(7)
		if r := answers.ReadDate(rest, c.v.Today(), answers.Ahead); r.Verdict == answers.OK && r.Date.After(c.v.Today()) && r.Date.Sub(c.v.Today()) <= 90 {
			day = r.Date
		}
		d.Value.Due = day
		c.extra.Writes = append(c.extra.Writes, d.Put())
		c.extra.Wake = append(c.extra.Wake, store.Wake{Ref: d.Ref, At: day.At(8, 0)})
		c.audit("task-tunda", d.Ref, rest)
		c.Say("tugas.ditunda-sampai", "nama", d.Value.Name, "tanggal", c.dayName(day))
	case "selesai", "beres", "sudah":
		c.closeTask(d, "selesai")
		c.audit("task-selesai", d.Ref, rest)
		c.Say("tugas.dicatat", "nama", d.Value.Name)
	default:
		if len([]rune(rest)) < 3 {
			c.Say("tugas.kenapa", "nama", d.Value.Name)
			return
		}
		c.closeTask(d, "tidak-bisa")
		c.audit("task-tidak-bisa", d.Ref, rest)
		c.Say("tugas.tidak-bisa", "nama", d.Value.Name, "sebab", rest)
	}
}
