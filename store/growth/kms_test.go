package growth

import (
	"testing"
	"time"

	"tumbuh/store"
)

// aisyah is nine months old on the posyandu day of March.
func aisyah(t testing.TB) store.Child {
	return store.Child{ID: "c1", Sex: Girl, Birth: day(t, "2025-06-08")}
}

func weighed(t testing.TB, list ...any) (out []store.Measurement) {
	var g store.Growth
	for i := 0; i < len(list); i += 2 {
		g.Add(store.Measurement{Day: day(t, list[i].(string)), Weight: list[i+1].(int)})
	}
	return g.Measures
}

// TestLetters: N, T, O and B with their reasons, at the borders of the card's rules.
func TestLetters(t *testing.T) {
	voided := weighed(t, "2026-02-10", 8000, "2026-03-10", 8300, "2026-03-10", 9300)
	voided[2].Void = time.Date(2026, 3, 10, 10, 0, 0, 0, store.WIB)
	again := weighed(t, "2026-02-10", 8000, "2026-03-10", 8300, "2026-03-10", 8200)
	insists := weighed(t, "2026-02-10", 8000, "2026-03-10", 8250)
	insists[1].Mark, insists[1].MarkNote = "N", "curve follows its line"
	for name, c := range map[string]struct {
		list   []store.Measurement
		letter string
		reason Reason
		gain   int
	}{
		"first":                   {weighed(t, "2026-03-10", 8000), "B", ReasonFirst, 0},
		"gained exactly":          {weighed(t, "2026-02-10", 8000, "2026-03-10", 8300), "N", ReasonGained, 300},
		"one gram short":          {weighed(t, "2026-02-10", 8000, "2026-03-10", 8299), "T", ReasonTooLittle, 299},
		"the same":                {weighed(t, "2026-02-10", 8000, "2026-03-10", 8000), "T", ReasonSame, 0},
		"lost":                    {weighed(t, "2026-02-10", 8000, "2026-03-10", 7900), "T", ReasonLost, -100},
		"45 days":                 {weighed(t, "2026-01-24", 8000, "2026-03-10", 8400), "N", ReasonGained, 400},
		"46 days":                 {weighed(t, "2026-01-23", 8000, "2026-03-10", 8400), "O", ReasonLong, 0},
		"15 days":                 {weighed(t, "2026-02-23", 8000, "2026-03-10", 8400), "N", ReasonGained, 400},
		"14 days":                 {weighed(t, "2026-02-24", 8000, "2026-03-10", 8400), "O", ReasonShort, 0},
		"weighed twice in a week": {weighed(t, "2026-02-10", 8000, "2026-03-05", 8250, "2026-03-10", 8300), "N", ReasonGained, 300},
		"taken back":              {voided, "N", ReasonGained, 300},
		"written again":           {again, "T", ReasonTooLittle, 200},
		"2T":                      {weighed(t, "2026-01-10", 8000, "2026-02-10", 8100, "2026-03-10", 8200), "2T", ReasonTooLittle, 100},
		"3T":                      {weighed(t, "2025-12-10", 8000, "2026-01-10", 8000, "2026-02-10", 8100, "2026-03-10", 8200), "3T", ReasonTooLittle, 100},
		"T, N, T":                 {weighed(t, "2025-12-10", 8000, "2026-01-10", 8000, "2026-02-10", 8400, "2026-03-10", 8500), "T", ReasonTooLittle, 100},
		"T, then a gap":           {weighed(t, "2025-11-10", 8000, "2025-12-10", 8000, "2026-03-10", 8000), "O", ReasonLong, 0},
		"the kader insists":       {insists, "N", ReasonKader, 250},
	} {
		marks := Card(aisyah(t), c.list, DefaultRules())
		m := marks[len(marks)-1]
		if m.String() != c.letter || m.Reason != c.reason || m.Gain != c.gain {
			t.Errorf("%s: %s %s gain %d, want %s %s %d", name, m, m.Reason, m.Gain, c.letter, c.reason, c.gain)
		}
	}
}

// TestMinimumGain: the table of health-facts §7.3, and no rule where the card has none.
func TestMinimumGain(t *testing.T) {
	r := DefaultRules()
	for sex, row := range map[string][]int{
		Boy:  {0, 800, 900, 800, 600, 500, 400, 400, 300, 300, 300, 300, 200, 200},
		Girl: {0, 800, 900, 800, 600, 500, 400, 300, 300, 300, 300, 200, 200, 200},
	} {
		for age, want := range row {
			if got, ok := r.Gain(sex, age); got != want || ok != (age > 0) {
				t.Errorf("%s %d months: %d %v, want %d", sex, age, got, ok, want)
			}
		}
		if _, ok := r.Gain(sex, 61); ok {
			t.Error("a rule past 60 months")
		}
	}
	newborn := store.Child{Sex: Boy, Birth: day(t, "2026-03-01")}
	marks := Card(newborn, weighed(t, "2026-03-02", 3000, "2026-03-20", 3600), r)
	if m := marks[1]; m.Letter != None || m.Reason != ReasonNoRule || m.String() != "-" {
		t.Errorf("at 19 days: %s %s", m, m.Reason)
	}
}

// TestLinesOfTheCard: below the red and above the orange line, by the rules given.
func TestLinesOfTheCard(t *testing.T) {
	c := aisyah(t)
	for grams, want := range map[int][2]bool{5500: {true, false}, 8200: {false, false}, 9600: {false, true}, 60000: {false, false}} {
		m := Card(c, weighed(t, "2026-03-10", grams), DefaultRules())[0]
		if m.BGM != want[0] || m.Above != want[1] {
			t.Errorf("%d g: BGM %v, above %v", grams, m.BGM, m.Above)
		}
	}
	strict := DefaultRules()
	strict.Red = -2
	if m := Card(c, weighed(t, "2026-03-10", 6300), strict)[0]; !m.BGM {
		t.Error("the red line is not where the rules put it")
	}
}

// TestSKDN: counts, D' and the ratios; a zero below the line is "–", not 0 %.
func TestSKDN(t *testing.T) {
	mark := func(l Letter, times int) *Mark { return &Mark{Letter: l, Times: times} }
	months := []ChildMonth{{Book: true, Mark: mark(N, 0)}, {Book: true, Mark: mark(N, 0)}, {Book: true, Mark: mark(T, 1)}, {Book: true, Mark: mark(T, 2)},
		{Book: true, Mark: mark(O, 0)}, {Mark: mark(B, 0)}, {Book: true}, {}, {Book: true, Mark: &Mark{Letter: T, Times: 3, BGM: true}}, {Book: true}}
	c := Count(months)
	if want := (Counts{S: 10, K: 8, D: 7, N: 2, T: 3, O: 1, B: 1, TwoT: 2, BGM: 1}); c != want || c.DPrime() != 5 {
		t.Fatalf("%+v D' %d", c, c.DPrime())
	}
	want := map[string]float64{"K/S": 80, "D/S": 70, "D/K": 87.5, "N/D": 200.0 / 7, "N/D'": 40, "N/S": 20}
	for _, r := range c.Ratios() {
		if p, ok := r.Percent(); !ok || p != want[r.Name] {
			t.Errorf("%s = %g", r.Name, p)
		}
	}
	for _, r := range (Counts{S: 3, D: 1, B: 1}).Ratios() {
		if _, ok := r.Percent(); ok == (r.Name == "D/K" || r.Name == "N/D'") {
			t.Errorf("%s of an empty posyandu: %v", r.Name, ok)
		}
	}
}

// TestHeaping: who writes only 0 and 5 is seen, who writes all digits is not.
func TestHeaping(t *testing.T) {
	even, rounded := []int{0, -700}, []int{}
	for i := range 100 {
		even = append(even, 7000+i*100)
		rounded = append(rounded, 7000+i*500)
	}
	h := Heaping(even, 100)
	if s, ok := h.Score(); h.N != 100 || !ok || s != 0 || h.OnlyZeroFive() || h.ZeroFive() != 0.2 {
		t.Errorf("even: %+v", h)
	}
	h = Heaping(rounded, 100)
	if s, ok := h.Score(); !ok || s < 60 || !h.OnlyZeroFive() {
		t.Errorf("rounded: %+v %g", h, s)
	}
	if h := Heaping(rounded[:4], 100); h.OnlyZeroFive() {
		t.Error("four values are no habit")
	}
	if _, ok := Heaping(rounded[:29], 100).Score(); ok {
		t.Error("a score of 29 values")
	}
}

// TestDoubts: what the scale cannot mean is asked back with last month's value.
func TestDoubts(t *testing.T) {
	c := aisyah(t)
	last := []store.Measurement{{Day: day(t, "2026-02-10"), Weight: 8100, Length: 690, Position: store.Lying}}
	now := store.Measurement{Day: day(t, "2026-03-10"), Weight: 8400, Length: 700, Position: store.Lying, Arm: 140, Head: 440}
	for name, x := range map[string]struct {
		change func(*store.Measurement)
		want   []Doubt
	}{
		"as it should be":      {func(*store.Measurement) {}, nil},
		"84 for 8,4":           {func(m *store.Measurement) { m.Weight = 84000 }, []Doubt{{DoubtUnit, "weight", 84000, 8100, 8400}}},
		"0,84 for 8,4":         {func(m *store.Measurement) { m.Weight = 840 }, []Doubt{{DoubtUnit, "weight", 840, 8100, 8400}}},
		"7,0 cm":               {func(m *store.Measurement) { m.Length = 70 }, []Doubt{{DoubtUnit, "length", 70, 690, 700}}},
		"arm 140 cm":           {func(m *store.Measurement) { m.Arm = 1400 }, []Doubt{{DoubtUnit, "arm", 1400, 0, 140}}},
		"shorter":              {func(m *store.Measurement) { m.Length = 680 }, []Doubt{{DoubtShorter, "length", 680, 690, 0}}},
		"half a cm is noise":   {func(m *store.Measurement) { m.Length = 685 }, nil},
		"5 cm in a month":      {func(m *store.Measurement) { m.Length = 740 }, []Doubt{{DoubtTaller, "length", 740, 690, 0}}},
		"1.6 kg in a month":    {func(m *store.Measurement) { m.Weight = 9700 }, []Doubt{{DoubtHeavier, "weight", 9700, 8100, 0}}},
		"lost 6 %":             {func(m *store.Measurement) { m.Weight = 7600 }, []Doubt{{DoubtLighter, "weight", 7600, 8100, 0}}},
		"standing at 9 months": {func(m *store.Measurement) { m.Position = store.Standing; m.Length = 693 }, []Doubt{{DoubtPosition, "position", 693, 0, 0}}},
		"30 kg":                {func(m *store.Measurement) { m.Weight = 30000 }, []Doubt{{DoubtWild, "weight", 30000, 8100, 0}}},
	} {
		m := now
		x.change(&m)
		got := Doubts(c, last, m)
		if len(got) != len(x.want) {
			t.Errorf("%s: %+v, want %+v", name, got, x.want)
			continue
		}
		for i := range got {
			if got[i] != x.want[i] {
				t.Errorf("%s: %+v, want %+v", name, got[i], x.want[i])
			}
		}
	}
	if d := Doubts(c, nil, now); len(d) != 0 {
		t.Errorf("a first measuring is not compared: %+v", d)
	}
	stood := []store.Measurement{{Day: day(t, "2026-02-10"), Weight: 8100, Length: 700, Position: store.Standing}}
	unsaid := now
	unsaid.Position = ""
	if d := Doubts(c, stood, unsaid); len(d) != 0 {
		t.Errorf("70,0 after 70,0 is no child that shrank, however it was taken: %+v", d)
	}
	old := []store.Measurement{{Day: day(t, "2025-12-10"), Weight: 7000, Length: 650, Position: store.Lying}}
	if d := Doubts(c, old, now); len(d) != 0 {
		t.Errorf("three months may bring 1.4 kg and 5 cm: %+v", d)
	}
}

// TestReferrals: the card's rule, the most urgent first; nothing for a child who grows.
func TestReferrals(t *testing.T) {
	for name, c := range map[string]struct {
		s    Status
		m    Mark
		oed  bool
		want []string
	}{
		"grows":        {Status{NormalWeight, NormalHeight, WellNourished, WellNourished, HeadNormal, ArmGreen}, Mark{Letter: N}, false, nil},
		"one T":        {Status{}, Mark{Letter: T, Times: 1}, false, []string{"t"}},
		"2T":           {Status{}, Mark{Letter: T, Times: 2}, false, []string{"2t"}},
		"BGM":          {Status{WeightForAge: SeverelyUnderweight}, Mark{BGM: true}, false, []string{"bgm"}},
		"oedema":       {Status{WeightForAge: SeverelyUnderweight, WeightForHeight: SeverelyWasted}, Mark{}, true, []string{"bengkak"}},
		"short, thin":  {Status{HeightForAge: Stunted, WeightForHeight: Wasted, Arm: ArmYellow}, Mark{}, false, []string{"kurus", "lila-kuning", "pendek"}},
		"red arm":      {Status{Arm: ArmRed, HeightForAge: SeverelyStunted}, Mark{Letter: T, Times: 1}, false, []string{"lila-merah", "pendek", "t"}},
		"above orange": {Status{WeightForAge: RiskOverweight, WeightForHeight: Obese}, Mark{Above: true}, false, []string{"di-atas-oranye"}},
	} {
		var got []string
		last := 0
		for _, r := range Refer(c.s, c.m, c.oed) {
			got = append(got, r.Why)
			if r.Order < last || r.To == "" {
				t.Errorf("%s: %+v out of order", name, r)
			}
			last = r.Order
		}
		if len(got) != len(c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%s: %v, want %v", name, got, c.want)
			}
		}
	}
}
