package growth

import (
	"encoding/csv"
	"math"
	"os"
	"strconv"
	"testing"
)

// survey reads the 498 children of the demonstration survey that WHO ships with
// igrowup, with WHO's own z-scores (testdata/SOURCE says where they come from).
func survey(t testing.TB) (rows []map[string]string) {
	t.Helper()
	f, err := os.Open("testdata/survey.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range all[1:] {
		m := map[string]string{}
		for i, name := range all[0] {
			m[name] = r[i]
		}
		rows = append(rows, m)
	}
	return rows
}

func number(s string) float64 {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 0
	}
	return v
}

func surveyed(r map[string]string) Child {
	c := Child{Sex: map[string]string{"1": Boy, "2": Girl}[r["GENDER"]], AgeDays: -1, Weight: number(r["WEIGHT"]), Length: number(r["HEIGHT"]),
		Head: number(r["HEAD"]), Arm: number(r["MUAC"]), Position: map[string]string{"l": Lying, "h": Standing}[r["measure"]], Oedema: r["oedema"] == "y"}
	if r["_agedays"] != "" {
		c.AgeDays = int(number(r["_agedays"]))
	}
	return c
}

// TestAgreesWithWHO: every z-score that WHO computed for the survey is ours within
// 0.01 (WHO prints two decimals), and where WHO has none, we have none. The old igrowup
// went on through the 61st month; WHO's anthro and the fact sheet end at 60 months.
func TestAgreesWithWHO(t *testing.T) {
	type stat struct {
		n, near int
		worst   float64
	}
	stats, late := map[string]*stat{}, 0
	for _, r := range survey(t) {
		res := Assess(surveyed(r))
		for name, z := range map[string]Z{"_ZWEI": res.WAZ, "_ZLEN": res.HAZ, "_ZWFL": res.WHZ, "_ZBMI": res.BAZ, "_ZHC": res.HCZ, "_ZAC": res.ACZ} {
			s := stats[name]
			if s == nil {
				s = &stat{}
				stats[name] = s
			}
			if r[name] != "" && res.OutOfAge && number(r["_agedays"]) > LastDay {
				late++
				continue
			}
			if (r[name] != "") != z.Known {
				t.Errorf("child %s %s: WHO %q, ours %+v (%+v)", r["id"], name, r[name], z, surveyed(r))
				continue
			}
			if !z.Known {
				continue
			}
			d := math.Abs(math.Round(z.Value*100)/100 - number(r[name]))
			s.n++
			if d < 0.0051 {
				s.near++
			}
			s.worst = max(s.worst, d)
			if d > 0.0101 {
				t.Errorf("child %s %s: WHO %s, ours %.3f (%+v)", r["id"], name, r[name], z.Value, surveyed(r))
			}
		}
	}
	if late != 20 { // four children, five indices
		t.Errorf("%d scores of children past 60 months, want 20", late)
	}
	compared, equal := 0, 0
	for _, s := range stats {
		compared, equal = compared+s.n, equal+s.near
	}
	if compared != 2419 || equal < 2405 {
		t.Errorf("%d compared, %d equal to two decimals; want 2419, at least 2405", compared, equal)
	}
	for name, s := range stats {
		t.Logf("%s: %d compared, %d equal to two decimals, worst %.3f", name, s.n, s.near, s.worst)
	}
}
