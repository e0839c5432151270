package dialogs

import (
	"slices"

	"tumbuh/dialogs/answers"
)

// A fourth number behind weight, length and arm may be the head, which needs its label
// (programme.md §8.12). The rest is kept at once; of the number it is asked whether it is the
// head, and for that day only once.

// headsUnlabelled is where the day remembers that she writes heads without their label.
const headsUnlabelled = "lk"

func (w *dayWork) unlabelled(p pending) {
	head := pending{Kind: askHead, Line: p.Line, Rec: answers.Record{Name: p.Rec.Name, Mother: p.Rec.Mother, Head: p.Rec.Unlabelled}, Ref: p.Ref, Over: p.Over, At: p.At}
	p.Rec.Unlabelled = 0
	p.Rec.Ask = slices.DeleteFunc(slices.Clone(p.Rec.Ask), func(a string) bool { return a == "kepala:"+answers.NeedsLabel })
	if w.c.Answer(headsUnlabelled) == "ya" {
		p.Rec.Head = head.Rec.Head
		w.go_(p)
		return
	}
	w.go_(p)
	w.ask(head)
}

// headsToo takes the number for the head, and those of the other lines that wait for the
// same answer.
func (w *dayWork) headsToo(p pending) {
	w.c.Set(headsUnlabelled, "ya")
	all := []pending{p}
	w.queue = slices.DeleteFunc(w.queue, func(q pending) bool {
		if q.Kind == askHead {
			all = append(all, q)
		}
		return q.Kind == askHead
	})
	for _, q := range all {
		q.Rec.Unlabelled = 0
		w.go_(q)
	}
}
