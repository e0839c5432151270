package answers

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"tumbuh/store"
)

// rightRegistered is how many of the answers must stay rightly read.
const rightRegistered = 115

// TestUnseenRegistration reads answers to the questions of a registration, written by
// somebody who had not seen the parsers: the value wanted, or "ask" where a careful person
// would ask again; what is kept with a flag as a guess counts as asked.
func TestUnseenRegistration(t *testing.T) {
	today, _ := store.ParseDate("2026-03-03")
	f, err := os.Open("testdata/pendaftaran-asing.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	city, err := store.LoadCity("36.74")
	if err != nil {
		t.Fatal(err)
	}
	right, counted, out := 0, 0, 0
	rows := bufio.NewScanner(f)
	for n := 1; rows.Scan(); n++ {
		var r struct{ Question, Answer, Want, Out string }
		if err := json.Unmarshal(rows.Bytes(), &r); err != nil {
			t.Fatalf("line %d: %v", n, err)
		}
		if r.Out != "" {
			out++
			continue
		}
		counted++
		got := registered(strings.ToLower(r.Question), r.Answer, today, city)
		if sameAnswer(got, r.Want, today) {
			right++
		} else if testing.Verbose() {
			t.Logf("%d %s %q: got %s, want %s", n, r.Question, r.Answer, got, r.Want)
		}
	}
	t.Logf("%d of %d answers rightly read, %d left out", right, counted, out)
	if right < rightRegistered || counted+out < 100 {
		t.Errorf("%d of %d answers are rightly read, want at least %d", right, counted, rightRegistered)
	}
}

// registered reads an answer as the step of its question does.
func registered(question, answer string, today store.Date, city *store.City) string {
	has := func(list ...string) bool {
		for _, w := range list {
			if strings.Contains(question, w) {
				return true
			}
		}
		return false
	}
	switch {
	case has("hpht", "hpl", "haid", "minggu", "perkiraan lahir"):
		if !has("hpht", "haid", "minggu") { // the program has one question for all: she would say what it is
			answer = "HPL " + answer
		}
		d := ReadDating(answer, today)
		if d.Verdict != OK && !(d.Why == Unit && d.From == "minggu" && !has("hpht")) {
			return "ask"
		}
		return d.HPHT.String()
	case has("berat"):
		return amount(ReadBirthWeight(answer), 1000)
	case has("panjang"):
		return amount(ReadBirthLength(answer), 10)
	case has("lahir"):
		if d := ReadBirth(answer, today); d.Verdict == OK {
			return d.Date.String()
		}
	case has("kelamin", "laki"):
		return value(ReadSex(answer))
	case has("kelurahan"):
		return place(answer, city)
	case has("hp"):
		return value(ReadPhone(answer))
	case has("jam"):
		return value(ReadHour(answer))
	case has("nama"):
		r := ReadName(answer)
		if part := Parts(answer)[PartName]; r.Verdict != OK && part != "" {
			r = ReadName(part)
		}
		return value(r)
	}
	return "ask"
}

func value(r Text) string {
	if r.Verdict != OK {
		return "ask"
	}
	return r.Value
}

func amount(a Amount, unit float64) string {
	if a.Verdict != OK {
		return "ask"
	}
	return fmt.Sprintf("%g", float64(a.N)/unit)
}

func place(answer string, city *store.City) string {
	var list []Place
	for _, k := range city.Kelurahan {
		list = append(list, Place{k.ID, k.Name, k.Aliases})
	}
	if hit := FindPlace(answer, list); len(hit) == 1 {
		k, _ := city.FindKelurahan(hit[0])
		return k.Name
	}
	return "ask"
}

// sameAnswer compares a reading with the wish; a due date or weeks are the same as the day
// of the last bleeding that follows from them.
func sameAnswer(got, want string, today store.Date) bool {
	if got == want || strings.EqualFold(strings.ReplaceAll(got, " ", ""), strings.ReplaceAll(want, " ", "")) {
		return true
	}
	if hpht, err := store.ParseDate(got); err == nil {
		if due, err := store.ParseDate(strings.TrimPrefix(want, "HPL ")); err == nil && hpht.Add(280) == due {
			return true
		}
		var weeks, days int
		if n, _ := fmt.Sscanf(want, "%d minggu %d hari", &weeks, &days); n > 0 && today.Sub(hpht) == weeks*7+days {
			return true
		}
	}
	return strings.Trim(want, " kgcm") == got
}
