package growth

import "tumbuh/store"

// Of assesses a stored measurement of a child and classifies it.
func Of(c store.Child, m store.Measurement) (Result, Status) {
	r := Assess(Child{
		Sex: c.Sex, AgeDays: age(c, m.Day), Weight: float64(m.Weight) / 1000, Length: float64(m.Length) / 10,
		Head: float64(m.Head) / 10, Arm: float64(m.Arm) / 10, Position: string(m.Position), Oedema: m.Oedema > 0,
	})
	s := Classify(r)
	if !r.OutOfAge {
		s.Arm = ArmColour(c.AgeMonths(m.Day), m.Arm)
	}
	return r, s
}

// PositionOf is how a length was taken: as it was said, else as [Assess] takes it, by age. ""
// where there is no length or no age.
func PositionOf(c store.Child, m store.Measurement) store.Position {
	switch days := age(c, m.Day); {
	case m.Length <= 0 || m.Position != "":
		return m.Position
	case days < 0:
		return ""
	case days < ChangeDay:
		return store.Lying
	}
	return store.Standing
}

// age is the age in days; −1 where the birth date is not known or lies later.
func age(c store.Child, on store.Date) int {
	if c.Birth.IsZero() || on.IsZero() {
		return -1
	}
	return max(c.AgeDays(on), -1)
}
