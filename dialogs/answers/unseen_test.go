package answers

import (
	"bufio"
	"encoding/json"
	"math"
	"os"
	"strings"
	"testing"

	"tumbuh/store"
)

// unseen is a line by a writer who had not seen the parser, with what she wanted read of
// it. Out says why it is not counted: a wish of taste, or against the programme's rules.
type unseen struct {
	Line string `json:"line"`
	Want []struct {
		Name, Mother, Status, Position, Note string
		RT                                   any
		Weight                               float64 `json:"weight_kg"`
		Length                               float64 `json:"length_cm"`
		Arm                                  float64 `json:"muac_cm"`
		Head                                 float64 `json:"head_cm"`
	} `json:"want"`
	Ask bool   `json:"ask"`
	Out string `json:"out,omitempty"`
}

// rightUnseen is how many of the lines must stay wholly right; README says how many were
// before any of them was seen.
const rightUnseen = 241

// TestUnseenLines reads lines written after the parser, as they were first met; a line is
// right when every child, size, position and absence is as wanted, and it is asked back
// where, and only where, a careful colleague would.
func TestUnseenLines(t *testing.T) {
	today, _ := store.ParseDate("2026-03-03")
	f, err := os.Open("testdata/kader-asing.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	right, counted, out := 0, 0, 0
	rows := bufio.NewScanner(f)
	for n := 1; rows.Scan(); n++ {
		var u unseen
		if err := json.Unmarshal(rows.Bytes(), &u); err != nil {
			t.Fatalf("line %d: %v", n, err)
		}
		if u.Out != "" {
			out++
			continue
		}
		counted++
		lines := CadreLines(u.Line, today)
		if why := u.wrong(lines); why == "" {
			right++
		} else if testing.Verbose() {
			for _, l := range lines {
				t.Logf("%d %q: %s; read %s", n, u.Line, why, l.show())
			}
		}
	}
	t.Logf("%d of %d lines wholly right, %d left out", right, counted, out)
	if right < rightUnseen || counted+out < 200 {
		t.Errorf("%d of %d lines are read wholly right, want at least %d", right, counted, rightUnseen)
	}
}

// wrong says what differs from the wish, "" for nothing.
func (u unseen) wrong(lines []Line) string {
	var got []Record
	asked := false
	undone, maybe := false, false
	for _, l := range lines {
		got = append(got, l.Records...)
		sure, may := asksBack(l)
		asked, maybe = asked || sure, maybe || may
		undone = undone || l.Kind == LineUndo
	}
	if undone && len(u.Want) == 1 && u.Want[0].Status == "batal" && (len(got) == 0 || bareName(got[0].Name) == bareName(u.Want[0].Name)) {
		return ""
	}
	switch {
	case u.Ask && (asked || maybe):
		return ""
	case u.Ask || asked:
		return "asked back wrongly"
	case len(got) != len(u.Want):
		return "number of children"
	}
	for i, w := range u.Want {
		r := got[i]
		rt, _ := w.RT.(string)
		switch {
		case bareName(w.Name) != bareName(r.Name):
			return "name"
		case bareName(w.Mother) != bareName(r.Mother):
			return "mother"
		case strings.TrimLeft(rt, "0") != strings.TrimLeft(r.RT, "0"):
			return "RT"
		case off(w.Weight*1000, r.Weight, 5) || off(w.Length*10, r.Length, 0.51) || off(w.Arm*10, r.Arm, 0.51) || off(w.Head*10, r.Head, 0.51):
			return "a size"
		case w.Position != string(r.Position):
			return "position"
		case away(w.Status) != away(r.Status) && !(away(w.Status) == Absent && strings.Contains(r.Note, "sakit")):
			return "status"
		}
	}
	return ""
}

// asksBack tells whether the kader is surely asked something, or may be: a mother's name
// alone is looked up among her children first, a new day is always confirmed, and what has
// numbers and is not understood is said to be so.
func asksBack(l Line) (sure, maybe bool) {
	for why := range strings.SplitSeq(l.Ask, "; ") {
		sure = sure || why != "" && why != "nama:"+NamesMother && l.Kind != LineSchedule
	}
	return sure, l.Ask != "" || l.Error != "" && strings.ContainsAny(l.Text, "0123456789")
}

func off(want float64, got int, most float64) bool { return math.Abs(want-float64(got)) > most }

// bareName is a name without titles and signs.
func bareName(s string) string {
	var kept []string
	for _, w := range plain(strings.ToLower(s)) {
		if !titles[w] {
			kept = append(kept, w)
		}
	}
	return strings.Join(kept, " ")
}

var titles = set("an by ny bu ibu mama neng teh mas mbak dede dek ade adek kk kak an si bayi ananda pak")

// away is an absence or a move; what the card says of the weight is not compared.
func away(s string) string {
	switch s {
	case "tidak datang", "sakit", Absent:
		return Absent
	case Moved:
		return Moved
	}
	return ""
}
