package reminders

import (
	"context"
	"errors"
	"slices"
	"testing"

	"tumbuh/store"
)

// torn is a store whose commits may fail: before anything of them is written, or after,
// so that the answer alone is lost.
type torn struct {
	*kept
	fates []string // of the commits to come: "before", "after", "part", "" = well
}

var errTorn = errors.New("the store did not answer")

func (s *torn) Commit(ctx context.Context, turns ...store.Turn) ([]store.Result, error) {
	fate := ""
	if len(s.fates) > 0 {
		fate, s.fates = s.fates[0], s.fates[1:]
	}
	switch fate {
	case "before":
		return nil, errTorn
	case "part": // the first turn is refused, the others stand
		results, _ := s.kept.Commit(ctx, turns[1:]...)
		return append([]store.Result{store.Stale}, results...), errTorn
	}
	results, err := s.kept.Commit(ctx, turns...)
	if fate == "after" {
		return nil, errTorn
	}
	return results, err
}

// A commit that is not answered is looked at again in the same sweep, whether it was
// written or not: nobody waits for the next one, nobody hears anything twice.
func TestUnansweredCommitInASweep(t *testing.T) {
	for _, fates := range [][]string{{"before"}, {"after"}, {"", "after", "before"}, {"part"}, {"before", "after", "", "before", "after"}} {
		tn := newTown(t, "2026-03-03 10:00")
		for i := range 60 {
			tn.put("ibu"+string(rune('a'+i%26))+string(rune('a'+i/26)), siti(), tn.pregnant("2025-11-03"), tn.now)
		}
		tn.now = moment(t, "2026-03-03 19:00")
		tn.sweep.Store, tn.sweep.Page = &torn{tn.kept, slices.Clone(fates)}, 20
		tn.run()
		heard := map[store.PersonID]int{}
		for _, m := range tn.said {
			heard[m.To]++
		}
		if len(heard) != 60 || len(tn.said) != 60 {
			t.Errorf("%q: %d people heard %d messages", fates, len(heard), len(tn.said))
		}
	}
}

// A store that stays away ends the sweep; the next one finds everybody.
func TestStoreAwayInASweep(t *testing.T) {
	tn := newTown(t, "2026-03-03 10:00")
	tn.put("siti", siti(), tn.pregnant("2025-11-03"), tn.now)
	tn.now = moment(t, "2026-03-03 19:00")
	tn.sweep.Store = &torn{tn.kept, []string{"before", "before", "before"}}
	if _, err := tn.sweep.Run(t.Context()); !errors.Is(err, errTorn) {
		t.Fatalf("the sweep says %v", err)
	}
	if len(tn.said) > 0 {
		t.Fatal("something was said")
	}
	tn.run()
	tn.want("ttd", "03-03 19:00")
}
