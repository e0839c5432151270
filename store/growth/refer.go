package growth

// Referral is one reason why the card sends a child on (health-facts §7.5).
type Referral struct {
	Why   string // key of the words: "rujuk." + Why
	To    Place
	Order int // 0 = today; the lower, the sooner
	Days  int // within so many days; 0 = today; -1 = the next clinic day
}

// Place is where the card sends a child.
type Place string

// The places.
const (
	ToNakes     Place = "nakes"     // the health worker at the posyandu itself
	ToPuskesmas Place = "puskesmas" // nutrition officer or doctor
	ToHospital  Place = "rs"
)

// Refer lists what the card's rule says of one measuring, the most urgent first. It
// never says what the child has: a health worker measures again and decides.
func Refer(s Status, m Mark, oedema bool) []Referral {
	var list []Referral
	add := func(yes bool, why string, to Place, order, days int) {
		if yes {
			list = append(list, Referral{why, to, order, days})
		}
	}
	add(oedema, "bengkak", ToPuskesmas, 0, 0)
	add(!oedema && s.WeightForHeight == SeverelyWasted, "sangat-kurus", ToPuskesmas, 0, 0)
	add(s.Arm == ArmRed, "lila-merah", ToPuskesmas, 0, 0)
	add(s.WeightForHeight == Wasted, "kurus", ToPuskesmas, 1, 7)
	add(s.Arm == ArmYellow, "lila-kuning", ToPuskesmas, 1, 7)
	add(m.BGM, "bgm", ToPuskesmas, 1, 7)
	add(!m.BGM && !oedema && (s.WeightForAge == Underweight || s.WeightForAge == SeverelyUnderweight), "berat-kurang", ToPuskesmas, 1, 7)
	add(m.Times > 1, "2t", ToPuskesmas, 1, 7)
	add(s.Head == HeadSmall || s.Head == HeadLarge, "lingkar-kepala", ToPuskesmas, 1, 7)
	add(s.HeightForAge == Stunted || s.HeightForAge == SeverelyStunted, "pendek", ToPuskesmas, 2, 14)
	add(m.Times == 1, "t", ToNakes, 3, 0)
	add(m.Above || s.WeightForHeight == PossibleRiskOverweight || s.WeightForHeight == Overweight || s.WeightForHeight == Obese, "di-atas-oranye", ToPuskesmas, 4, -1)
	return list
}
