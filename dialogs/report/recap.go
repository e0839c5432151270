package report

import (
	"slices"

	"tumbuh/store"
	"tumbuh/store/growth"
)

// tally counts the columns of a recap by key.
type tally map[string]int

func (t tally) add(yes bool, key string) {
	if yes {
		t[key]++
	}
}

// either counts one of two columns.
func (t tally) either(yes bool, a, b string) {
	if yes {
		t[a]++
	} else {
		t[b]++
	}
}

// answered counts "ya" and "tidak"; what was not asked is in neither.
func (t tally) answered(answer, yes, no string) {
	t.add(answer == "ya", yes)
	t.add(answer == "tidak", no)
}

// children counts the 32 columns of the children's recap.
func children(list []kid, m Month) tally {
	t := tally{}
	for _, k := range list {
		group := "toddlers"
		if k.months(m) < 6 {
			group = "babies"
		}
		t[group]++
		t.either(k.now != nil, group+"-came", group+"-absent")
		if k.now == nil {
			continue
		}
		t.weighed(k)
		r, s := growth.Of(k.child, *k.now)
		t.classed(r, s)
		given := k.now.Given
		if given.Referred == "" && k.sentOn(s) {
			given.Referred = "puskesmas"
		}
		t.served(given, group)
	}
	return t
}

// sentOn tells whether the card's rule sent the child to the puskesmas that day: the kader
// was told so, and its referral was drafted.
func (k kid) sentOn(s growth.Status) bool {
	var mark growth.Mark
	if k.mark != nil {
		mark = *k.mark
	}
	return slices.ContainsFunc(growth.Refer(s, mark, k.now.Oedema > 0), func(r growth.Referral) bool { return r.To == growth.ToPuskesmas })
}

func (t tally) weighed(k kid) {
	if k.mark == nil {
		return
	}
	bad := k.mark.Letter == growth.T || k.mark.BGM || k.mark.Above
	t.add(!bad && k.mark.Letter == growth.N, "gained")
	t.add(bad, "not-gained")
}

// classed counts categories; what is not known or not plausible is in no column.
func (t tally) classed(_ growth.Result, s growth.Status) {
	for _, x := range []struct {
		class, normal growth.Class
		name          string
	}{{s.WeightForAge, growth.NormalWeight, "bbu"}, {s.HeightForAge, growth.NormalHeight, "tbu"}, {s.WeightForHeight, growth.WellNourished, "bbtb"},
		{s.Head, growth.HeadNormal, "head"}, {s.Arm, growth.ArmGreen, "arm"}} {
		if x.class != "" {
			t.either(x.class == x.normal, x.name+"-normal", x.name+"-other")
		}
	}
}

func (t tally) served(g store.Given, group string) {
	t.answered(g.Checklist, "checklist-yes", "checklist-no")
	t.add(len(g.TB) > 0, "tb")
	t.add(group == "babies" && g.Breast == "ya", "exclusive")
	t.add(g.Feeding == "ya", "feeding")
	t.add(len(g.Vaccines) > 0, "vaccines")
	t.add(g.VitaminA != "", "vitamin-a")
	t.add(g.Deworming, "deworming")
	t.add(g.PMT == "ya", "pmt")
	t.add(g.Educated, "educated")
	t.add(g.Sick != "", "sick")
	t.add(g.Referred == "pustu" || g.Referred == "puskesmas", "referred-puskesmas")
	t.add(g.Referred == "rs", "referred-rs")
}

// Limits of the mothers' card: red below and from these values on (health-facts §3, §1.6).
const (
	armRedMM     = 235
	systolicRed  = 140
	diastolicRed = 90
	nifasDays    = 42
)

// mothers counts the 29 columns of the mothers' recap.
func mothers(homes []Household, m Month) tally {
	t := tally{}
	for _, h := range homes {
		if moved := h.Family.Moved; !moved.IsZero() && !moved.After(m.Last()) {
			continue
		}
		for _, p := range h.Family.Pregnancies {
			pregnant := !p.HPHT.IsZero() && !p.HPHT.After(m.Last()) && (p.Active() || p.Ended.After(m.Last()))
			nifas := p.End == store.EndBirth && !p.Ended.After(m.Last()) && !p.Ended.Add(nifasDays).Before(m.First)
			if !pregnant && !nifas {
				continue
			}
			group := "pregnant"
			if nifas {
				group = "nifas"
			}
			t[group]++
			c := lastCheck(h.Checks[p.ID], m)
			t.either(c != nil, group+"-came", group+"-absent")
			if c != nil {
				t.checked(*c, nifas)
			}
		}
	}
	return t
}

func lastCheck(list store.Checks, m Month) *store.Check {
	var last *store.Check
	for i, c := range list.List {
		if m.Has(c.Day) && c.Void.IsZero() && (last == nil || !c.Day.Before(last.Day)) {
			last = &list.List[i]
		}
	}
	return last
}

func (t tally) checked(c store.Check, nifas bool) {
	t.answered(c.OnCurve, "curve-yes", "curve-no")
	if c.Arm > 0 {
		t.either(c.Arm >= armRedMM, "arm-green", "arm-red")
	}
	if c.Systolic > 0 && c.Diastolic > 0 {
		t.either(c.Systolic < systolicRed && c.Diastolic < diastolicRed, "pressure-green", "pressure-red")
	}
	t.add(len(c.TB) > 0, "tb")
	t.add(c.Tablets > 0, "tablets")
	t.answered(c.Daily, "daily-yes", "daily-no")
	t.add(c.PMT == "ya", "pmt")
	t.answered(c.PMTDaily, "pmt-daily-yes", "pmt-daily-no")
	t.answered(c.Class, "class-yes", "class-no")
	if nifas {
		t.either(c.VitaminA > 0, "nifas-vitamin-a-yes", "nifas-vitamin-a-no")
		if c.KB != "" {
			t.either(c.KB != "tidak", "kb-yes", "kb-no")
		}
	}
	t.add(c.Educated, "educated")
	t.add(c.Referred == "pustu" || c.Referred == "puskesmas", "referred-puskesmas")
	t.add(c.Referred == "rs", "referred-rs")
}
