package growth

import (
	"math"
	"syscall"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tumbuh/store"
)

func day(t testing.TB, s string) store.Date {
	t.Helper()
	d, err := store.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestChecksOfTheFactSheet holds the ±3, 0 and +1 SD weights of health-facts §7.2.
func TestChecksOfTheFactSheet(t *testing.T) {
	for _, c := range []struct {
		sex   string
		month float64
		kg    [3]float64
	}{
		{Boy, 0, [3]float64{2.1, 3.3, 3.9}}, {Boy, 6, [3]float64{5.7, 7.9, 8.9}}, {Boy, 12, [3]float64{6.9, 9.6, 10.8}}, {Boy, 24, [3]float64{8.6, 12.1, 13.6}},
		{Girl, 0, [3]float64{2.0, 3.2, 3.7}}, {Girl, 6, [3]float64{5.1, 7.3, 8.3}}, {Girl, 12, [3]float64{6.3, 8.9, 10.1}}, {Girl, 24, [3]float64{8.1, 11.5, 13.0}},
	} {
		row, _ := tables()[c.sex].weight.at(int(math.RoundToEven(c.month * Month)))
		for i, z := range []float64{-3, 0, 1} {
			if got := math.Round(row.value(z)*10) / 10; got != c.kg[i] {
				t.Errorf("%s %g months %+g SD: %g kg, want %g", c.sex, c.month, z, got, c.kg[i])
			}
		}
	}
}

// TestDailyValues compares with WHO's daily tables between our knots.
func TestDailyValues(t *testing.T) {
	b, g := tables()[Boy], tables()[Girl]
	for _, c := range []struct {
		name string
		of   days
		day  int
		want lms
	}{
		{"weight", b.weight, 3, lms{0.2959, 3.3627, 0.14647}}, {"weight", b.weight, 10, lms{0.2681, 3.5941, 0.14339}}, {"weight", b.weight, 45, lms{0.2122, 5.0404, 0.12858}},
		{"weight", b.weight, 105, lms{0.1651, 6.6755, 0.11516}}, {"weight", b.weight, 350, lms{0.0686, 9.531, 0.10915}}, {"weight", b.weight, 500, lms{0.0314, 10.6125, 0.11057}},
		{"weight", b.weight, 1826, lms{-0.1506, 18.3352, 0.13517}}, {"weight", g.weight, 5, lms{0.281, 3.2821, 0.14646}}, {"weight", g.weight, 118, lms{0.0001, 6.3586, 0.12423}},
		{"weight", g.weight, 259, lms{-0.1403, 8.0928, 0.12189}}, {"weight", g.weight, 441, lms{-0.2331, 9.4918, 0.12297}},
		{"arm", b.arm, 98, lms{0.3821, 13.5607, 0.07486}}, {"arm", b.arm, 196, lms{0.2619, 14.3011, 0.07614}}, {"arm", b.arm, 588, lms{0.0003, 14.9069, 0.07718}},
		{"arm", b.arm, 1600, lms{-0.3431, 16.2832, 0.08409}}, {"arm", g.arm, 100, lms{-0.1733, 13.1345, 0.08274}}, {"arm", g.arm, 777, lms{-0.1733, 14.9964, 0.08142}},
		{"arm", g.arm, 1500, lms{-0.1733, 16.3115, 0.08902}},
	} {
		got, ok := c.of.at(c.day)
		if !ok || math.Abs(got.l-c.want.l) > 0.002 || math.Abs(got.m/c.want.m-1) > 0.0005 || math.Abs(got.s-c.want.s) > 0.0001 {
			t.Errorf("%s day %d: %+v, WHO %+v", c.name, c.day, got, c.want)
		}
	}
}

// TestBounds: outside its table an index has no value, and never a normal one.
func TestBounds(t *testing.T) {
	full := Child{Sex: Girl, AgeDays: 300, Weight: 8.4, Length: 70, Head: 44, Arm: 14}
	for name, c := range map[string]struct {
		change func(*Child)
		known  [6]bool // waz haz whz baz hcz acz
	}{
		"all":                {func(*Child) {}, [6]bool{true, true, true, true, true, true}},
		"no sex":             {func(c *Child) { c.Sex = "?" }, [6]bool{}},
		"not born yet":       {func(c *Child) { c.AgeDays = -1 }, [6]bool{}},
		"day 1826":           {func(c *Child) { c.AgeDays, c.Length = 1826, 105 }, [6]bool{true, true, true, true, true, true}},
		"sixty months":       {func(c *Child) { c.AgeDays, c.Length = 1827, 105 }, [6]bool{}},
		"oedema":             {func(c *Child) { c.Oedema = true }, [6]bool{false, true, false, false, true, true}},
		"no weight":          {func(c *Child) { c.Weight = 0 }, [6]bool{false, true, false, false, true, true}},
		"no length":          {func(c *Child) { c.Length = 0 }, [6]bool{true, false, false, false, true, true}},
		"arm at 90 days":     {func(c *Child) { c.AgeDays, c.Length = 90, 60 }, [6]bool{true, true, true, true, true, false}},
		"arm at 91 days":     {func(c *Child) { c.AgeDays, c.Length = 91, 60 }, [6]bool{true, true, true, true, true, true}},
		"length 44.9":        {func(c *Child) { c.AgeDays, c.Length = 0, 44.9 }, [6]bool{true, true, false, true, true, false}},
		"length 45":          {func(c *Child) { c.AgeDays, c.Length = 0, 45 }, [6]bool{true, true, true, true, true, false}},
		"length 110":         {func(c *Child) { c.AgeDays, c.Length = 730, 110 }, [6]bool{true, true, true, true, true, true}},
		"length 110.1":       {func(c *Child) { c.AgeDays, c.Length = 730, 110.1 }, [6]bool{true, true, false, true, true, true}},
		"height 64.9":        {func(c *Child) { c.AgeDays, c.Length = 731, 64.9 }, [6]bool{true, true, false, true, true, true}},
		"height 65":          {func(c *Child) { c.AgeDays, c.Length = 731, 65 }, [6]bool{true, true, true, true, true, true}},
		"height 120":         {func(c *Child) { c.AgeDays, c.Length = 1800, 120 }, [6]bool{true, true, true, true, true, true}},
		"height 120.1":       {func(c *Child) { c.AgeDays, c.Length = 1800, 120.1 }, [6]bool{true, true, false, true, true, true}},
		"lying 120.7 is 120": {func(c *Child) { c.AgeDays, c.Length, c.Position = 1800, 120.7, Lying }, [6]bool{true, true, true, true, true, true}},
	} {
		child := full
		c.change(&child)
		r := Assess(child)
		for i, z := range []Z{r.WAZ, r.HAZ, r.WHZ, r.BAZ, r.HCZ, r.ACZ} {
			if z.Known != c.known[i] {
				t.Errorf("%s: index %d known %v, want %v (%+v)", name, i, z.Known, c.known[i], r)
			}
			if !z.Known && z.Value != 0 {
				t.Errorf("%s: index %d unknown but %g", name, i, z.Value)
			}
		}
		if s := Classify(r); !r.WHZ.Known && !child.Oedema && s.WeightForHeight != "" {
			t.Errorf("%s: %q without a value", name, s.WeightForHeight)
		}
	}
}

// TestPositionCorrection follows WHO's anthro: 60 cm standing at 8 months is flagged and
// left, at 9 months it is 60.7; lying from day 731 on loses 0.7 cm.
func TestPositionCorrection(t *testing.T) {
	for _, c := range []struct {
		days     int
		position string
		want     float64
		wrong    bool
	}{
		{244, Standing, 60, true}, {274, Standing, 60.7, false}, {730, Standing, 60.7, false}, {730, Lying, 60, false}, {730, "", 60, false},
		{731, Lying, 59.3, false}, {731, Standing, 60, false}, {731, "", 60, false},
	} {
		r := Assess(Child{Sex: Boy, AgeDays: c.days, Length: 60, Position: c.position})
		if math.Abs(r.Length-c.want) > 1e-9 || r.WrongPosition != c.wrong {
			t.Errorf("day %d %q: %g %v, want %g %v", c.days, c.position, r.Length, r.WrongPosition, c.want, c.wrong)
		}
	}
	if r := Assess(Child{Sex: Boy, AgeDays: 987, Length: 72.86, Position: Lying}); math.Round(r.HAZ.Value*100) != -609 || !r.HAZ.Wild {
		t.Errorf("72.86 cm lying at 987 days: %+v, WHO says -6.09 and flags it", r.HAZ)
	}
}

// TestCategories holds the exact borders of Permenkes 2/2020 on the unrounded z.
func TestCategories(t *testing.T) {
	for _, c := range []struct {
		z                   float64
		weight, height, whz Class
	}{
		{-3.0001, SeverelyUnderweight, SeverelyStunted, SeverelyWasted}, {-3, Underweight, Stunted, Wasted}, {-2.0001, Underweight, Stunted, Wasted},
		{-2, NormalWeight, NormalHeight, WellNourished}, {1, NormalWeight, NormalHeight, WellNourished}, {1.0001, RiskOverweight, NormalHeight, PossibleRiskOverweight},
		{2, RiskOverweight, NormalHeight, PossibleRiskOverweight}, {2.0001, RiskOverweight, NormalHeight, Overweight}, {3, RiskOverweight, NormalHeight, Overweight},
		{3.0001, RiskOverweight, Tall, Obese},
	} {
		z := Z{Value: c.z, Known: true}
		s := Classify(Result{WAZ: z, HAZ: z, WHZ: z, BAZ: z})
		if s.WeightForAge != c.weight || s.HeightForAge != c.height || s.WeightForHeight != c.whz || s.BMIForAge != c.whz {
			t.Errorf("z %g: %+v", c.z, s)
		}
	}
	wild := Z{Value: -6.2, Known: true, Wild: true}
	if s := Classify(Result{WAZ: wild, HAZ: wild, WHZ: wild, BAZ: wild}); s != (Status{}) {
		t.Errorf("implausible, but classified: %+v", s)
	}
	if s := Classify(Result{Oedema: true}); s.WeightForHeight != SeverelyWasted || s.HeightForAge != "" {
		t.Errorf("oedema: %+v", s)
	}
	for mm, want := range map[int]Class{0: "", 114: ArmRed, 115: ArmYellow, 124: ArmYellow, 125: ArmGreen} {
		if got := ArmColour(6, mm); got != want || ArmColour(5, mm) != "" || ArmColour(60, mm) != "" {
			t.Errorf("arm %d mm: %q, want %q", mm, got, want)
		}
	}
}

// TestMoreIsMore: with more weight each weight-based z rises, with more length the
// height z rises, at any age and size, across the ±3 SD seams and the knots.
func TestMoreIsMore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := Child{Sex: rapid.SampledFrom([]string{Boy, Girl}).Draw(t, "sex"), AgeDays: rapid.IntRange(0, LastDay).Draw(t, "age"),
			Weight: float64(rapid.IntRange(500, 40000).Draw(t, "g")) / 1000, Length: float64(rapid.IntRange(450, 1200).Draw(t, "mm")) / 10,
			Arm: float64(rapid.IntRange(80, 250).Draw(t, "arm")) / 10, Head: float64(rapid.IntRange(250, 600).Draw(t, "head")) / 10}
		more := c
		more.Weight += 0.01
		more.Arm += 0.1
		more.Head += 0.1
		a, b := Assess(c), Assess(more)
		for i, p := range [][2]Z{{a.WAZ, b.WAZ}, {a.WHZ, b.WHZ}, {a.BAZ, b.BAZ}, {a.ACZ, b.ACZ}, {a.HCZ, b.HCZ}} {
			if p[0].Known != p[1].Known || p[0].Known && !(p[1].Value > p[0].Value) {
				t.Fatalf("index %d: %+v then %+v", i, p[0], p[1])
			}
		}
		longer := c
		longer.Length += 0.1
		if l := Assess(longer); l.HAZ.Known && !(l.HAZ.Value > a.HAZ.Value) {
			t.Fatalf("longer, but %+v then %+v", a.HAZ, l.HAZ)
		}
	})
}

// TestPositionIsSymmetric: a child is 0.7 cm longer lying than standing, whichever way
// she was measured, so both ways give the same z.
func TestPositionIsSymmetric(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		mm := rapid.IntRange(600, 1100).Draw(t, "mm lying")
		c := Child{Sex: rapid.SampledFrom([]string{Boy, Girl}).Draw(t, "sex"), AgeDays: rapid.IntRange(274, LastDay).Draw(t, "age"), Weight: 10}
		lying, standing := c, c
		lying.Length, lying.Position = float64(mm)/10, Lying
		standing.Length, standing.Position = float64(mm-7)/10, Standing
		a, b := Assess(lying), Assess(standing)
		if math.Abs(a.HAZ.Value-b.HAZ.Value) > 1e-9 || math.Abs(a.WHZ.Value-b.WHZ.Value) > 1e-9 || math.Abs(a.BAZ.Value-b.BAZ.Value) > 1e-9 {
			t.Fatalf("lying %+v\nstanding %+v", a, b)
		}
	})
}

// cpu is the processor time this process used: a shared machine counts other people's
// work as elapsed time.
func cpu() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano())
}

// BenchmarkAssess: all indices of a child with weight and length, and her categories.
func BenchmarkAssess(b *testing.B) {
	tables()
	before := cpu()
	kids := []Child{{Sex: Girl, AgeDays: 300, Weight: 8.4, Length: 70, Position: Lying}, {Sex: Boy, AgeDays: 900, Weight: 9.1, Length: 84.3, Position: Lying},
		{Sex: Boy, AgeDays: 40, Weight: 3.1, Length: 51}, {Sex: Girl, AgeDays: 1500, Weight: 24, Length: 101.5, Position: Standing}}
	for i := 0; b.Loop(); i++ {
		r := Assess(kids[i&3])
		if s := Classify(r); s.HeightForAge == "" && i < 4 {
			b.Fatal("no result")
		}
	}
	b.ReportMetric(float64(b.N)/(cpu()-before).Seconds(), "assessments/cpu-s")
}
